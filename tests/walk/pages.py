"""Which addresses there are to walk, and what must hold on each of them."""

from tests.axe import COLOURS, violations

INTO_THE_DARK = """() => {
  document.documentElement.dataset.theme = "dark";
  const ends = (animation) => animation.effect.getComputedTiming().iterations !== Infinity;
  return Promise.allSettled(document.getAnimations().filter(ends).map((one) => one.finished));
}"""
KEY_PAGES = (
    "/", "/stakeholders/", "/stakeholders/S-1002/", "/promises/", "/tasks/", "/needs/",
    "/talks/", "/find/?q=vetter", "/log/", "/me/", "/inbox/", "/admin/arrivals/",
)  # fmt: skip
REGISTER = tuple(
    f"/stakeholders/{rest}"
    for rest in (
        "add/", "?view=all", "groups/", "places/", "places/map/", "places/L-0002/", "places/add/",
        "places/L-0002/change/", "segments/", "segments/1/", "segments/2/", "segments/add/",
        "segments/1/rule/", "segments/rule/?f=tier:is:key", "S-1001/", "S-1002/?stream=talks",
        "S-1002/history/", "S-1002/brief/", "S-1002/contacts/add/", "S-1002/posts/add/",
        "S-1002/note/", "S-1002/hand-over/", "S-1002/consent/", "S-1002/restrict/",
        "S-1002/retire/", "S-1002/permission/", "S-1002/topics/", "S-1002/files/add/",
        "S-1002/protection/", "S-1002/erase/", "S-1002/merge/", "duplicates/", "merge/?ref=S-1001&ref=S-1004",
    )
)  # fmt: skip
ADMINISTRATION = (
    "/admin/people/", "/admin/people/1/", "/admin/departments/", "/admin/days/", "/admin/invitations/",
    "/admin/services/", "/admin/trail/", "/admin/jobs/", "/admin/mail/", "/admin/fields/",
    "/admin/fields/add/", "/admin/fields/1/change/", "/admin/tags/", "/admin/tags/add/",
    "/admin/tags/1/change/", "/admin/tags/1/merge/", "/admin/categories/",
    "/admin/categories/add/", "/admin/categories/1/change/", "/imports/", "/imports/add/",
    "/imports/1/", "/admin/retention/", "/admin/retention/add/", "/admin/processing/",
    "/admin/topics/", "/admin/purposes/",
)  # fmt: skip
PAGES = (
    *KEY_PAGES, *REGISTER, *ADMINISTRATION,
    "/initiatives/", "/initiatives/V-0001/", "/initiatives/add/", "/promises/P-0001/",
    "/initiatives/V-0001/map/", "/initiatives/V-0001/salience/", "/initiatives/V-0001/matrix/",
    "/initiatives/V-0001/map/rate/", "/networks/", "/networks/V-0001/", "/networks/routes/?to=S-1002", "/initiatives/V-0001/stakes/", "/initiatives/advice/",
    "/initiatives/V-0001/stakes/S-1002/", "/initiatives/V-0001/stakes/S-1002/assess/",
    "/initiatives/V-0001/stakes/add/", "/initiatives/V-0001/vision/", "/initiatives/advice/add/",
    "/promises/add/", "/needs/N-0001/", "/tasks/T-0001/", "/tasks/add/", "/tasks/T-0001/repeat/", "/tasks/T-0001/depend/", "/tasks/T-0001/items/add/", "/talks/K-0001/", "/inbox/M-0003/", "/letters/", "/letters/W-0001/", "/letters/?which=waiting", "/letters/write/?about=S-1001", "/letters/W-0001/change/", "/letters/manner/", "/letters/templates/", "/letters/templates/add/", "/letters/signature/?language=pl", "/mailings/", "/mailings/add/", "/mailings/ML-0001/", "/mailings/ML-0001/change/", "/mailings/ML-0001/rows/waiting/", "/inbox/M-0003/file/", "/inbox/not-managed/", "/talks/K-0001/correct/", "/talks/K-0001/marks/add/", "/talks/K-0001/points/add/", "/talks/K-0001/files/add/",
    "/pulses/", "/pulses/PU-0001/", "/pulses/rule/",
    "/notices/", "/notices/preferences/", "/colleagues/", "/me/security/", "/me/keys/",
    "/api/v1/", "/needs/add/", "/calendar/", "/calendar/?of=team", "/calendar/feeds/", "/coverage/", "/coverage/V-0001/", "/insights/segments/1/", "/insights/oversight/", "/insights/partners/?whose=all", "/insights/partners/S-1002/", "/insights/stakeholders/S-1002/", "/insights/initiatives/V-0001/", "/insights/strategies/ST-0001/", "/knowledge/", "/knowledge/?which=mine", "/knowledge/add/", "/knowledge/rules/", "/knowledge/rules/add/", "/knowledge/KN-0001/", "/knowledge/KN-0001/publish/", "/knowledge/KN-0001/amend/", "/feedback/", "/feedback/add/", "/feedback/FB-0001/", "/feedback/FB-0001/settle/", "/escalations/", "/conduct/", "/conduct/X-0001/", "/conduct/X-0002/", "/conduct/guide/?talk=K-0001", "/conduct/note/?talk=K-0001", "/conduct/cards/", "/conduct/rules/", "/conduct/mine/", "/conduct/mine/check/", "/conduct/fairness/", "/conduct/arrangements/", "/conduct/arrangements/Y-0001/", "/conduct/arrangements/Y-0001/notice/", "/escalations/E-0001/", "/escalations/E-0002/", "/escalations/ladder/", "/escalations/ladder/set/", "/growth/", "/growth/accompanied/", "/growth/of/2/", "/growth/aim/", "/growth/facts/talks_recorded/", "/health/", "/health/S-1002/", "/health/S-1002/judge/", "/health/key/", "/health/warnings/", "/health/warnings/silence/", "/workshops/of/V-0001/", "/workshops/of/V-0001/open/", "/workshops/1/", "/meetings/", "/meetings/?when=past", "/meetings/add/", "/meetings/G-0001/", "/meetings/G-0002/", "/vision/", "/vision/serve/", "/wants/", "/wants/1/", "/wants/1/state/", "/policies/", "/policies/EP-0001/", "/policies/EP-0001/duties/add/", "/discussions/", "/discussions/DS-0001/", "/discussions/add/", "/discussions/DS-0001/invite/", "/discussions/gone/", "/consultations/", "/consultations/CO-0001/", "/consultations/CO-0001/answers/", "/consultations/CO-0002/", "/consultations/add/", "/consultations/CO-0001/answers/add/", "/consultations/public/", "/strategies/", "/strategies/ST-0001/", "/strategies/add/", "/strategies/touches/?whose=all", "/strategies/ST-0001/activities/1/", "/strategies/ST-0001/activities/add/", "/plans/", "/plans/R-0001/", "/plans/add/?about=S-1001", "/plans/R-0001/review/", "/tradeoffs/", "/tradeoffs/add/", "/tradeoffs/B-0001/", "/tradeoffs/B-0002/", "/tradeoffs/B-0001/demands/add/", "/ties/types/", "/ties/types/add/", "/ui/keys/", "/ui/here/", "/ui/sheet/", "/nothing/here/",
    "/standards/", "/standards/CP-0001/", "/standards/answers/mail/", "/standards/samples/1/",
    "/stages/", "/stages/of/V-0001/", "/stages/of/V-0001/add/", "/stages/tellings/3/tick/", "/nudges/",
    "/messages/", "/messages/MS-0001/", "/messages/add/?initiative=V-0001", "/messages/of/V-0001/", "/messages/of/V-0001/matters/add/", "/messages/contradictions/", "/messages/contradictions/CD-0001/",
)  # fmt: skip
JUDGED: set[str] = set()  # looks, by whichever walker; they are the same in all languages
LANGUAGES = ("en", "pl", "et", "ru", "zh-hans")
FORMS = (("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390))


class Walker:
    """A signed-in browser in one theme, width and language that notes what goes wrong."""

    def __init__(self, chromium, town, kept, *, theme="light", width=1440, language="en"):
        height = 900 if width > 500 else 844
        self.context = chromium.new_context(
            storage_state=kept, viewport={"width": width, "height": height}, locale=language,
            reduced_motion="reduce",
        )  # fmt: skip
        self.context.add_cookies(
            [
                {"name": "theme", "value": theme, "url": town},
                {"name": "django_language", "value": language, "url": town},
            ]
        )
        self.town, self.width, self.height = town, width, height
        self.page = self.context.new_page()
        self.said = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", self._asked)

    def _heard(self, message):
        """Note what a page complains of; how a renderer without a card fares is no fault of ours."""
        known = any(words in message.text for words in ("404 (Not Found)", "GL Driver Message"))
        if message.type in {"error", "warning"} and not known:
            self.said.append(message.text)

    def _asked(self, request):
        if not request.url.startswith((self.town, "data:", "blob:")):
            self.said.append(f"asked a stranger: {request.url}")

    def faults(self, address, *, dark=False, widths=()):
        """Open a page; say everything that is wrong with it, at these other widths as well."""
        self.said.clear()
        answer = self.page.goto(self.town + address, wait_until="load")
        found = [] if answer.status < 400 or "nothing" in address else [str(answer.status)]
        found += self.said
        where = {"within": "*" if address in KEY_PAGES else "main *", "judged": JUDGED}
        found += self._runs_off(self.width) + violations(self.page, sheets=False, **where)
        if dark:
            self.page.evaluate(INTO_THE_DARK)
            pale = violations(self.page, COLOURS, sheets=False, **where)
            found += [f"in the dark: {fault}" for fault in pale]
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": self.height})
            found += self._runs_off(width)
        if widths:
            self.page.set_viewport_size({"width": self.width, "height": self.height})
        return found

    def _runs_off(self, width):
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        return [f"{wide} wide in a window of {width}"] if wide > width else []

    def close(self):
        self.context.close()


def walk(walker, addresses, **ways):
    """Open each address; fail with everything that is wrong on any of them."""
    try:
        found = {address: walker.faults(address, **ways) for address in addresses}
    finally:
        walker.close()
    lines = [f"{address}: {fault}" for address, faults in found.items() for fault in faults]
    if lines:
        raise AssertionError("\n".join(lines))
