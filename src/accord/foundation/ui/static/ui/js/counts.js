// The numbers in the sidebar, asked every half minute while somebody looks; rows never jump.
import { find, findAll, say } from "./page.js";

const EVERY = 30_000;

async function ask() {
  if (document.hidden || !document.body.dataset.counts) return;
  let counts;
  try {
    const answer = await fetch(document.body.dataset.counts, { headers: { Accept: "application/json", "HX-Request": "true" } });
    if (answer.status === 401) document.dispatchEvent(new CustomEvent("accord:signed-out"));
    if (!answer.ok) return;
    counts = await answer.json();
  } catch { return; }
  for (const [key, { n, hot, said }] of Object.entries(counts)) {
    const badge = find(`[data-count="${CSS.escape(key)}"]`);
    if (!badge) continue;
    badge.textContent = n ? said : "";
    badge.hidden = !n;
    badge.classList.toggle("hot", hot);
  }
  for (const line of findAll("[data-fresh]")) {
    const more = (counts[line.dataset.fresh]?.n ?? 0) - Number(line.dataset.seen);
    line.hidden = more <= 0;
    if (more > 0) find("span", line).textContent = say("fresh", "{n} new, show", { n: more });
  }
  document.dispatchEvent(new CustomEvent("accord:counts", { detail: counts }));
}

export function start() {
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  let soon;
  document.addEventListener("counts", () => {
    clearTimeout(soon);
    soon = setTimeout(ask, 300);
  });
  if ("countsOld" in document.body.dataset) setTimeout(ask, 200);
}
