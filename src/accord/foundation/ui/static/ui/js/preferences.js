// Light or dark, dense or airy, folded or not: kept in a cookie, so that the server draws it right.
import { learn } from "./acts.js";
import { announce, say } from "./page.js";

const root = document.documentElement;

function keep(name, value) {
  root.dataset[name] = value;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
}

export function start() {
  learn({
    theme: () => {
      keep("theme", root.dataset.theme === "dark" ? "light" : "dark");
      announce(root.dataset.theme === "dark" ? say("dark", "Dark") : say("light", "Light"));
    },
    density: () => keep("density", root.dataset.density === "compact" ? "" : "compact"),
    fold: () => keep("side", root.dataset.side === "folded" ? "" : "folded"),
    print: () => window.print(),
  });
}
