"""What tells against sending a letter, and what its author should know before."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.features.conduct.queries import against_mail
from accord.features.correspondence.queries import visible_to as messages_visible_to
from accord.features.engagement.queries import needs_to_take_part
from accord.features.letters.models import Addressee, Letter, Manner
from accord.features.letters.queries._allowed import may_write_as
from accord.features.letters.queries._clarity import unclear
from accord.features.letters.queries._files import files_of
from accord.features.letters.queries._heat import heat_of
from accord.features.letters.queries._merging import FIELDS, missing_fields
from accord.features.letters.queries._touches import Touches, touches_of
from accord.features.stakeholders.models import ContactPoint, Party
from accord.features.stakeholders.queries import reaching, why_not_contacted
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.stakeholders.states import Channel
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.text import is_blank, visible
from accord.foundation.ui import formats

MOST_BYTES = 15 * 1024 * 1024
_PROMISED_FILE = re.compile(
    r"\b(attached|attachment|enclosed|w załącz\w+|załącz\w+|manuses|lisatud fail\w*|kirja lisas"
    r"|во вложении|прилага\w+|прилож\w+|вложен\w*)|附件|随信附上",
    re.IGNORECASE,
)
_PLAIN_LINK = re.compile(r"http://[^\s<>]+", re.IGNORECASE)


@dataclass(frozen=True)
class Remark:
    """``kind`` is "stop" for what can't be sent so, "warn" for what should be thought over."""

    kind: str
    words: str


# What features above say against a letter: (who asks, the letter, whom it is for, when).
checkers: Registry[Callable[[Any, Letter, Sequence[Addressee], datetime], list[Remark]]] = Registry(
    "what tells against a letter"
)


def _addresses(parties: Sequence[int], today: date) -> QuerySet[ContactPoint]:
    found = reaching(parties, today, Channel.MAIL)
    return found.order_by("party_id", "-is_primary", "pk")


def address_for(party: Party, today: date, *, prefers: Sequence[str] = ()) -> str:
    """Give the address that a letter to ``party`` goes to; nothing where none reaches it."""
    there = list(_addresses([party.pk], today))
    wanted = [point for point in there if point.value.lower() in prefers]
    return next((point.value for point in [*wanted, *there]), "")


def addresses_of(parties: Sequence[int], today: date) -> dict[int, list[str]]:
    """Give the addresses that reach some parties, the one to be used first."""
    found: dict[int, list[str]] = {}
    for key, value in _addresses(parties, today).values_list("party_id", "value"):
        found.setdefault(key, []).append(value)
    return found


def postal_of(parties: Sequence[int], today: date) -> dict[int, str]:
    """Give the postal address of some parties, of several the one to be used first."""
    rows = reaching(parties, today, Channel.POSTAL).order_by("is_primary", "-pk")
    return dict(rows.values_list("party_id", "value"))


def why_not_posted(user: Any, letter: Letter, rows: Sequence[Addressee], at: datetime) -> list[str]:
    """Say what keeps a letter from going by post; nothing of those whom ``user`` may not see."""
    is_hidden, rows = _apart(user, rows)
    posts = postal_of([row.party_id for row in rows], day_of(at, settings.HOUSE_TIME_ZONE))
    found = [why_not_contacted(row.party) for row in rows]
    found += [
        _("%(name)s has no postal address.") % {"name": visible(row.party.name)}
        for row in rows
        if row.party_id not in posts
    ]
    if not may_write_as(letter.author, letter.sender):
        why = _("%(name)s does not let its author write in their name.")
        found.append(why % {"name": visible(letter.signed_by.name)})
    if is_hidden:
        found.append(_("It is for somebody whom you may not see."))
    elif not rows:
        found.append(_("Say whom it is for."))
    if is_blank(letter.subject) or is_blank(letter.text):
        found.append(_("It needs a subject and words."))
    said = [one for check in checkers for one in check(user, letter, rows, at)]
    found += [one.words for one in said if one.kind == "stop"]
    return [words for words in [*found, *holes(letter, rows, at).values()] if words]


def why_not(rows: Sequence[Addressee], today: date) -> dict[int, str]:
    """Say of each copy that may not leave why not, by its key; nobody is told past it."""
    open_now = addresses_of([row.party_id for row in rows], today)
    found = {row.pk: _why_not(row, open_now.get(row.party_id, [])) for row in rows}
    return {key: words for key, words in found.items() if words}


def _why_not(row: Addressee, addresses: Sequence[str]) -> str:
    if words := why_not_contacted(row.party):
        return words
    name = visible(row.party.name)
    if not row.address:
        return _("%(name)s has no mail address that reaches them.") % {"name": name}
    if row.address not in addresses:
        return _("%(address)s no longer reaches %(name)s.") % {
            "address": visible(row.address), "name": name,
        }  # fmt: skip
    return ""


def holes(letter: Letter, rows: Sequence[Addressee], at: datetime) -> dict[int, str]:
    """Say for whom a letter would have holes, and which: a mail never leaves with one."""
    words = _("Nothing is known for %(name)s of: %(fields)s")
    found = {row.pk: missing_fields(letter, row.party, at) for row in rows}
    return {
        row.pk: words
        % {
            "name": visible(row.party.name),
            "fields": ", ".join(str(FIELDS[name]) for name in found[row.pk]),
        }
        for row in rows
        if found[row.pk]
    }


def sees_all(user: Any, parties: Sequence[Party]) -> bool:
    keys = {party.pk for party in parties}
    return parties_visible_to(user).filter(pk__in=keys).count() == len(keys)


