"""What a member does by its link. A party has no account: the system keeps what it says."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.discussions import policies
from accord.features.discussions.actions._spaces import refuse_closed, refuse_stray, tell_party
from accord.features.discussions.models import Member, Post, Report
from accord.features.discussions.states import LONGEST, State
from accord.foundation.accounts.actions import brake
from accord.foundation.accounts.brakes import mark
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor


def join(
    *, by: Actor, member: Member, name: str, at: datetime, organisation: str = "",
    wants_digest: bool = False,
) -> Member:  # fmt: skip
    """Come in under a name of one's own choice; said again, the newer name counts."""
    fields = {
        "name": said(name, "name", 120), "organisation": plain(organisation, "organisation", 120),
        "wants_digest": wants_digest,
    }  # fmt: skip
    with change(policies.TAKE_PART, by=by, at=at, subject=member.space) as record:
        refuse_closed(member.space)
        _refuse_left(member)
        is_new = member.joined_at is None
        record.set(member, joined_at=member.joined_at or at, **fields)
        if is_new:
            tell_party(
                by=by, record=record, space=member.space, parties=[member.party], at=at,
                verb="discussion-joined",
            )  # fmt: skip
    return member


def contribute(
    *, by: Actor, member: Member, text: str, at: datetime, parent: Post | None = None
) -> Post:
    """Say something to all. Where it is checked first, it waits until a moderator has seen it."""
    text, space = said(text, "text", LONGEST), member.space
    brake(marks=[mark(policies.FLOOD, member.token)], at=at)
    with change(policies.TAKE_PART, by=by, at=at, subject=space) as record:
        refuse_closed(space)
        _demand_here(member)
        waits = space.checks_first
        made = Post(
            space=space, member=member, parent=parent, text=text, at=at,
            state=State.WAITING if waits else State.SHOWN, shown_at=None if waits else at,
        )  # fmt: skip
        refuse_stray(made)
        record.add(made)
        tell_party(
            by=by, record=record, space=space, parties=[member.party], at=at, text=text,
            verb="discussion-said",
        )  # fmt: skip
    return made


def report_post(*, by: Actor, member: Member, post: Post, words: str, at: datetime) -> Report:
    """Say that what another one said is out of place; a moderator looks at it."""
    words = said(words, "words", 500)
    brake(marks=[mark(policies.FLOOD, member.token)], at=at)
    with change(policies.TAKE_PART, by=by, at=at, subject=member.space) as record:
        _demand_here(member)
        if post.space_id != member.space_id or post.state != State.SHOWN:
            raise Invalid(_("There is no such record."))
        if Report.objects.filter(post=post, member=member).exists():
            raise Stale(_("You have reported this already."))
        made = Report(post=post, member=member, words=words, at=at)
        record.add(made)
    return made


def want_digest(*, by: Actor, member: Member, is_wanted: bool, at: datetime) -> Member:
    """Say whether one wants to hear by mail what is new."""
    with change(policies.TAKE_PART, by=by, at=at, subject=member.space) as record:
        _demand_here(member)
        record.set(member, wants_digest=is_wanted, told_at=at)
    return member


def leave(*, by: Actor, member: Member, at: datetime, takes_back: bool = False) -> Member:
    """Go, and be named no more; ``takes_back`` also takes back what one said."""
    with change(policies.TAKE_PART, by=by, at=at, subject=member.space) as record:
        _refuse_left(member)
        record.set(member, left_at=at, name="", organisation="", wants_digest=False)
        if takes_back:
            gone = {"text": "", "state": State.HIDDEN, "reason": _("Taken back by who said it.")}
            record.set_many([(post, gone) for post in Post.objects.filter(member=member)])
    return member


def _refuse_left(member: Member) -> None:
    if member.left_at is not None:
        raise Stale(_("They have left."))


def _demand_here(member: Member) -> None:
    if not member.is_here:
        raise Stale(_("Join first: say how you want to be called."))
