"""What tells against a letter: an old message, what is not to be said, another day or figure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.engagement.models import Interaction, Participation
from accord.features.engagement.states import Direction
from accord.features.keymessages.models import Edition, Matter
from accord.features.keymessages.queries._messages import holding, matters_of, uses_of
from accord.features.keymessages.queries._stated import Stated, says, stated_in
from accord.features.keymessages.queries._suggest import about_letter
from accord.features.keymessages.states import LOOKED_BACK, State
from accord.features.letters.models import Addressee, Letter
from accord.features.letters.queries import Remark
from accord.features.stakeholders.states import Visibility
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats

MOST = 400
_LEAST_WORDS = 5


def check_letter(
    user: Any, letter: Letter, rows: Sequence[Addressee], at: datetime
) -> list[Remark]:
    """Hold a letter against what we agreed to say, and against what those it is for were told."""
    context, today = about_letter(user, letter), day_of(at, settings.HOUSE_TIME_ZONE)
    holds = list(holding(user, context.initiatives, today))
    matters = list(matters_of(context.initiatives))
    said = stated_in(context.text, matters, today)
    return [
        *_outdated(letter, context.initiatives, context.text, today),
        *_unsaid(holds, context.text),
        *_unlike_message(said, holds, matters, today),
        *_unlike_before(said, [row.party_id for row in rows], matters, at),
    ]


def _outdated(
    letter: Letter, initiatives: Iterable[int], text: str, today: date
) -> Iterable[Remark]:
    """Find what was put in and holds no more, and old sentences that were copied from before."""
    put_in = {use.edition.pk: use.edition for use in uses_of(letter.ref)}
    for edition in put_in.values():
        if not edition.holds(today):
            words = _("It uses %(ref)s, edition %(n)s, which does not hold any more: %(title)s")
            yield Remark("stop", words % _named(edition))
    old = Edition.objects.filter(message__initiative__in=list(initiatives)).exclude(
        state=State.DRAFT
    )
    for edition in old.exclude(pk__in=put_in).select_related("message").order_by("pk")[:MOST]:
        if not edition.holds(today) and (copied := _copied(edition.words, text)):
            words = _("“%(words)s” stands in %(ref)s, edition %(n)s, which does not hold any more.")
            yield Remark("warn", words % {**_named(edition), "words": visible(copied)})


def _copied(words: str, text: str) -> str:
    """Give a sentence of five words and more that both texts have."""
    long = [line for line in words.replace("\n", ". ").split(". ") if _is_long(line)]
    return next((found for line in long if (found := says(line, text))), "")


def _is_long(line: str) -> bool:
    return len(line.split()) >= _LEAST_WORDS or (not line.isascii() and len(line) >= _LEAST_WORDS)


def _unsaid(holds: Iterable[Edition], text: str) -> Iterable[Remark]:
    for edition in holds:
        for line in filter(None, map(str.strip, edition.unsaid.splitlines())):
            if found := says(line, text):
                words = _("%(ref)s asks not to say “%(line)s”; this does: “%(words)s”")
                told = {**_named(edition), "line": visible(line), "words": visible(found)}
                yield Remark("warn", words % told)


def _unlike_message(
    said: Sequence[Stated], holds: Iterable[Edition], matters: Sequence[Matter], today: date
) -> Iterable[Remark]:
    for edition in holds:
        for agreed in stated_in(edition.words, matters, today):
            for one in said:
                if one.matter == agreed.matter and one.contradicts(agreed):
                    words = _("On “%(matter)s” %(ref)s says “%(agreed)s”; this says “%(words)s”")
                    told = {**_named(edition), **_both(one, agreed)}
                    yield Remark("warn", words % told)


def _unlike_before(
    said: Sequence[Stated], parties: Sequence[int], matters: Sequence[Matter], at: datetime
) -> Iterable[Remark]:
    """Find the newest thing told otherwise to somebody this is for, one for each sentence."""
    if not said:
        return
    told = told_to(parties, matters, at)
    for one in said:
        for before in told:
            if before[1].matter == one.matter and one.contradicts(before[1]):
                talk, agreed, name = before[0], before[1], before[2]
                words = _(
                    "%(name)s was told on %(day)s (%(talk)s): “%(agreed)s”; this says “%(words)s”"
                )
                yield Remark("warn", words % {
                    **_both(one, agreed), "name": visible(name), "talk": talk.ref,
                    "day": formats.long_date(formats.local(talk.at)),
                })  # fmt: skip
                break


def _named(edition: Edition) -> dict[str, object]:
    message = edition.message
    return {"ref": message.ref, "n": edition.number, "title": visible(message.title)}


def _both(one: Stated, agreed: Stated) -> dict[str, str]:
    return {
        "matter": visible(one.matter.name), "words": visible(one.sentence),
        "agreed": visible(agreed.sentence),
    }  # fmt: skip


def told_to(
    parties: Iterable[int], matters: Sequence[Matter], at: datetime
) -> list[tuple[Interaction, Stated, str, int]]:
    """Give what parties were told of matters within a year, newest first: (talk, what, name, key).

    Only talks that everybody may read count, so that nobody learns here of another's.
    """
    rows = Participation.objects.filter(
        party__in=list(parties),
        interaction__visibility=Visibility.EVERYONE,
        interaction__at__gte=at - timedelta(days=LOOKED_BACK),
        interaction__at__lte=at,
        interaction__logged_by__isnull=False,
    ).exclude(interaction__direction=Direction.IN)
    rows = rows.select_related("interaction__logged_by", "party")
    found = []
    for row in rows.order_by("-interaction__at", "-pk")[:MOST]:
        talk = row.interaction
        day = day_of(talk.at, settings.HOUSE_TIME_ZONE)
        for one in stated_in(talk.text, matters, day):
            found.append((talk, one, row.party.name, row.party_id))  # noqa: PERF401 -- reads better
    return found
