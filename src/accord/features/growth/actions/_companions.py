"""Whom the owner lets in, and what those judge. Only the owner names and takes away."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.growth import policies
from accord.features.growth.actions._words import kept_apart, one_of, said_words
from accord.features.growth.events import CompanionNamed, LevelJudged
from accord.features.growth.models import Companion, LevelJudgement, PortfolioItem, Profile
from accord.features.growth.states import ItemState, Part, Verdict
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor


def name_companion(
    *, by: Actor, profile: Profile, person: User, part: str, at: datetime
) -> Companion:
    """Let somebody see one's profile, as mentor or as assessor."""
    part = one_of(part, Part.values, "part")
    with change(policies.NAME, by=by, at=at, subject=profile) as record:
        kept_apart(profile.person_id, person.pk, "person")
        if not person.is_active or person.is_service:
            raise Invalid(_("This account is closed."), field="person")
        if Companion.objects.filter(profile=profile, person=person, part=part).exists():
            raise Stale(_("You named them already."))
        made = Companion(profile=profile, person=person, part=part, since=at)
        record.add(made)
        event = CompanionNamed(
            at=at, profile_id=profile.pk, owner_id=profile.person_id, to_id=person.pk, by_id=by.pk
        )
        record.publish(event)
    return made


def drop_companion(*, by: Actor, companion: Companion, at: datetime) -> None:
    """Let somebody in no longer; what they have not answered yet is a draft again."""
    with change(policies.UNNAME, by=by, at=at, subject=companion) as record:
        if companion.part == Part.ASSESSOR:
            waiting = PortfolioItem.objects.filter(
                profile=companion.profile, assessor=companion.person, state=ItemState.OFFERED
            )
            for item in waiting:
                record.set(item, state=ItemState.DRAFT, assessor=None)
        record.remove(companion)


def judge(
    *, by: Actor, profile: Profile, verdict: str, reasons: str, at: datetime
) -> LevelJudgement:
    """Judge the level that somebody works towards, with reasons. No role and no level follows."""
    reasons = said_words(reasons, "reasons")
    verdict = one_of(verdict, Verdict.values, "verdict")
    with change(policies.JUDGE, by=by, at=at, subject=profile) as record:
        kept_apart(profile.person_id, by.pk, "reasons")
        made = LevelJudgement(
            profile=profile, level=profile.level, verdict=verdict, reasons=reasons, by_id=by.pk,
            at=at,
        )  # fmt: skip
        record.add(made)
        event = LevelJudged(
            at=at, profile_id=profile.pk, owner_id=profile.person_id, by_id=by.pk
        )  # fmt: skip
        record.publish(event)
    return made
