"""A space is opened, its members invited, what is said in it moderated and summed up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from django.utils.translation import gettext as _

from accord.features.discussions import policies
from accord.features.discussions.actions._mails import INVITED, mail_member
from accord.features.discussions.models import Member, Post, Report, Space, Summary
from accord.features.discussions.states import LONGEST, State
from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.policies import NOTE
from accord.features.stakeholders.states import RowKind
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class SpaceDetails:
    """What it is about, who moderates it, and whether they see first what is said."""

    title: str
    owner_id: int
    purpose: str = ""
    checks_first: bool = True


def open_space(
    *, by: Actor, initiative: Initiative, details: SpaceDetails, at: datetime
) -> Space:  # fmt: skip
    fields = _checked(details)
    with change(policies.RUN, by=by, at=at) as record:
        policies.RUN.demand(by, initiative)
        made = Space(
            ref=reference("DS", take_numbers("space")[0]), initiative=initiative, opened_at=at,
            **fields,
        )  # fmt: skip
        record.add(made)
        record.subject = made
    return made


def change_space(
    *, by: Actor, space: Space, details: SpaceDetails, at: datetime, seen: int | None = None
) -> Space:
    fields = _checked(details)
    with change(policies.RUN, by=by, at=at, subject=space, seen=seen) as record:
        record.set(space, **fields)
    return space


def close_space(*, by: Actor, space: Space, at: datetime) -> Space:
    """Let members read on, and say nothing more."""
    with change(policies.RUN, by=by, at=at, subject=space) as record:
        refuse_closed(space)
        record.set(space, closed_at=at)
    return space


def reopen_space(*, by: Actor, space: Space, at: datetime) -> Space:
    with change(policies.RUN, by=by, at=at, subject=space) as record:
        if space.closed_at is None:
            raise Stale(_("This space is open."))
        record.set(space, closed_at=None)
    return space


def invite_members(
    *, by: Actor, space: Space, parties: Sequence[Party], at: datetime, by_mail: bool = False
) -> list[Member]:
    """Give each party a link of its own; who was invited already keeps theirs."""
    there = set(Member.objects.filter(space=space, left_at=None).values_list("party_id", flat=True))
    made = []
    with change(policies.RUN, by=by, at=at, subject=space) as record:
        refuse_closed(space)
        for party in parties:
            if party.pk in there:
                continue
            NOTE.demand(by, party)
            member = Member(space=space, party=party, token=token_urlsafe(16), invited_at=at)
            record.add(member)
            if by_mail:
                mail_member(by=by, member=member, kind=INVITED, at=at)
            made.append(member)
        tell_party(
            by=by, record=record, space=space, parties=[one.party for one in made], at=at,
            verb="discussion-invited",
        )  # fmt: skip
    return made


def take_out(*, by: Actor, member: Member, at: datetime) -> Member:
    """Let a member in no more; what it said stays as it is."""
    with change(policies.RUN, by=by, at=at, subject=member.space) as record:
        NOTE.demand(by, member.party)
        if member.left_at:
            raise Stale(_("They have left."))
        record.set(member, left_at=at, wants_digest=False)
    return member


def show_post(*, by: Actor, post: Post, at: datetime) -> Post:
    """Show to all what waited, or what was hidden."""
    with change(policies.MODERATE, by=by, at=at, subject=post.space) as record:
        if post.state == State.SHOWN:
            raise Stale(_("This is shown."))
        if not post.text:
            raise Stale(_("It was taken back by who said it."))
        record.set(
            post, state=State.SHOWN, reason="", shown_at=post.shown_at or at,
            moderated_by_id=by.pk,
        )  # fmt: skip
    return post


def hide_post(*, by: Actor, post: Post, why: str, at: datetime) -> Post:
    """Hide what was said; who said it reads why. Reports of it are settled by that."""
    why = said(why, "why", 300)
    with change(policies.MODERATE, by=by, at=at, subject=post.space) as record:
        if post.state == State.HIDDEN:
            raise Stale(_("This is hidden."))
        record.set(post, state=State.HIDDEN, reason=why, moderated_by_id=by.pk)
        waiting = Report.objects.filter(post=post, settled_at=None)
        settled = {"settled_at": at, "settled_by_id": by.pk}
        record.set_many([(report, settled) for report in waiting])
    return post


def keep_post(*, by: Actor, report: Report, at: datetime) -> Report:
    """Leave what was reported as it is."""
    with change(policies.MODERATE, by=by, at=at, subject=report.post.space) as record:
        if report.settled_at:
            raise Stale(_("This report is settled."))
        record.set(report, settled_at=at, settled_by_id=by.pk)
    return report


def say_as_us(
    *, by: Actor, space: Space, text: str, at: datetime, parent: Post | None = None
) -> Post:
    """Say something in one's own name, for the house."""
    text = said(text, "text", LONGEST)
    with change(policies.MODERATE, by=by, at=at, subject=space) as record:
        refuse_closed(space)
        made = Post(
            space=space, author_id=by.pk, parent=parent, text=text, at=at, state=State.SHOWN,
            shown_at=at,
        )  # fmt: skip
        refuse_stray(made)
        record.add(made)
    return made


def sum_up(*, by: Actor, space: Space, text: str, at: datetime) -> Summary:
    """Write down where it stands; the words before stay as versions."""
    text = said(text, "text", 8000)
    with change(policies.MODERATE, by=by, at=at, subject=space) as record:
        last = Summary.objects.filter(space=space).order_by("-number").first()
        made = Summary(
            space=space, number=last.number + 1 if last else 1, text=text, by_id=by.pk, at=at
        )
        record.add(made)
    return made


def refuse_closed(space: Space) -> None:
    if space.closed_at is not None:
        raise Stale(_("This space is closed."))


def refuse_stray(post: Post) -> None:
    """Answers stand one level below what is shown, in the same space."""
    parent = post.parent
    if parent is None:
        return
    if parent.space_id != post.space_id or parent.parent_id or parent.state != State.SHOWN:
        raise Invalid(_("This can't be answered."), field="parent")


def tell_party(
    *, by: Actor, record: Record, space: Space, parties: Sequence[Party], verb: str, at: datetime,
    text: str = "",
) -> None:  # fmt: skip
    """Write it on the timelines of parties, within a change."""
    telling = Telling(
        RowKind.CHANGE, verb, subject=space, ref=space.ref, title=space.title, text=text
    )
    tell(by=by, record=record, parties=parties, telling=telling, at=at)


def _checked(details: SpaceDetails) -> dict[str, object]:
    return {
        "title": said(details.title, "title", 200), "owner_id": details.owner_id,
        "purpose": plain(details.purpose, "purpose", 4000), "checks_first": details.checks_first,
    }  # fmt: skip
