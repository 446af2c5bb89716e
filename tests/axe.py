"""What axe finds wrong on a page that a browser shows."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Colours cost most of the time. Those of the shell are the same on every page: ``within`` says
# where to look. What lies over a pseudo-element is judged too, which axe would leave undecided.
BEGIN = """within => {
  const options = {...axe._audit.checks["color-contrast"].options, ignorePseudo: true};
  axe.configure({
    rules: [{id: "color-contrast", selector: within}],
    checks: [{id: "color-contrast", options}],
  });
}"""
ASK = """([rules, sheets]) =>
  axe.run(document, {runOnly: rules, resultTypes: ["violations"], preload: sheets})
    .then(found => found.violations)
"""


def violations(page, rules=RULES, *, sheets=True, within="*"):
    """Run axe on a page; gives each place where a rule is broken and why.

    Without ``sheets`` it does not fetch the style sheets, which one rule alone reads. Colours are
    looked at in what ``within`` selects.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
        page.evaluate(BEGIN, within)
    return [
        f"{broken['id']}: {node['html'][:200]}: {node['failureSummary'][:300]}"
        for broken in page.evaluate(ASK, [rules, sheets])
        for node in broken["nodes"]
    ]
