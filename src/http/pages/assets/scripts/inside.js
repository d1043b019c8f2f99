// Shown inside of another site's page: less around it, other sites in a window of their own, and Escape closes it.
if (window.parent !== window) {
  document.documentElement.classList.add("inside");
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && link.origin !== location.origin) Object.assign(link, { target: "_blank", rel: "noopener" });
  }, true);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) parent.postMessage("firstline:close", "*");
  });
}
