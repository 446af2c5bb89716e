"""Discussion spaces, as the API tells them."""

from typing import Any

from django.urls import reverse

from accord.features.discussions import policies
from accord.features.discussions import queries as discussions
from accord.features.discussions.models import Member, Post, Report, Space
from accord.overview.api.queries._paging import Page, Row, Span
from accord.overview.api.queries._pieces import brief, one_of, page_with, party_told

_SPACE = ("ref", "title", "checks_first", "opened_at", "closed_at", "version")
_MEMBER = ("name", "organisation", "invited_at", "joined_at", "left_at")


def space_at(user: Any, ref: str) -> Space:
    return one_of(discussions.visible_to(user), ref=ref)


def space_post_at(user: Any, space: Space, key: int) -> Post:
    return one_of(discussions.posts_visible_to(user).filter(space=space), pk=key)


def space_member_at(user: Any, space: Space, key: int) -> Member:
    return one_of(discussions.members_visible_to(user).filter(space=space), pk=key)


def report_at(user: Any, space: Space, key: int) -> Report:
    return one_of(discussions.reports_visible_to(user).filter(post__space=space), pk=key)


def space_list(user: Any, span: Span) -> Page:
    return page_with(discussions.visible_to(user), _space, span)


def _space(one: Space) -> Row:
    same = {name: getattr(one, name) for name in _SPACE}
    return {**same, "initiative": one.initiative.ref, "owner": brief(one.owner)}


def space(user: Any, one: Space, root: str) -> Row:
    """Give a space with who is in it, and all that was said, hidden or waiting too."""
    summary = next(iter(discussions.summaries_of(one)), None)
    posts = discussions.posts_visible_to(user).filter(space=one).order_by("pk")
    runs = policies.RUN.allows(user, one)
    return {
        **_space(one), "purpose": one.purpose, "summary": summary.text if summary else "",
        "members": [
            _member(member, root if runs else "")
            for member in discussions.members_visible_to(user).filter(space=one)
        ],
        "hidden": discussions.hidden_members(user, one),
        "reports": [
            {"id": row.pk, "post_id": row.post_id, "words": row.words, "at": row.at}
            for row in discussions.open_reports(one)
        ],
        "posts": [
            {
                "id": post.pk, "parent_id": post.parent_id, "text": post.text, "at": post.at,
                "member": post.member.name if post.member else "", "state": post.state,
                "reason": post.reason,
            }
            for post in posts
        ],
    }  # fmt: skip


def _member(one: Member, root: str) -> Row:
    link = reverse("discussions:mine", kwargs={"token": one.token})
    return {
        "id": one.pk, "party": party_told(one.party),
        **{name: getattr(one, name) for name in _MEMBER},
        "link": f"{root}{link}" if root and one.left_at is None else "",
    }  # fmt: skip
