"""Key messages, the message house and contradictions, as the API tells them."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.initiatives.models import Initiative
from accord.features.keymessages import queries as keymessages
from accord.features.keymessages.models import Contradiction, Edition, KeyMessage, Matter, Use
from accord.features.keymessages.states import State
from accord.features.letters.queries import visible_to as letters_visible_to
from accord.features.needs.queries import visible_to as needs_visible_to
from accord.foundation.kernel import clock
from accord.foundation.ui import formats
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Page, Row, Span
from accord.overview.api.queries._pieces import brief, one_of, page_with, party_told

MOST = 200
_MESSAGE = ("ref", "kind", "title", "pillar", "ended_at", "version")
_EDITION = (
    "number", "words", "proofs", "unsaid", "state", "written_at", "approved_level",
    "approved_at", "expires_on",
)  # fmt: skip
_CONTRADICTION = (
    "ref", "state", "found_at", "holds", "words", "decided_at", "told_ref", "told_at", "version",
)  # fmt: skip


def key_message_at(user: Any, ref: str) -> KeyMessage:
    return one_of(keymessages.visible_to(user), ref=ref)


def key_message_list(user: Any, span: Span) -> Page:
    editions = Prefetch("editions", queryset=Edition.objects.order_by("number"))
    today = formats.local(clock.now())
    found: QuerySet[KeyMessage] = keymessages.visible_to(user).prefetch_related(editions)
    return page_with(found, lambda one: _message(one, list(one.editions.all()), today), span)


def _message(one: KeyMessage, editions: list[Edition], today: date) -> Row:
    approved = next((each for each in editions if each.state == State.APPROVED), None)
    return {
        **{name: getattr(one, name) for name in _MESSAGE},
        "initiative": one.initiative.ref, "audience": brief(one.audience),
        "owner": brief(one.owner), "standing": keymessages.standing_of(one, editions, today),
        "has_draft": any(each.state == State.DRAFT for each in editions),
        "expires_on": approved.expires_on if approved else None,
    }  # fmt: skip


def key_message(user: Any, one: KeyMessage) -> Row:
    """Give a message with its editions, and who received them as far as one may see both."""
    editions = list(keymessages.editions_of(one))
    receptions = keymessages.received(user, editions)
    need = needs_visible_to(user).filter(pk=one.need_id or 0).first()
    return {
        **_message(one, editions, formats.local(clock.now())),
        "need": need.ref if need else "",
        "editions": [_edition(each) for each in editions],
        "receptions": [
            {
                "party": party_told(row.party), "edition": row.edition.number, "ref": row.ref,
                "at": row.at,
            }
            for row in receptions[:MOST]
        ],
        "receptions_count": len(receptions),
    }  # fmt: skip


def _edition(one: Edition) -> Row:
    return {
        **{name: getattr(one, name) for name in _EDITION},
        "written_by": brief(one.written_by), "approved_by": brief(one.approved_by),
    }  # fmt: skip


def worded(one: KeyMessage) -> Row:
    """Give a message as it would be worded anew to itself."""
    newest = keymessages.editions_of(one).first()
    facts = ("kind", "title", "pillar", "owner_id", "need_id", "audience_id")
    return {
        **{name: getattr(one, name) for name in facts},
        **{name: getattr(newest, name, "") for name in ("words", "proofs", "unsaid")},
    }


def edition_in_force(user: Any, ref: str) -> Edition:
    """Find the edition of a message that was approved last. Raises Problem 404."""
    found = keymessages.editions_visible_to(user).filter(state=State.APPROVED)
    edition = None if "\x00" in ref else found.filter(message__ref=ref).first()
    if edition is None:
        raise missing()
    return edition


def said_where(user: Any, about: str) -> tuple[Any, Any]:
    """Give one's own letter or else the talk of a reference. Raises Problem 404 for neither."""
    if "\x00" not in about:
        letter = letters_visible_to(user).filter(ref=about, author=user.pk).first()
        if letter is not None:
            return letter, None
        talk = talks_visible_to(user).filter(ref=about).first()
        if talk is not None:
            return None, talk
    raise missing()


def use_at(user: Any, ref: str, about: str) -> Use:
    """Find that a message was said somewhere one may say it was not."""
    said_where(user, about)
    found = keymessages.uses_of(about).filter(edition__message__ref=ref).first()
    if found is None:
        raise missing()
    return found


def house(user: Any, initiative: Initiative) -> Row:
    """Give what may be said of an initiative today, under its roof and pillars."""
    built = keymessages.house_of(user, initiative, formats.local(clock.now()))
    return {
        "roof": built.roof,
        "pillars": [
            {"words": words, "messages": [_saying(one) for one in under]}
            for words, under in built.pillars
        ],
        "others": [_saying(one) for one in built.others],
        "questions": [_saying(one) for one in built.questions],
        "matters": matters(initiative),
    }


def _saying(one: Edition) -> Row:
    return {
        **{name: getattr(one, name) for name in ("words", "proofs", "unsaid", "expires_on")},
        "ref": one.message.ref, "edition": one.number, "title": one.message.title,
        "audience": brief(one.message.audience),
    }  # fmt: skip


def matters(initiative: Initiative) -> list[Row]:
    return [
        {"id": one.pk, "name": one.name, "words": one.words, "version": one.version}
        for one in keymessages.matters_of([initiative.pk])
    ]


def matter_at(initiative: Initiative, key: int) -> Matter:
    return one_of(keymessages.matters_of([initiative.pk]), pk=key)


def contradiction_at(user: Any, ref: str) -> Contradiction:
    return one_of(keymessages.contradictions_visible_to(user), ref=ref)


def contradiction_list(user: Any, span: Span) -> Page:
    return page_with(keymessages.contradictions_visible_to(user), contradiction, span)


def contradiction(one: Contradiction) -> Row:
    return {
        **{name: getattr(one, name) for name in _CONTRADICTION},
        "party": party_told(one.party), "matter": one.matter.name,
        "initiative": one.matter.initiative.ref,
        "first": {
            "ref": one.first_ref, "words": one.first_words, "at": one.first_at,
            "by": brief(one.first_by),
        },
        "second": {
            "ref": one.second_ref, "words": one.second_words, "at": one.second_at,
            "by": brief(one.second_by),
        },
    }  # fmt: skip
