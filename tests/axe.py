"""What axe finds wrong on a page that a browser shows."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ASK = """rules =>
  axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(found => found.violations)
"""


def violations(page, rules=RULES):
    """Run axe on a page; gives each place where a rule is broken and why."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    return [
        f"{broken['id']}: {node['html'][:200]}: {node['failureSummary'][:300]}"
        for broken in page.evaluate(ASK, list(rules))
        for node in broken["nodes"]
    ]
