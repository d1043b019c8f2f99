// What may be asked next, while it is typed: a combobox (ARIA 1.2) around the search field. Without it the form
// works as it is.
// An answer that takes longer is not waited for.
const LONGEST = 5000;
const words = JSON.parse(document.body.dataset.words);

const form = document.querySelector("form.search");
const input = form?.querySelector("input[type=search]");
if (input) combobox(form, input);

addEventListener("keydown", (event) => {
  const busy = event.target.closest?.("input, select, textarea, button, [contenteditable]");
  if (event.key !== "/" || busy || event.ctrlKey || event.metaKey || event.altKey || !input) return;
  event.preventDefault();
  input.focus();
  input.select();
});

function combobox(form, input) {
  const list = Object.assign(document.createElement("ul"), { id: "offers", className: "offers", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.offers);
  const status = Object.assign(document.createElement("p"), { className: "unseen" });
  status.setAttribute("role", "status");
  form.append(list, status);
  const roles = { role: "combobox", "aria-expanded": "false", "aria-controls": "offers", "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);

  let asked = 0, flying = false, again = false, chosen = -1;
  const options = () => [...list.children];

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (number) => {
    const all = options();
    if (!all.length) return;
    chosen = number < -1 ? all.length - 1 : number >= all.length ? -1 : number;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };

  const show = (offers, typed) => {
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...offers.map((offer, at) => {
      const option = Object.assign(document.createElement("li"), { id: `offer-${at}` });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = offer.url;
      option.dir = "auto";
      option.append(...marked(offer.text, typed));
      return option;
    }));
    list.hidden = !offers.length;
    input.setAttribute("aria-expanded", String(offers.length > 0));
    const said = ["offers-none", "offers-one"][offers.length] ?? "offers-many";
    status.textContent = words[said].replace("{}", offers.length);
  };

  // At once, one question after the other: while one is answered, only the latest waits.
  const ask = async () => {
    const typed = input.value.trim();
    const mine = ++asked;
    if (!typed) { close(); status.textContent = ""; return; }
    if (flying) { again = true; return; }
    flying = true;
    try {
      const reply = await fetch(`/api/v1/complete?q=${encodeURIComponent(input.value)}`, { signal: AbortSignal.timeout(LONGEST) });
      if (!reply.ok) return;
      const { completions } = await reply.json();
      // A reply that was overtaken, or comes after the field was left, is dropped.
      if (mine === asked && document.activeElement === input) show(completions, typed);
    } catch {
      close();
    } finally {
      flying = false;
      if (again) { again = false; ask(); }
    }
  };

  input.addEventListener("input", ask);
  input.addEventListener("blur", () => { asked++; again = false; close(); });
  form.addEventListener("submit", () => { asked++; again = false; close(); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" && !open) { event.preventDefault(); ask(); }
    else if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp" && open) { event.preventDefault(); choose(chosen - 1); }
    else if (event.key === "Enter" && open && chosen >= 0) { event.preventDefault(); location.assign(options()[chosen].dataset.url); }
    else if (event.key === "Escape" && open) { event.preventDefault(); asked++; close(); }
  });
  // Before the field loses the focus, so that the list is still there.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}

// The text with the beginnings of its words that were typed in <mark>.
function marked(text, typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean).sort((a, b) => b.length - a.length);
  return text.split(/(?<=\s)|(?=\s)/u).flatMap((piece) => {
    const start = piece.match(/^[^\p{L}\p{N}]*/u)[0].length;
    const word = words.find((word) => piece.slice(start).toLowerCase().startsWith(word));
    if (!word) return [piece];
    const mark = document.createElement("mark");
    mark.textContent = piece.slice(start, start + word.length);
    return [piece.slice(0, start), mark, piece.slice(start + word.length)];
  });
}
