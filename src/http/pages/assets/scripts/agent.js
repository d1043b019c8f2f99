// The console's keys and tabs, and answers without loading the page again. Without it everything works by forms and links.
const words = JSON.parse(document.body.dataset.words);
const find = (css, within = document) => within.querySelector(css);
const all = (css, within = document) => [...within.querySelectorAll(css)];
const kept = (name) => { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } };
const keep = (name, what) => { try { sessionStorage.setItem(name, JSON.stringify(what)); } catch { /* for this page only, then */ } };

const status = Object.assign(document.createElement("p"), { className: "toast" });
status.setAttribute("role", "status");
document.body.append(status);
let quiet;
function say(what) {
  status.textContent = what;
  clearTimeout(quiet);
  quiet = setTimeout(() => { status.textContent = ""; }, 4000);
}

function button(textContent, press) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent });
  made.addEventListener("click", press);
  return made;
}

async function copy(area, what) {
  // Where the server does not know what it is called, its links begin with a slash.
  area.value = area.value.replace(/(^|\s|\()(\/articles\/)/g, `$1${location.origin}$2`);
  try {
    await navigator.clipboard.writeText(area.value);
    say(words["copied-what"].replace("{}", what));
  } catch {
    const details = area.closest("details");
    if (details) { details.hidden = false; details.open = true; }
    area.select();
    say(words["copy-by-hand"]);
  }
}

// What was typed for a ticket stays in this tab of the browser, and goes with it.
const tickets = () => kept("console.tickets") ?? [];
const MOST_TABS = 20;

if (find(".console")) answering(find("#console-ask"), find("#console-text"));
if (find(".handover")) handing(find(".handover"));

function handing(page) {
  const packet = find("#packet"), acts = find("#packet-acts");
  const text = tickets().find((one) => one.id === page.dataset.open)?.text;
  acts.prepend(button(words.copy, () => copy(packet, words["the-handover"])), button(words.print, () => print()));
  if (!text) return;
  const add = button(words["add-text"], () => {
    packet.value += `\n${words["what-was-written"]}\n${text}\n`;
    add.remove();
    say(words.added);
  });
  acts.append(add);
}

function answering(form, field) {
  const offer = find("#console-offer"), rule = find("#console-rule"), usual = rule.textContent;
  const answers = () => find("#console-answers");
  const picks = () => all(".rows .pick");
  const chosen = () => find(".rows .pick[aria-current]");
  const open = () => answers().dataset.open;
  let asked = 0, flying = false, again = false, offered, ready = Promise.resolve();
  let pages = new Map();

  // The page at an address, read. Whoever is not signed in any more is asked to.
  async function read(address, body) {
    const reply = await fetch(address, body ? { method: "POST", body } : {});
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    if (reply.status === 401) location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
    if (!find("#console-answers", page)) throw new Error(find("h1", page)?.textContent ?? words.failed);
    return { page, url: reply.url };
  }

  function show({ page, url }, typing) {
    const next = document.adoptNode(find("#console-answers", page));
    answers().replaceWith(next);
    pages = new Map();
    offer.hidden = true;
    offered = null;
    let into = form.elements.open;
    if (open() && !into) {
      into = Object.assign(document.createElement("input"), { type: "hidden", name: "open" });
      form.append(into);
    }
    if (into) into.value = open();
    if (!typing) {
      document.title = page.title;
      if (url !== location.href) history.pushState(null, "", url);
    }
    prepare();
    const heading = find("#console-found")?.textContent.replace(/\s+/g, " ").trim();
    if (heading) say(heading);
  }

  // Roving: Tab leads to the article that is chosen, and from there to its buttons.
  function prepare() {
    for (const pick of picks()) pick.tabIndex = pick.hasAttribute("aria-current") ? 0 : -1;
    if (!chosen() && picks()[0]) picks()[0].tabIndex = 0;
    preview();
    tabs();
  }

  function preview() {
    const pane = find("#preview");
    if (!pane) return;
    const copying = Object.assign(document.createElement("p"), { className: "acts copying" });
    for (const area of all("[data-form]", pane)) {
      const { form } = area.dataset;
      copying.append(button(words[`copy-${form}`], () => { keep("console.form", form); copy(area, words[`as-${form}`]); }));
    }
    const byHand = find(".pick-copy", pane);
    byHand.before(copying);
    byHand.hidden = true;
    const prose = find(".prose", pane);
    const here = pane.dataset.anchor && find(`#${CSS.escape(pane.dataset.anchor)}`, prose);
    if (!here) return;
    here.classList.add("here");
    prose.scrollTop = here.getBoundingClientRect().top - prose.getBoundingClientRect().top - 8;
  }

  const pageOf = (pick) => {
    if (!pages.has(pick.href)) pages.set(pick.href, read(pick.href));
    return pages.get(pick.href);
  };

  async function choose(pick) {
    if (!pick) return;
    for (const other of picks()) {
      const is = other === pick;
      other.tabIndex = is ? 0 : -1;
      other.closest("li").classList.toggle("chosen", is);
      if (is) other.setAttribute("aria-current", "true"); else other.removeAttribute("aria-current");
    }
    pick.focus({ preventScroll: true });
    pick.closest("li").scrollIntoView({ block: "nearest" });
    ready = pageOf(pick).then(({ page }) => {
      const pane = find("#preview", page);
      if (chosen() !== pick || !pane) return;
      find("#preview")?.replaceWith(document.importNode(pane, true));
      history.replaceState(null, "", pick.href);
      preview();
    }).catch((error) => { pages.delete(pick.href); say(error.message); });
    await ready;
  }

  function step(by) {
    const list = picks(), at = list.indexOf(chosen());
    const focused = list.includes(document.activeElement);
    // The first key leads to the article that is shown, the next one to its neighbour.
    choose(list[focused || at < 0 ? Math.min(Math.max(at + by, 0), list.length - 1) : at]);
  }

  async function send(from, submitter) {
    const body = new URLSearchParams(new FormData(from, submitter));
    const what = body.get("article");
    all("button", from).forEach((one) => { one.disabled = true; });
    try {
      const got = await read(from.action, body);
      show(got);
      const pick = picks().find((one) => one.dataset.article === what) ?? chosen() ?? picks()[0];
      pick?.focus({ preventScroll: true });
      const verdict = body.get("verdict");
      say(verdict === "retracted" ? words["taken-back"] : find(".recorded span")?.textContent.replace(/\s+/g, " ").trim() ?? words.recorded);
    } catch (error) {
      all("button", from).forEach((one) => { one.disabled = false; });
      say(error.message);
    }
  }

  async function press(key) {
    await ready;
    const within = key === "0" ? ".found" : "#preview";
    const one = find(`${within} [data-key="${key}"]`);
    const pane = find("#preview");
    if (!one || key !== "0" && chosen() && pane.dataset.article !== chosen().dataset.article) return;
    one.click();
  }

  const way = () => {
    const as = form.elements.as.value, text = field.value.trim();
    if (as !== "auto") return as;
    return text.includes("\n") || text.split(/\s+/).length > 8 || text.length > 100 ? "ticket" : "search";
  };

  // What is found while somebody types does not take the place of a list that they are in: it is offered. One question is
  // asked after the other: while one is answered, only the latest waits.
  async function typed() {
    const text = field.value.trim(), mine = ++asked;
    rule.textContent = !text ? usual : way() === "ticket" ? words["reads-ticket"] : words["reads-search"];
    if (way() !== "search" || text.length < 2) return;
    if (flying) { again = true; return; }
    flying = true;
    const at = open() ? `/agent/${open()}` : "/agent";
    try {
      const got = await read(`${at}?q=${encodeURIComponent(text)}&typing=1`);
      if (mine !== asked) return;
      if (answers().contains(document.activeElement)) {
        offered = got;
        offer.hidden = false;
        say(words.offered);
      } else show(got, true);
    } catch { /* Enter tells what is wrong */ } finally {
      flying = false;
      if (again) { again = false; typed(); }
    }
  }

  function tabs() {
    const name = answers().dataset.name;
    let list = tickets();
    if (open() && !list.some((one) => one.id === open())) list = [...list, { id: open(), name, text: "" }].slice(-MOST_TABS);
    keep("console.tickets", list);
    const bar = find("#console-tabs");
    bar.hidden = !list.length;
    const link = (href, textContent, here) => {
      const made = Object.assign(document.createElement("a"), { href, textContent });
      made.dir = "auto";
      if (here) made.setAttribute("aria-current", "page");
      made.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(made.href);
      });
      return made;
    };
    bar.replaceChildren(...list.map((one) => {
      const tab = Object.assign(document.createElement("span"), { className: "tab" });
      const close = button("×", () => {
        keep("console.tickets", tickets().filter((other) => other.id !== one.id));
        if (one.id === open()) go("/agent"); else tabs();
      });
      close.setAttribute("aria-label", words.close.replace("{}", one.name));
      tab.append(link(`/agent/${one.id}`, one.name, one.id === open()), close);
      return tab;
    }), link("/agent", words.new, !open()));
  }

  async function go(address) {
    try {
      show(await read(address));
      field.value = new URL(location).searchParams.get("q") ?? tickets().find((one) => one.id === open())?.text ?? "";
      (open() ? chosen() ?? picks()[0] ?? field : field).focus();
    } catch (error) { say(error.message); }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    again = false;
    const text = field.value, mine = ++asked;
    if (!text.trim()) return field.focus();
    const sent = find("button.main", form);
    sent.setAttribute("aria-busy", "true");
    try {
      const got = await read(form.action, new URLSearchParams(new FormData(form)));
      if (mine !== asked) return;
      const before = open();
      show(got);
      if (open() && open() !== before) {
        keep("console.tickets", tickets().map((one) => one.id === open() ? { ...one, text } : one));
        for (const name of ["number", "product", "version", "channel", "surroundings"]) form.elements[name].value = "";
      }
      (chosen() ?? picks()[0] ?? field).focus({ preventScroll: true });
    } catch (error) { say(error.message); } finally { sent.removeAttribute("aria-busy"); }
  });

  document.addEventListener("submit", (event) => {
    if (!answers().contains(event.target)) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const pick = event.target.closest?.(".rows .pick");
    if (!pick || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(pick);
  });
  field.addEventListener("input", typed);
  for (const radio of form.elements.as) radio.addEventListener("change", typed);
  find("button", offer).addEventListener("click", () => {
    if (offered) show(offered, true);
    (chosen() ?? picks()[0])?.focus();
  });
  addEventListener("popstate", () => go(location.href));

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { key, target } = event;
    if (target === field) {
      if (key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
      else if (key === "Escape") { event.preventDefault(); (chosen() ?? picks()[0] ?? find("#main")).focus(); }
      else if (key === "ArrowDown" && picks().length && field.selectionStart === field.value.length) { event.preventDefault(); (chosen() ?? picks()[0]).focus(); }
      return;
    }
    if (target.closest?.("input, select, textarea, [contenteditable]")) return;
    const arrows = !target.closest?.(".prose, summary, .keys");
    const acts = {
      "/": () => { field.focus(); field.select(); },
      j: () => step(1), k: () => step(-1),
      ArrowDown: arrows && (() => step(1)), ArrowUp: arrows && (() => step(-1)),
      r: () => press("r"), h: () => press("h"), x: () => press("x"), f: () => press("f"), 0: () => press("0"),
      z: () => find(".undo [value=retracted]")?.click(),
      u: () => { const hand = find(".hand"); if (hand) location.assign(hand.href); else say(words["only-tickets"]); },
      "?": () => { const keys = find("#console-keys"); keys.open = !keys.open; find("summary", keys).focus(); },
    };
    const number = /^[1-9]$/.test(key) && picks()[Number(key) - 1];
    const act = number ? () => copied(number) : acts[key];
    if (!act || event.repeat && !["j", "k", "ArrowDown", "ArrowUp"].includes(key)) return;
    event.preventDefault();
    act();
  });

  async function copied(pick) {
    const form = kept("console.form") ?? "text";
    await choose(pick);
    const area = find(`#preview [data-form="${form}"]`);
    if (area) await copy(area, `“${pick.textContent}” ${words[`as-${form}`]}`);
  }

  if (!location.search && open() && !field.value) field.value = tickets().find((one) => one.id === open())?.text ?? "";
  prepare();
  if (!open() && !field.value) field.focus();
}
