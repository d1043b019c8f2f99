// Help on another site's page: a button that opens the help centre beside what is there.
// <script src="https://HELP/widget.js" data-label="Help" data-start="/ask" data-side="left" async></script>
(() => {
  const script = document.currentScript;
  if (!script || window.firstline) return;
  const home = new URL(script.src).origin;
  const { label = "Help", start = "/", side = "right" } = script.dataset;
  const host = document.createElement("firstline-help");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; position: fixed; z-index: 2147483000; inset-block-end: 1rem; ${side === "left" ? "left" : "right"}: 1rem; font: 500 16px/1.4 system-ui, sans-serif; color-scheme: light dark; }
    button { font: inherit; cursor: pointer; border: 0; border-radius: 2rem; padding: .75rem 1.25rem; background: #0c5f57; color: #ffffff; box-shadow: 0 2px 10px #0004; }
    button:focus-visible { outline: 3px solid #f5b301; outline-offset: 2px; }
    section { display: flex; flex-direction: column; gap: .5rem; align-items: ${side === "left" ? "flex-start" : "flex-end"}; }
    iframe { border: 0; border-radius: 12px; box-shadow: 0 4px 30px #0006; background: Canvas; width: min(26rem, calc(100vw - 2rem)); height: min(40rem, calc(100vh - 6rem)); }
    iframe[hidden] { display: none; }
    @media print { :host { display: none; } }`);
  root.adoptedStyleSheets = [sheet];
  const part = (name, about) => Object.assign(document.createElement(name), about);
  const button = part("button", { type: "button", textContent: label });
  const frame = part("iframe", { title: label, hidden: true, id: "help", referrerPolicy: "origin" });
  const section = part("section", {});
  button.setAttribute("aria-controls", "help");
  section.append(frame, button);
  root.append(section);
  const show = (open) => {
    frame.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? `× ${label}` : label;
    if (open) frame.focus(); else button.focus();
  };
  const open = (path = start) => {
    const to = new URL(path, home);
    // Nothing of ours is loaded before somebody wants it, and only ours.
    if (to.origin === home && (!frame.src || path !== start)) frame.src = to.href;
    show(true);
  };
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => frame.hidden ? open() : show(false));
  host.addEventListener("keydown", (event) => { if (event.key === "Escape" && !frame.hidden) show(false); });
  addEventListener("message", ({ origin, source, data }) => {
    if (origin === home && source === frame.contentWindow && data === "firstline:close") show(false);
  });
  window.firstline = { open, close: () => show(false), search: (words) => open(`/search?q=${encodeURIComponent(words)}`) };
  const put = () => document.body.append(host);
  document.body ? put() : addEventListener("DOMContentLoaded", put);
})();
