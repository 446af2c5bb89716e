"""Mails to members: the invitation, and, for who wants it, what is new."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.features.discussions import policies, queries
from accord.features.discussions.models import Member, Post
from accord.features.engagement.states import Channel
from accord.features.letters.queries import address_for, nearest
from accord.features.stakeholders.queries import why_not_reached
from accord.foundation.journal.change import change
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import visible
from accord.foundation.mail.actions import Draft, post_letter
from accord.foundation.mail.letters import Item, Letter, Section

INVITED, NEWS = queries.INVITED, queries.NEWS
MOST = 20


def mail_member(
    *, by: Actor, member: Member, kind: str, write: Callable[[Member], Letter], at: datetime,
    headers: Mapping[str, str] | None = None,
) -> bool:  # fmt: skip
    """Hand a mail in, where one reaches the party and it may be written to.

    With ``headers`` to stop it by (RFC 2369, RFC 8058) it is one that goes out by the clock.
    """
    party = member.party
    address = address_for(party, day_of(at, settings.HOUSE_TIME_ZONE))
    ours = [member.space.owner_id, by.pk or 0]
    if not address or why_not_reached([party], ours=ours, way=Channel.MAIL, at=at):
        return False
    language = nearest(party.language)
    with translation.override(language or settings.LANGUAGE_CODE):
        letter = write(member)
    draft = Draft(
        kind=kind, to=address, to_name=party.name, party_id=party.pk, language=language,
        is_personal=not headers, headers=dict(headers or {}),
    )  # fmt: skip
    try:
        post_letter(by=by, draft=draft, letter=letter, at=at)
    except Invalid:  # an address from elsewhere that no server takes
        return False
    return True


def send_digests(*, by: Actor, at: datetime) -> int:
    """Tell every member who wants it what others said since; give how many mails that makes."""
    count = 0
    for member in queries.wanting_digest():
        found = queries.new_for(member, at)
        if not found:
            continue
        with change(policies.TAKE_PART, by=by, at=at, subject=member.space) as record:
            write = partial(_news, posts=found)
            headers = {
                "List-Unsubscribe": f"<{_stop(member)}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
            if mail_member(by=by, member=member, kind=NEWS, write=write, at=at, headers=headers):
                record.set(member, told_at=at)
                count += 1
    return count


def invitation(member: Member) -> Letter:
    space = member.space
    return Letter(
        subject=_("Talk with us: %(title)s") % {"title": space.title},
        paragraphs=tuple(part for part in (space.purpose,) if part),
        button=(_("Join the discussion"), _link(member)),
        closing=_("This link is yours alone. You need no account."),
    )


def _news(member: Member, posts: list[Post]) -> Letter:
    n = len(posts)
    items = tuple(
        Item(queries.who_said(post), words=Truncator(visible(post.text)).chars(300))
        for post in posts[:MOST]
    )
    return Letter(
        subject=ngettext("%(n)s new in: %(title)s", "%(n)s new in: %(title)s", n)
        % {"n": n, "title": member.space.title},
        sections=(Section(_("What others said"), items),),
        button=(_("Read and answer"), _link(member)),
        closing=_("You get this because you asked for it. To stop it: %(link)s")
        % {"link": _stop(member)},
    )  # fmt: skip


def _link(member: Member) -> str:
    return settings.BASE_URL + reverse("discussions:mine", kwargs={"token": member.token})


def _stop(member: Member) -> str:
    token = queries.stop_token_of(member)
    return settings.BASE_URL + reverse("discussions:stop", kwargs={"token": token})
