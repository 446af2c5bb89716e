"""Records of what we say in one voice, for each address that names one."""

from datetime import timedelta

from accord.features.engagement import actions as engagement
from accord.features.keymessages import actions as keymessages
from accord.features.keymessages.models import Contradiction, Edition, Use
from accord.features.stages import actions as stages
from accord.features.standards import actions as standards
from accord.foundation.kernel.rules import SYSTEM
from tests.access import records
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _message(name):
    """Say something of the canary's initiative; drafted anew, so that it can be approved."""
    on = {"by": SYSTEM, "at": NOON}
    initiative = records._initiative()
    details = keymessages.MessageDetails(
        title=records.CANARY, words=records.CANARY, owner_id=records._somebody().pk
    )
    made = keymessages.add_message(initiative=initiative, details=details, **on)
    if name == "house":
        return {"ref": initiative.ref}
    if name in {"matter-add", "matter-drop"}:
        matter = keymessages.watch(initiative=initiative, name="Opening", words="open", **on)
        return {"ref": initiative.ref, **({"pk": matter.pk} if name == "matter-drop" else {})}
    if name in {"say", "unsay"}:
        keymessages.approve(message=made, expires_on=NOON.date() + timedelta(days=9), **on)
        edition, talk = Edition.objects.get(message=made), records._talk()
        if name == "unsay":
            keymessages.say(edition=edition, talk=talk, **on)
        key = edition.pk if name == "say" else Use.objects.get().pk
        return {"about": talk.ref, "pk": key}
    return {"ref": made.ref}


def _contradiction(_name):
    """Let the canary be told two things; who wrote them does not matter here."""
    on = {"by": SYSTEM, "at": NOON}
    matter = keymessages.watch(
        initiative=records._initiative(), name=records.CANARY, words="open", **on
    )
    talk = engagement.log_interaction(
        parties=[party(records.CANARY)], details=engagement.TalkDetails(records.CANARY), **on
    )
    who = records._somebody()
    made = Contradiction.objects.create(
        ref="CD-0001", party=talk.participations.get().party, matter=matter, found_at=NOON,
        first_ref=talk.ref, first_words=records.CANARY, first_at=NOON, first_by=who,
        second_ref=talk.ref, second_words=records.CANARY, second_at=NOON, second_by=who,
    )  # fmt: skip
    return {"ref": made.ref}


def _stage(name):
    """Begin the checklist of the canary's initiative; one that is to be begun has none."""
    on = {"by": SYSTEM, "at": NOON}
    initiative, who = records._initiative(), records._somebody()
    if name == "lay":
        return {"ref": initiative.ref}
    made = stages.lay_stages(initiative=initiative, starts_on=NOON.date(), owner=who, **on)
    if name in {"tick", "skip", "drop"}:
        return {"pk": made[0].tellings.first().pk}
    return {"ref": initiative.ref, **({"pk": made[0].pk} if name == "telling-add" else {})}


def _process(name):
    """Draft how the canary answers, and draw from what it was told."""
    on = {"by": SYSTEM, "at": NOON}
    if name in {"sample", "review"}:
        talk, day = records._talk(), NOON.date()
        sample = standards.draw_sample(from_date=day, until_date=day, size=1, seed=1, **on)
        return {"pk": sample.pk, **({"about": talk.ref} if name == "review" else {})}
    who = records._somebody()
    made = standards.draft_process(principles=records.CANARY, weekly_hours=9, owner=who, **on)
    row = standards.set_standard(
        process=made, details=standards.StandardDetails("mail", 3, who.pk), **on
    )
    return {"ref": made.ref, **({"pk": row.pk} if name == "drop" else {})}


VOICE = {
    "standards:answers": lambda _name: {"channel": "mail"},
    **{
        f"standards:{verb}": _process
        for verb in ("detail", "approve", "set", "drop", "sample", "review")
    },
    **{
        f"stages:{verb}": _stage
        for verb in ("checklist", "lay", "stage-add", "telling-add", "tick", "skip", "drop")
    },
    **dict.fromkeys(
        ("nudges:begin", "nudges:snooze", "nudges:dismiss"), lambda _name: {"key": "news:P-0001"}
    ),
    **{
        f"keymessages:{verb}": _message
        for verb in ("detail", "amend", "approve", "end", "house", "matter-add", "matter-drop",
                     "say", "unsay")
    },
    **{f"keymessages:{verb}": _contradiction for verb in ("contradiction", "decide", "tell")},
}  # fmt: skip
