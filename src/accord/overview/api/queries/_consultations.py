"""Consultations with their answers, and discussion spaces, as the API tells them."""

from typing import Any

from accord.features.consultations import queries as consultations
from accord.features.consultations.models import Answer, Consultation
from accord.features.discussions import queries as discussions
from accord.features.discussions.models import Post, Space
from accord.features.stakeholders.models import Party
from accord.overview.api.queries._paging import Page, Row, page_of
from accord.overview.api.queries._pieces import brief, one_of


def consultation_at(user: Any, ref: str) -> Consultation:
    """Find a consultation. Raises Problem 404 where there is none such."""
    return one_of(consultations.visible_to(user), ref=ref)


def space_at(user: Any, ref: str) -> Space:
    return one_of(discussions.visible_to(user), ref=ref)


def space_post_at(user: Any, space: Space, key: int) -> Post:
    return one_of(discussions.posts_visible_to(user), space=space, pk=key)


def _party(one: Party | None) -> Row | None:
    return {"ref": one.ref, "name": one.name} if one else None


def consultation_list(user: Any, cursor: str, limit: int) -> Page:
    rows, after = page_of(consultations.visible_to(user), [], cursor, limit)
    found = consultations.visible_to(user).in_bulk([row["pk"] for row in rows])
    return [_consultation(found[row["pk"]]) for row in rows], after


def _consultation(one: Consultation) -> Row:
    names = ("ref", "question", "level", "state", "opens_at", "closes_at", "answered_at", "version")
    same = {name: getattr(one, name) for name in names}
    return {**same, "initiative": one.initiative.ref, "owner": brief(one.owner)}


def consultation(user: Any, one: Consultation) -> Row:
    """Give a consultation with its options, what came of it, and who heard of that."""
    told = consultations.told_list(user, one)
    asked = ("asked_at", "told_at", "told_how", "told_ref", "excuse", "failure")
    return {
        **_consultation(one), "background": one.background, "outcome": one.outcome,
        "untold": told.untold, "nobodys": told.nobodys,
        "options": [
            {
                "id": row.option.pk, "words": row.option.words,
                "against": (row.views or {})["against"], "accepts": (row.views or {})["accepts"],
                "in_favour": (row.views or {})["for"],
            }
            for row in consultations.tally(one).rows
        ],
        "responses": [
            {"said": row.said, "verdict": row.verdict, "did": row.did,
             "promise": row.promise.ref if row.promise else ""}
            for row in consultations.responses_of(one)
        ],
        "asked": [
            {"party": _party(row.party), **{name: getattr(row, name) for name in asked}}
            for row in told.rows
        ],
    }  # fmt: skip


def answer_list(user: Any, one: Consultation, cursor: str, limit: int) -> Page:
    seen = consultations.answers_visible_to(user).filter(consultation=one)
    rows, after = page_of(seen, [], cursor, limit)
    found = seen.in_bulk([row["pk"] for row in rows])
    return [consultation_answer(found[row["pk"]]) for row in rows], after


def consultation_answer(one: Answer) -> Row:
    names = ("name", "words", "via", "said_at", "is_late", "aside")
    same = {name: getattr(one, name) for name in names}
    return {"id": one.pk, "party": _party(one.party), **same}


def space_list(user: Any, cursor: str, limit: int) -> Page:
    rows, after = page_of(discussions.visible_to(user), [], cursor, limit)
    found = discussions.visible_to(user).in_bulk([row["pk"] for row in rows])
    return [_space(found[row["pk"]]) for row in rows], after


def _space(one: Space) -> Row:
    names = ("ref", "title", "checks_first", "opened_at", "closed_at", "version")
    same = {name: getattr(one, name) for name in names}
    return {**same, "initiative": one.initiative.ref, "owner": brief(one.owner)}


def space(user: Any, one: Space) -> Row:
    """Give a space with all that was said in it, hidden or waiting too."""
    summary = next(iter(discussions.summaries_of(one)), None)
    posts = discussions.posts_visible_to(user).filter(space=one).order_by("pk")
    return {
        **_space(one), "purpose": one.purpose, "summary": summary.text if summary else "",
        "posts": [
            {
                "id": post.pk, "parent_id": post.parent_id, "text": post.text, "at": post.at,
                "member": post.member.name if post.member else "", "state": post.state,
                "reason": post.reason,
            }
            for post in posts
        ],
    }  # fmt: skip
