// Light or dark as the reader chose, before anything is drawn; as the system says when nothing was chosen.
(() => {
  const root = document.documentElement;
  const themes = ["auto", "dark", "light"];
  const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const keep = (theme) => { try { theme === "auto" ? localStorage.removeItem("theme") : localStorage.setItem("theme", theme); } catch { /* for this page only, then */ } };
  let theme = themes.includes(kept()) ? kept() : "auto";
  const show = () => {
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    const button = document.querySelector("button.theme");
    if (!button) return;
    button.hidden = false;
    button.title = JSON.parse(document.body.dataset.words)[`colours-${theme}`];
    button.setAttribute("aria-label", button.title);
  };
  show();
  addEventListener("DOMContentLoaded", () => {
    show();
    document.querySelector("button.theme")?.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      keep(theme);
      show();
    });
  });
})();
