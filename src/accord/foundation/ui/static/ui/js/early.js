// Runs before the first paint: resolves "auto", so that no page flashes in the wrong theme, and
// keeps what is pressed before the table of keys is here; keys.js takes it up in order.
(function () {
  const root = document.documentElement;
  if (root.dataset.theme === "auto") {
    root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  const kept = [];
  function keep(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
    if (!event.target.closest?.("input,textarea,select,[contenteditable]")) kept.push(event);
  }
  document.addEventListener("keydown", keep, { capture: true });
  window.pressedEarly = () => {
    document.removeEventListener("keydown", keep, { capture: true });
    return kept;
  };
})();