def rows_seen(user: Any, rows: Sequence[Addressee]) -> list[Addressee]:
    """Give those whom a letter is for as far as ``user`` may see them."""
    keys = [row.party_id for row in rows]
    seen = set(parties_visible_to(user).filter(pk__in=keys).order_by().values_list("pk", flat=True))
    return [row for row in rows if row.party_id in seen]


def _apart(user: Any, rows: Sequence[Addressee]) -> tuple[bool, list[Addressee]]:
    seen = rows_seen(user, rows)
    return len(seen) < len(rows), seen


def sees_answered(user: Any, letter: Letter) -> bool:
    """Tell whether somebody may see the mail that a letter answers, if it answers any."""
    answered = letter.answers_id
    return answered is None or messages_visible_to(user).filter(pk=answered).exists()


def remarks_on(
    user: Any, letter: Letter, rows: Sequence[Addressee], rule: Manner, at: datetime
) -> list[Remark]:
    """Say all that tells against sending a letter now, what stops it first.

    Of those whom ``user`` may not see it says that there are some, and nothing else.
    """
    is_hidden, rows = _apart(user, rows)
    stops = [
        Remark("stop", words)
        for words in why_not(rows, day_of(at, settings.HOUSE_TIME_ZONE)).values()
    ]
    files = list(files_of(letter))
    if sum(file.blob.size for file in files) > MOST_BYTES:
        stops.append(Remark("stop", _("Its files are more than 15 MB; many servers refuse that.")))
    stops += [Remark("stop", words) for words in holes(letter, rows, at).values()]
    arranged = _arranged(letter, rows, at)
    stops += [remark for remark in arranged if remark.kind == "stop"]
    if is_hidden:
        stops.append(Remark("stop", _("It is for somebody whom you may not see.")))
    elif not rows:
        stops.append(Remark("stop", _("Say whom it is for.")))
    if not may_write_as(letter.author, letter.sender):
        why = _("%(name)s does not let its author write in their name.")
        stops.append(Remark("stop", why % {"name": visible(letter.signed_by.name)}))
    if is_blank(letter.subject) or is_blank(letter.text):
        stops.append(Remark("stop", _("It needs a subject and words.")))
    if rule.needs_reader and letter.reader_id is None:
        stops.append(Remark("stop", _("Choose a second reader: here each letter has one.")))
    if not files and _PROMISED_FILE.search(letter.text):
        stops.append(Remark("warn", _("It speaks of a file, and there is none with it.")))
    told = [remark for check in checkers for remark in check(user, letter, rows, at)]
    stops += [remark for remark in told if remark.kind == "stop"]
    thoughts = [remark for remark in [*arranged, *told] if remark.kind != "stop"]
    return [*stops, *_thoughts(letter, rows, rule, at), *thoughts]


def _arranged(letter: Letter, rows: Sequence[Addressee], at: datetime) -> list[Remark]:
    """Say what was arranged with those it is for and tells against this letter."""
    found = against_mail([row.party for row in rows], letter.author, at)
    words = _("%(ref)s holds for %(name)s: %(what)s")
    return [
        Remark(
            "stop" if is_bar else "warn",
            words % {"ref": one.ref, "name": visible(one.party.name), "what": said},
        )
        for one, is_bar, said in found
    ]


def barred(letter: Letter, rows: Sequence[Addressee], at: datetime) -> dict[int, str]:
    """Say of each copy what bars it since it was sent: it may have waited for days."""
    author = letter.author
    told = [one for check in checkers for one in check(author, letter, rows, at)]
    found = {row.pk: one.words for one in told if one.kind == "stop" for row in rows}
    for row in rows:
        if not sees_all(author, [row.party]):
            found[row.pk] = _("It is for somebody whom you may not see.")
        for one in _arranged(letter, [row], at):
            if one.kind == "stop":
                found[row.pk] = one.words
    return found


def _thoughts(
    letter: Letter, rows: Sequence[Addressee], rule: Manner, at: datetime
) -> list[Remark]:
    touches = touches_of([row.party for row in rows], rule, at)
    found = [_often(row.party, touches[row.party_id], at) for row in rows]
    found += [
        _("%(name)s needs: %(what)s") % {"name": visible(party.name), "what": visible(what)}
        for party, what in needs_to_take_part(row.party for row in rows)
    ]
    links = _PLAIN_LINK.findall(letter.text)
    if links:
        found.append(_("This link is not safe on its way: %(link)s") % {"link": links[0][:100]})
    if rule.has_pause and heat_of(f"{letter.subject}\n{letter.text}"):
        found.append(
            _("It reads as if written in anger. It would wait 15 minutes, or for a second reader.")
        )
    found += unclear(letter.text)
    return [Remark("warn", words) for words in found if words]


def _often(party: Party, touches: Touches, at: datetime) -> str:
    free = touches.free_at
    if free is None:
        return ""
    count = len(touches.moments)
    words = ngettext(
        "%(name)s heard from us %(n)s time in %(days)s days (%(when)s); "
        "from %(free)s on it is less than %(most)s.",
        "%(name)s heard from us %(n)s times in %(days)s days (%(when)s); "
        "from %(free)s on it is less than %(most)s.",
        count,
    )
    when = formats.listing(
        dict.fromkeys(formats.short_date(one, today=formats.local(at)) for one in touches.moments)
    )
    return words % {
        "name": visible(party.name), "n": count, "days": touches.days, "when": when,
        "free": formats.short_date(free, today=formats.local(at)), "most": touches.most,
    }  # fmt: skip
