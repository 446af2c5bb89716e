"""Two questions to those concerned: one answered and told to everybody, one still open."""

from datetime import datetime, timedelta
from typing import Any

from accord.features.consultations import actions, queries
from accord.features.consultations.models import Consultation
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.promises.actions import PromiseDetails, keep_promise
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

PASSAGE = (
    "The pass lets fish climb past the weir. It can be built on the left bank, where the anglers’ "
    "path is, or on the right bank, where it takes a strip of the meadow."
)
ROAD = (
    "Lorries bring stone to the dam from April to October. We can let them drive from 7 to 19, or "
    "from 6 to 17 with a pause while children walk to school."
)
OUTCOME = (
    "We build the pass on the left bank. The path moves up the slope and stays open while we build."
)
# key, view of the left bank, of the right bank, words, how they told us
SAID = (
    ("os", "accepts", "for", "Moving the path is fine, closing it is not.", "link"),
    ("en", "for", "against", "The strip of meadow is where the cows drink.", "call"),
    ("ra", "for", "accepts", "Left is better for trout: the current is calmer.", "link"),
    ("hw", "for", "against", "Most of us walk there on Sundays.", "person"),
)
PUBLIC = (
    ("Kaja Mets", "kaja.mets@valley.example", "6 to 17. My son walks to school at half past seven.",
     "against", "for"),
    ("P. Lis", "p.lis@valley.example", "Earlier is louder in our bedroom.", "for", "against"),
)  # fmt: skip


def consulted(cast: Cast, at: datetime) -> list[Step]:
    """Say when each was asked; the answered one began two months ago."""
    return [
        (at - 60 * DAY, lambda moment: _fish_pass(cast, moment)),
        (at - 6 * DAY, lambda moment: _haul_road(cast, at, moment)),
    ]


def _asked(
    cast: Cast, moment: datetime, who: tuple[str, ...], options: tuple[str, ...], **given: Any
) -> Consultation:
    """Draft a question, lay out the options, open it, and ask."""
    on: dict[str, Any] = {"by": cast.people["AS"], "at": moment}
    of = given.pop("of")
    details = actions.ConsultationDetails(is_listed=True, **given)
    one = actions.draft_consultation(initiative=cast.initiatives[of], details=details, **on)
    for words in options:
        actions.add_option(consultation=one, words=words, **on)
    actions.open_consultation(consultation=one, **on)
    parties = [cast.known[key] for key in who]
    actions.ask_parties(consultation=one, parties=parties, **on)
    return one


def _fish_pass(cast: Cast, moment: datetime) -> None:
    lead = cast.people["AS"]
    one = _asked(
        cast, moment, ("os", "en", "ra", "hw", "ip"), ("On the left bank", "On the right bank"),
        of=4, question="On which bank shall the fish pass be built?", level="involve",
        owner_id=cast.people["DV"].pk, closes_at=moment + 21 * DAY, background=PASSAGE,
    )  # fmt: skip
    left, right = queries.options_of(one)
    for option, key, direction, size, grounds in (
        (left, "os", -1, 2, "Their path has to move for a summer."),
        (right, "en", -1, 4, "It takes the strip where her cows drink."),
    ):
        actions.assess_impact(
            by=lead, option=option, party=cast.known[key], direction=direction, size=size,
            grounds=grounds, at=moment,
        )  # fmt: skip
    rows = {row.party_id: row for row in queries.untold(SYSTEM, one)}
    answers = []
    for days, (key, of_left, of_right, words, via) in enumerate(SAID, 3):
        party, when = cast.known[key], moment + days * DAY
        what = actions.Said(words, {left.pk: of_left, right.pk: of_right})
        if via == "link":
            answer = actions.answer_by_link(
                by=SYSTEM, row=rows[party.pk], what=what, at=when, network=key
            )
        else:
            answer = actions.enter_answer(
                by=cast.people["DV"], consultation=one, party=party, what=what, via=via, at=when
            )
        answers.append(answer)
    _answered(cast, one, moment + 21 * DAY, answers)


