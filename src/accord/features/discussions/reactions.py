"""What is written to members: written when it is sent, of what they may read by then."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accord.features.discussions import queries
from accord.features.discussions.models import Member, Post
from accord.features.letters.queries import nearest
from accord.foundation.kernel.text import visible
from accord.foundation.mail.letters import Item, Letter, Section

MOST = 20


def _invitation(member: Member, _posts: list[Post]) -> Letter:
    space = member.space
    return Letter(
        subject=queries.subject_of(member, queries.INVITED),
        paragraphs=tuple(part for part in (space.purpose,) if part),
        button=(_("Join the discussion"), queries.link_of(member)),
        closing=_("This link is yours alone. You need no account."),
    )


def _news(member: Member, posts: list[Post]) -> Letter | None:
    items = tuple(
        Item(queries.who_said(post), words=Truncator(visible(post.text)).chars(300))
        for post in posts[:MOST]
    )
    if not items:
        return None
    return Letter(
        subject=queries.subject_of(member, queries.NEWS, len(posts)),
        sections=(Section(_("What others said"), items),),
        button=(_("Read and answer"), queries.link_of(member)),
        closing=_("You get this because you asked for it. To stop it: %(link)s")
        % {"link": queries.stop_link_of(member)},
    )


def _recipe(
    write: Callable[[Member, list[Post]], Letter | None],
) -> Callable[[dict[str, Any]], Letter | None]:
    """Make one that writes to a member in their language; nothing to who left."""

    def recipe(args: dict[str, Any]) -> Letter | None:
        member = queries.still_there(args["member_id"])
        if member is None:
            return None
        posts = queries.still_shown(member, args["posts"])
        with translation.override(nearest(member.party.language) or settings.LANGUAGE_CODE):
            return write(member, posts)

    return recipe


RECIPES = {queries.INVITED: _recipe(_invitation), queries.NEWS: _recipe(_news)}
