// Runs before the first paint: resolves "auto", so that no page flashes in the wrong theme.
(function () {
  const root = document.documentElement;
  if (root.dataset.theme === "auto") {
    root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
})();
