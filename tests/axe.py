"""What axe finds wrong on a page that a browser shows."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Colours cost most of the time. Of texts that are drawn alike, upon backgrounds that are alike, one
# is judged; what is taken out of the flow may lie over anything and is judged each. Those of the
# shell are the same on every page: ``within`` says where to look. What lies over a pseudo-element
# is judged too, which axe would leave undecided.
BEGIN = """() => {
  axe.configure({rules: [{id: "color-contrast", selector: "[data-judged]"}]});
}"""
CHOOSE = """([within, judged]) => {
  const places = new Map(), seen = new Set(judged), fresh = [];
  const short = (words) => {
    let hash = 5381n;
    for (const sign of words) hash = BigInt.asUintN(64, hash * 33n ^ BigInt(sign.codePointAt(0)));
    return hash.toString(36);
  };
  const place = (one) => {
    if (!one) return {free: false, look: ""};
    if (!places.has(one)) {
      const is = getComputedStyle(one), above = place(one.parentElement);
      const free = !["static", "relative"].includes(is.position) || is.transform !== "none";
      const own = [is.backgroundColor, is.backgroundImage, is.opacity, is.filter].join();
      places.set(one, {free: free || above.free, look: `${above.look}|${own}`});
    }
    return places.get(one);
  };
  for (const one of document.querySelectorAll("[data-judged]")) delete one.dataset.judged;
  for (const one of document.querySelectorAll(within)) {
    const says = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!says && !one.matches("input, select, textarea")) continue;
    const is = getComputedStyle(one), {free, look} = place(one);
    const drawn = [is.color, is.fontSize, is.fontWeight, is.textShadow, one.disabled, one.localName];
    const key = short(`${look}|${drawn.join()}`);
    if (!free && seen.has(key)) continue;
    if (!free) { seen.add(key); fresh.push(key); }
    one.dataset.judged = "";
  }
  return fresh;
}"""
ASK = """([rules, sheets]) =>
  axe.run(document, {
    runOnly: rules, resultTypes: ["violations"], preload: sheets,
    checks: {"color-contrast": {options: {ignorePseudo: true}}},
  }).then(found => found.violations)
"""


def violations(page, rules=RULES, *, sheets=True, within="*", judged=None):
    """Run axe on a page; gives each place where a rule is broken and why.

    Without ``sheets`` it does not fetch the style sheets, which one rule alone reads. Colours are
    looked at in what ``within`` selects; what was ``judged`` on pages before is not judged again.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
        page.evaluate(BEGIN)
    judged = set() if judged is None else judged
    judged |= set(page.evaluate(CHOOSE, [within, sorted(judged)]))
    return [
        f"{broken['id']}: {node['html'][:200]}: {node['failureSummary'][:300]}"
        for broken in page.evaluate(ASK, [rules, sheets])
        for node in broken["nodes"]
    ]
