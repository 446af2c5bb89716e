// What our script can do, by name: commands, menus and buttons with data-act all come here.
const known = new Map();

export function learn(acts) {
  for (const [name, act] of Object.entries(acts)) known.set(name, act);
}

export const can = (name) => known.has(name);

// Returns false when there was nothing to do, so that the key keeps its usual meaning.
export function perform(name, trigger, about) {
  return known.get(name)?.(trigger, about);
}

document.addEventListener("click", (event) => {
  const trigger = event.target.closest("[data-act]");
  if (!trigger || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (can(trigger.dataset.act) && perform(trigger.dataset.act, trigger) !== false) event.preventDefault();
});
