// Light or dark as the reader chose, before anything is drawn; as the system says when nothing was chosen.
(() => {
  const root = document.documentElement;
  const words = { auto: "as the system", dark: "dark", light: "light" };
  const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const keep = (theme) => { try { theme === "auto" ? localStorage.removeItem("theme") : localStorage.setItem("theme", theme); } catch { /* for this page only, then */ } };
  let theme = words[kept()] ? kept() : "auto";
  const show = () => {
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    const button = document.querySelector("button.theme");
    if (!button) return;
    button.hidden = false;
    button.setAttribute("aria-label", `Colours: ${words[theme]}`);
    button.title = `Colours: ${words[theme]}`;
  };
  show();
  addEventListener("DOMContentLoaded", () => {
    show();
    document.querySelector("button.theme")?.addEventListener("click", () => {
      const order = Object.keys(words);
      theme = order[(order.indexOf(theme) + 1) % order.length];
      keep(theme);
      show();
    });
  });
})();
