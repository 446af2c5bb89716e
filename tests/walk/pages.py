"""Which addresses there are to walk, and what must hold on each of them."""

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
KEY_PAGES = (
    "/", "/stakeholders/", "/stakeholders/S-1002/", "/promises/", "/tasks/", "/needs/",
    "/talks/", "/find/?q=vetter", "/log/", "/me/",
)  # fmt: skip
PAGES = (
    *KEY_PAGES,
    "/initiatives/", "/initiatives/V-0001/", "/initiatives/add/", "/stakeholders/add/",
    "/stakeholders/?view=all", "/stakeholders/segments/", "/stakeholders/segments/1/",
    "/stakeholders/segments/add/", "/stakeholders/places/", "/stakeholders/places/map/",
    "/stakeholders/places/L-0001/", "/stakeholders/places/add/", "/stakeholders/groups/", "/stakeholders/segments/rule/?f=tier:is:key", "/stakeholders/S-1001/", "/stakeholders/S-1002/history/",
    "/stakeholders/S-1002/brief/", "/stakeholders/S-1002/contacts/add/",
    "/stakeholders/S-1002/posts/add/", "/stakeholders/S-1002/note/",
    "/stakeholders/S-1002/hand-over/", "/stakeholders/S-1002/consent/",
    "/stakeholders/S-1002/restrict/", "/stakeholders/S-1002/retire/",
    "/stakeholders/S-1002/permission/", "/stakeholders/S-1002/topics/",
    "/stakeholders/S-1002/?stream=talks", "/stakeholders/S-1002/files/add/", "/promises/P-0001/", "/promises/add/", "/needs/N-0001/",
    "/tasks/T-0001/", "/tasks/add/", "/talks/K-0001/", "/notices/", "/notices/preferences/",
    "/colleagues/", "/me/security/", "/me/keys/", "/admin/people/", "/admin/people/1/",
    "/admin/departments/", "/admin/invitations/", "/admin/services/", "/admin/trail/", "/admin/retention/", "/admin/retention/add/",
    "/admin/processing/", "/admin/topics/", "/admin/purposes/",
    "/stakeholders/S-1002/protection/", "/stakeholders/S-1002/erase/",
    "/admin/jobs/", "/admin/mail/", "/ui/keys/", "/ui/here/", "/ui/sheet/", "/nothing/here/",
)  # fmt: skip
LANGUAGES = ("en", "pl", "et", "ru", "zh-hans")
FORMS = (("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390))


class Walker:
    """A signed-in browser in one theme, width and language that notes what goes wrong."""

    def __init__(self, chromium, town, kept, *, theme="light", width=1440, language="en"):
        height = 900 if width > 500 else 844
        self.context = chromium.new_context(
            storage_state=kept, viewport={"width": width, "height": height}, locale=language
        )
        self.context.add_cookies(
            [
                {"name": "theme", "value": theme, "url": town},
                {"name": "django_language", "value": language, "url": town},
            ]
        )
        self.town, self.width = town, width
        self.page = self.context.new_page()
        self.said = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", self._asked)

    def _heard(self, message):
        if message.type in {"error", "warning"} and "404 (Not Found)" not in message.text:
            self.said.append(message.text)

    def _asked(self, request):
        if not request.url.startswith((self.town, "data:", "blob:")):
            self.said.append(f"asked a stranger: {request.url}")

    def faults(self, address, *, axe=True):
        """Open a page; say everything that is wrong with it."""
        self.said.clear()
        answer = self.page.goto(self.town + address, wait_until="load")
        found = [] if answer.status < 400 or "nothing" in address else [str(answer.status)]
        found += self.said
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > self.width:
            found.append(f"{wide} wide")
        if axe:
            found += self._axe()
        return found

    def _axe(self):
        violations = Axe().run(self.page, options=RULES).response["violations"]
        return [
            f"{violation['id']}: {node['html'][:200]}"
            for violation in violations
            for node in violation["nodes"]
        ]

    def close(self):
        self.context.close()


def walk(walker, addresses, *, axe=True):
    """Open each address; fail with everything that is wrong on any of them."""
    try:
        found = {address: walker.faults(address, axe=axe) for address in addresses}
    finally:
        walker.close()
    lines = [f"{address}: {fault}" for address, faults in found.items() for fault in faults]
    if lines:
        raise AssertionError("\n".join(lines))