def _answered(cast: Cast, one: Consultation, moment: datetime, answers: list[Any]) -> None:
    """Say what came of it, what both sides promised, and that all were told."""
    lead, left = cast.people["AS"], queries.options_of(one)[0]
    on: dict[str, Any] = {"by": lead, "consultation": one}
    actions.close_consultation(at=moment, **on)
    path = PromiseDetails(
        "Keep the anglers’ path open while we build", owner_id=cast.people["DV"].pk,
        source=one.question,
    )  # fmt: skip
    ours = actions.commit(party=cast.known["os"], details=path, at=moment, **on)
    count = PromiseDetails(
        "Count the fish before and after, and send us the figures", side="they",
        owner_id=cast.people["LH"].pk, due_at=moment + 14 * DAY, source=one.question,
        their_owner="Owen Tate, field officer",
    )  # fmt: skip
    theirs = actions.commit(party=cast.known["ra"], details=count, at=moment, **on)
    keep_promise(by=cast.people["LH"], promise=theirs, at=moment + 12 * DAY)
    for said, did, verdict, promise, who in (
        ("The path must not close.", "It moves up the slope and stays open.", "will", ours,
         (0, 3)),
        ("The right bank takes the meadow.", "We build on the left bank.", "done", None, (1, 3)),
        ("Build both.", "There is water for one pass only in a dry summer.", "not", None, ()),
    ):  # fmt: skip
        actions.respond(
            details=actions.ResponseDetails(said, did, verdict, promise),
            answers=[answers[n] for n in who], at=moment + DAY, **on,
        )  # fmt: skip
    actions.decide_outcome(outcome=OUTCOME, chosen=left, at=moment + 3 * DAY, **on)
    rows = {row.party_id: row for row in queries.untold(SYSTEM, one)}
    met = [cast.known[key] for key in ("os", "en", "hw")]
    evening = log_interaction(
        by=cast.people["DV"], parties=met, at=moment + 5 * DAY,
        details=TalkDetails("Told them at the town hall that the pass goes on the left bank."),
    )  # fmt: skip
    actions.note_told(
        by=lead, rows=[rows[party.pk] for party in met], how="person", ref=evening.ref,
        at=moment + 5 * DAY,
    )  # fmt: skip
    actions.note_told(by=lead, rows=[rows[cast.known["ra"].pk]], how="call", at=moment + 6 * DAY)
    actions.excuse_telling(
        by=lead, row=rows[cast.known["ip"].pk], at=moment + 6 * DAY,
        why="The inspectorate decides on the permit itself and has our application.",
    )  # fmt: skip
    actions.end_consultation(at=moment + 7 * DAY, **on)


def _haul_road(cast: Cast, at: datetime, moment: datetime) -> None:
    one = _asked(
        cast, moment, ("hw", "lr", "en", "bm"),
        ("From 7 to 19", "From 6 to 17, with a pause on the way to school"),
        of=1, question="At which hours may lorries use the haul road?", level="consult",
        owner_id=cast.people["MK"].pk, closes_at=at + 2 * DAY + timedelta(hours=3),
        background=ROAD,
    )  # fmt: skip
    late, early = queries.options_of(one)
    actions.assess_impact(
        by=cast.people["MK"], option=late, party=cast.known["lr"], direction=-1, size=5,
        grounds="Two hundred children cross the road at half past seven.", at=moment,
    )  # fmt: skip
    school = next(row for row in queries.untold(SYSTEM, one) if row.party == cast.known["lr"])
    actions.answer_by_link(
        by=SYSTEM, row=school, at=moment + 2 * DAY, network="school",
        what=actions.Said("With the pause we can live with it.", {early.pk: "for"}),
    )  # fmt: skip
    for days, (name, email, words, of_late, of_early) in enumerate(PUBLIC, 3):
        actions.answer_in_public(
            by=SYSTEM, consultation=one, at=moment + days * DAY, network=email,
            who=actions.Stranger(name, email, has_agreed=True),
            what=actions.Said(words, {late.pk: of_late, early.pk: of_early}),
        )  # fmt: skip
