// What may solve it, while it is written: beside the form, and never in its way. Without it the form works as it is.
const PAUSE = 400;
const LEAST_WORDS = 3;

const words = JSON.parse(document.body.dataset.words);
const form = document.querySelector("#ask-form");
const place = document.querySelector("#ask-draft");
const status = document.querySelector("#ask-status");
if (form && place && status) suggest();

function suggest() {
  const fields = [form.elements.subject, form.elements.text];
  let timer, asked = 0, flight = null, last = "";

  const written = () => fields.map((field) => field.value.trim()).join("\n").trim();

  const show = (html) => {
    // What somebody is reading, or about to press, stays until they are done with it.
    if (place.contains(document.activeElement)) return false;
    place.innerHTML = html;
    const count = place.querySelectorAll("li").length;
    place.hidden = !count;
    const said = !count ? "" : (count === 1 ? words["solves-one"] : words["solves-many"]).replace("{}", count);
    if (status.textContent !== said) status.textContent = said;
    return true;
  };

  const ask = async () => {
    const text = written();
    if (text === last) return;
    const mine = ++asked;
    flight?.abort();
    if (text.split(/\s+/).length < LEAST_WORDS) { if (show("")) last = text; return; }
    flight = new AbortController();
    try {
      const body = new URLSearchParams(fields.map((field) => [field.name, field.value]));
      const reply = await fetch("/ask/draft", { method: "POST", body, signal: flight.signal });
      // A reply that was overtaken is dropped; one that failed changes nothing.
      if (!reply.ok || mine !== asked) return;
      const html = await reply.text();
      if (mine === asked && show(html)) last = text;
    } catch {
      // It is an offer: who writes misses nothing without it.
    }
  };

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  form.addEventListener("submit", () => { clearTimeout(timer); asked++; flight?.abort(); });
  // A page that is come back to holds what was typed.
  addEventListener("pageshow", () => { if (written()) timer = setTimeout(ask, PAUSE); });
}
