"""Mails to members: the invitation, and, for who wants it, what is new."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import translation

from accord.features.discussions import policies, queries
from accord.features.discussions.models import Member, Post
from accord.features.engagement.states import Channel
from accord.features.letters.queries import address_for, nearest
from accord.features.stakeholders.queries import why_not_reached
from accord.foundation.journal.change import change
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.actions import Draft, post

INVITED, NEWS = queries.INVITED, queries.NEWS


def mail_member(
    *, by: Actor, member: Member, kind: str, at: datetime, posts: Sequence[Post] = (),
) -> bool:  # fmt: skip
    """Hand a mail in, where one reaches the party and it may be written to.

    One with ``posts`` goes out by the clock, with headers to stop it by (RFC 2369, RFC 8058).
    """
    party = member.party
    address = address_for(party, day_of(at, settings.HOUSE_TIME_ZONE))
    ours = [member.space.owner_id, by.pk or 0]
    if not address or why_not_reached([party], ours=ours, way=Channel.MAIL, at=at):
        return False
    args = {"member_id": member.pk, "posts": [post.pk for post in posts]}
    language = nearest(party.language)
    with translation.override(language or settings.LANGUAGE_CODE):
        subject = queries.subject_of(member, kind, len(posts))
    draft = Draft(
        kind=kind, to=address, to_name=party.name, party_id=party.pk, language=language,
        subject=subject, is_personal=not posts, headers=_to_stop(member) if posts else {},
        recipe=kind, recipe_args=args,
    )  # fmt: skip
    try:
        post(by=by, draft=draft, at=at)
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
            if mail_member(by=by, member=member, kind=NEWS, posts=found, at=at):
                record.set(member, told_at=at)
                count += 1
    return count


def _to_stop(member: Member) -> dict[str, str]:
    """Give the headers by which mail programs stop it (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{queries.stop_link_of(member)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
