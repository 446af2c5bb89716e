"""Who a note speaks of: whoever is named behind @, and those one knows, by their names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from accord.features.engagement.queries._plain import plain
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.stakeholders.states import Kind
from accord.foundation.notices.mentions import colleagues_in
from accord.foundation.search import queries as search

KNOWN = 300  # of one's own whose names are looked for without @
MENTIONS = 8
CHOICES = 5  # offered where a mention may mean several
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĄĆČĘŁŃŚŠŹŻŽА-ЯЁ"
_MENTION = re.compile(rf"@([^\s@,.;:!?，。；：！？]+(?:[ \u00a0][{_CAPITAL}][\w’'-]*){{0,3}})")
_NAMED = re.compile(rf"[{_CAPITAL}][\w’'-]+(?:[ \u00a0][{_CAPITAL}][\w’'-]+){{1,3}}")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class FoundPerson:
    """A party that a note may speak of; ``is_sure`` when the name means nobody else."""

    party: Party
    is_sure: bool


def people_in(user: Any, text: str) -> list[FoundPerson]:
    """Find whom ``text`` names, in a fixed number of queries for a note of one length."""
    found: dict[int, FoundPerson] = {}
    for person in [*_mentioned(user, text), *_known(user, text), *_written_out(user, text)]:
        there = found.get(person.party.pk)
        if there is None or (person.is_sure and not there.is_sure):
            found[person.party.pk] = person
    return list(found.values())


def _mentioned(user: Any, text: str) -> Iterator[FoundPerson]:
    mentions = list(dict.fromkeys(_MENTION.findall(text)))[:MENTIONS]
    ours = {plain(one.name) for one in colleagues_in(text)} if mentions else set()
    for mention in mentions:
        if any(plain(words) in ours for words in _shorter(mention)):
            yield from _of_that_name(user, mention)
            continue
        for words in _shorter(mention):
            parties = _search(user, words)
            if parties:
                whole = [p for p in parties if plain(p.name) == plain(words)]
                chosen = whole or parties
                yield from (FoundPerson(p, is_sure=len(chosen) == 1) for p in chosen)
                break


def _of_that_name(user: Any, mention: str) -> Iterator[FoundPerson]:
    """Take a colleague's name for a stakeholder only where one is called exactly so."""
    found = parties_visible_to(user).filter(name__in=list(_shorter(mention)), is_active=True)
    yield from (FoundPerson(party, is_sure=False) for party in found[:CHOICES])


def _shorter(mention: str) -> Iterator[str]:
    """Give a mention, then less and less of it: more may stand behind a name than the name."""
    words = mention.split()
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count])
    if _HAN.match(mention):
        for count in range(min(len(mention) - 1, 4), 1, -1):
            yield mention[:count]


def _search(user: Any, words: str) -> list[Party]:
    groups = search.find(user, words, kinds={"party"}, limit=CHOICES).groups
    keys = [hit.object_id for group in groups for hit in group.hits]
    there = parties_visible_to(user).filter(is_active=True).in_bulk(keys)
    return [there[key] for key in keys if key in there]


def _written_out(user: Any, text: str) -> Iterator[FoundPerson]:
    """Take whole names that stand in a note as they are in the register."""
    spans = [span for span in dict.fromkeys(_NAMED.findall(text)) if f"@{span}" not in text]
    names = [name for span in spans for name in _parts(span)][:MENTIONS]
    if names:
        found = parties_visible_to(user).filter(name__in=names, is_active=True)
        yield from (FoundPerson(party, is_sure=True) for party in found[:MENTIONS])


def _parts(span: str) -> Iterator[str]:
    """Give a run of capitalised words and its ends: "Called Jonas Vetter" holds a name."""
    words = span.split()
    for start in range(len(words) - 1):
        yield " ".join(words[start:])


def _known(user: Any, text: str) -> Iterator[FoundPerson]:
    """Look for those that are one's own, by name with any ending, or by one part of it."""
    if user.pk is None:
        return
    mine = Q(owner_id=user.pk) | Q(deputy_id=user.pk)
    parties = list(
        parties_visible_to(user)
        .filter(mine, is_active=True)
        .order_by(F("last_contact_at").desc(nulls_last=True), "-pk")[:KNOWN]
    )
    said = set(re.findall(r"[^\W\d_]+", plain(text)))
    whole = [p for p in parties if _speaks_of(text, said, _tokens(p.name))]
    yield from (FoundPerson(party, is_sure=True) for party in whole)
    taken = {token for party in whole for token in _tokens(party.name)}
    for _token, sharing in _by_part(parties, said, taken):
        yield from (FoundPerson(party, is_sure=len(sharing) == 1) for party in sharing[:CHOICES])


def _by_part(
    parties: Sequence[Party], said: set[str], taken: set[str]
) -> Iterable[tuple[str, list[Party]]]:
    """Group the people whose given or family name stands alone in the note."""
    groups: dict[str, list[Party]] = {}
    for party in parties:
        if party.kind != Kind.PERSON:
            continue
        for token in _tokens(party.name):
            if len(token) > 2 and token not in taken and _is_said(token, said):  # noqa: PLR2004 -- too short to tell
                groups.setdefault(token, []).append(party)
    return groups.items()


def _tokens(name: str) -> list[str]:
    return [token for token in re.findall(r"[^\W\d_]+", plain(name)) if token]


def _speaks_of(text: str, said: set[str], tokens: list[str]) -> bool:
    if not tokens:
        return False
    if _HAN.match(tokens[0]):
        return "".join(tokens) in plain(text)
    return len(tokens) > 1 and all(_is_said(token, said) for token in tokens)


def _is_said(token: str, said: set[str]) -> bool:
    """Tell whether a word is this name, as it is or with an ending: Vetter, Vettera, Vetterile."""
    if token in said:
        return True
    stem = token[:-1] if token[-1] in "aeiouyąęаеиоуыьяй" and len(token) > 3 else token  # noqa: PLR2004 -- Ewa, Ewy
    longest = len(stem) + 4
    return any(word.startswith(stem) and len(word) <= longest and word != token for word in said)
