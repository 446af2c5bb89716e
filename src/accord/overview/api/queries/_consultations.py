"""Consultations with their answers, as the API tells them."""

from typing import Any

from django.urls import reverse

from accord.features.consultations import policies
from accord.features.consultations import queries as consultations
from accord.features.consultations.models import Answer, Consultation, Consulted, Option, Response
from accord.features.consultations.states import State
from accord.features.promises.models import Promise
from accord.features.promises.states import Side
from accord.overview.api.queries._paging import Page, Row, Span
from accord.overview.api.queries._pieces import brief, one_of, page_with, party_told

_CONSULTATION = (
    "ref", "question", "level", "state", "opens_at", "closes_at", "answered_at", "version",
)  # fmt: skip
_ASKED = ("asked_at", "told_at", "told_how", "told_ref", "excuse", "failure")
_ANSWER = ("name", "words", "via", "said_at", "is_late", "aside", "email", "version")


def consultation_at(user: Any, ref: str) -> Consultation:
    return one_of(consultations.visible_to(user), ref=ref)


def asked_option_at(user: Any, one: Consultation, key: int) -> Option:
    return one_of(consultations.options_visible_to(user).filter(consultation=one), pk=key)


def answer_at(user: Any, one: Consultation, key: int) -> Answer:
    return one_of(consultations.answers_visible_to(user).filter(consultation=one), pk=key)


def reply_at(user: Any, one: Consultation, key: int) -> Response:
    return one_of(consultations.responses_visible_to(user).filter(consultation=one), pk=key)


def consulted_of(user: Any, one: Consultation, party: Any) -> Consulted | None:
    """Find on the list of those who hear of the outcome a party that one may see."""
    return consultations.asked_visible_to(user).filter(consultation=one, party=party).first()


def promised_by_us(user: Any, one: Consultation, ref: str) -> Promise | None:
    """Find what we promised in a consultation, as far as one may see it."""
    found = (row.promise for row in consultations.commitments_of(user, one))
    return next((each for each in found if each.ref == ref and each.side == Side.WE), None)


def answers_said(user: Any, one: Consultation, keys: list[int]) -> list[Answer]:
    """Give those of some answers that one may see and that count."""
    found = consultations.answers_of(user, one).filter(aside="", pk__in=keys)
    return list(found.order_by("pk"))


def consultation_list(user: Any, span: Span) -> Page:
    return page_with(consultations.visible_to(user), _consultation, span)


def _consultation(one: Consultation) -> Row:
    same = {name: getattr(one, name) for name in _CONSULTATION}
    return {**same, "initiative": one.initiative.ref, "owner": brief(one.owner)}


def consultation(user: Any, one: Consultation, root: str) -> Row:
    """Give a consultation with its options, what came of it, and who heard of that."""
    told = consultations.told_list(user, one)
    tells = policies.TELL.allows(user, one) and one.state not in {State.DRAFT, State.ANSWERED}
    impacts = consultations.impacts_visible_to(user).filter(option__consultation=one)
    return {
        **_consultation(one), "background": one.background, "is_listed": one.is_listed,
        "outcome": one.outcome, "chosen_id": one.chosen_id, "decided_at": one.decided_at,
        "decision": one.decision.ref if one.decision else "",
        "decided_by": brief(one.decided_by), "untold": told.untold, "nobodys": told.nobodys,
        "options": [
            {
                "id": row.option.pk, "words": row.option.words, "details": row.option.details,
                "against": (row.views or {})["against"], "accepts": (row.views or {})["accepts"],
                "in_favour": (row.views or {})["for"],
            }
            for row in consultations.tally(one).rows
        ],
        "impacts": [
            {
                "option_id": row.option_id, "party": party_told(row.party),
                "direction": row.direction, "size": row.size, "grounds": row.grounds,
            }
            for row in impacts
        ],
        "responses": [
            {
                "id": row.pk, "said": row.said, "verdict": row.verdict, "did": row.did,
                "promise": row.promise.ref if row.promise else "",
                "voices": len(row.voices.all()),
            }
            for row in consultations.responses_of(one)
        ],
        "promises": [row.promise.ref for row in consultations.commitments_of(user, one)],
        "asked": [_asked(row, root if tells else "") for row in told.rows],
    }  # fmt: skip


def _asked(one: Consulted, root: str) -> Row:
    link = reverse("consultations:mine", kwargs={"token": one.token})
    return {
        "party": party_told(one.party), **{name: getattr(one, name) for name in _ASKED},
        "link": f"{root}{link}" if root else "",
    }  # fmt: skip


def answer_list(user: Any, one: Consultation, span: Span) -> Page:
    seen = consultations.answers_visible_to(user).filter(consultation=one)
    return page_with(seen.prefetch_related("stances"), consultation_answer, span)


def consultation_answer(one: Answer) -> Row:
    return {
        "id": one.pk, "party": party_told(one.party) if one.party else None,
        **{name: getattr(one, name) for name in _ANSWER},
        "stances": [
            {"option_id": each.option_id, "view": each.view} for each in one.stances.all()
        ],
        "entered_by": brief(one.entered_by),
    }  # fmt: skip
