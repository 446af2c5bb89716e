"""What axe finds wrong on a page that a browser shows."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
ASK = """([rules, sheets]) =>
  axe.run(document, {runOnly: rules, resultTypes: ["violations"], preload: sheets})
    .then(found => found.violations)
"""


def violations(page, rules=RULES, *, sheets=True):
    """Run axe on a page; gives each place where a rule is broken and why.

    Without ``sheets`` it does not fetch the style sheets, which one rule alone reads.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    return [
        f"{broken['id']}: {node['html'][:200]}: {node['failureSummary'][:300]}"
        for broken in page.evaluate(ASK, [rules, sheets])
        for node in broken["nodes"]
    ]
