"""Every shared read on discussion spaces."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accord.features.discussions.models import Member, Post, Report, Space, Summary
from accord.features.discussions.states import State
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import stakes_visible_to
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, Moving, party_visible
from accord.foundation.accounts.reach import reach_of
from accord.foundation.journal.mentions import MARK
from accord.foundation.kernel.text import visible
from accord.foundation.mail.models import OutMail

INVITED, NEWS = "discussions.invited", "discussions.news"  # mails to members
_signer = Signer(salt="accord.discussions.stop", sep=".")


@dataclass(frozen=True)
class Thread:
    """What was said, and what was said to that."""

    post: Post
    replies: list[Post]


def visible_to(user: Any) -> QuerySet[Space]:
    """Give the spaces on initiatives that one may see."""
    found = Space.objects.filter(initiative__in=initiatives_visible_to(user))
    return found.select_related("initiative", "owner")


def in_order(user: Any) -> QuerySet[Space]:
    """Give those that are open, then those that are closed, each the newest first."""
    return visible_to(user).order_by("-closed_at", "-opened_at", "-pk")


def of_initiative(initiative: Initiative) -> QuerySet[Space]:
    return Space.objects.filter(initiative=initiative).order_by("-opened_at", "-pk")


def by_token(token: str) -> Member | None:
    """Find who was invited by a link; who left finds nothing any more."""
    found = Member.objects.filter(token=token, left_at=None)
    return found.select_related("party", "space__initiative").first()


def stop_token_of(member: Member) -> str:
    """Give what the link against digests carries: with it one can do nothing else."""
    return _signer.sign(str(member.pk))


def by_stop_token(token: str) -> Member | None:
    """Find whose digests a link stops; nothing where it was made up, or they left."""
    try:
        pk = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    found = Member.objects.filter(pk=pk, left_at=None, joined_at__isnull=False)
    return found.select_related("party", "space__initiative").first()


def link_of(member: Member) -> str:
    """Give the address by which a member joins, and reads from then on."""
    return settings.BASE_URL + reverse("discussions:mine", kwargs={"token": member.token})


def stop_link_of(member: Member) -> str:
    """Give the address that stops a member's digests."""
    token = stop_token_of(member)
    return settings.BASE_URL + reverse("discussions:stop", kwargs={"token": token})


def subject_of(member: Member, kind: str, n: int = 0) -> str:
    """Say what a mail to a member is about, in the language that is on now."""
    title = member.space.title
    if kind == INVITED:
        return gettext("Talk with us: %(title)s") % {"title": title}
    words = ngettext("%(n)s new in: %(title)s", "%(n)s new in: %(title)s", n)
    return words % {"n": n, "title": title}


def who_said(post: Post) -> str:
    """Name who said something as members read it: as they named themselves, and us as the house."""
    if post.member is None:
        return visible(settings.ORGANISATION)
    return visible(post.member.name) or str(_("somebody who left"))


def members_visible_to(user: Any) -> QuerySet[Member]:
    found = Member.objects.filter(party_visible(reach_of(user), "party"))
    found = found.select_related("party", "space__initiative")
    return found.order_by("party__sort_key", "pk")


def hidden_members(user: Any, space: Space) -> int:
    every = Member.objects.filter(space=space).count()
    return every - members_visible_to(user).filter(space=space).count()


def to_be_invited(user: Any, space: Space) -> QuerySet[Party]:
    """Give those with a stake in the initiative who are not invited, as far as one sees them."""
    held = stakes_visible_to(user).filter(initiative=space.initiative_id, ended_at=None)
    there = Member.objects.filter(space=space, left_at=None).values("party")
    found = Party.objects.filter(pk__in=held.values("party"), is_active=True)
    return found.exclude(pk__in=there).order_by("sort_key", "pk")


def posts_visible_to(user: Any) -> QuerySet[Post]:
    """Give what was said, to whoever may see the space; who said it is another question."""
    found = Post.objects.filter(space__in=visible_to(user))
    return found.select_related("space__initiative", "member__party", "author")


def threads_for_us(user: Any, space: Space) -> list[Thread]:
    """Give all that was said, hidden or waiting too."""
    return _threads(list(posts_visible_to(user).filter(space=space).order_by("pk")))


def threads_for(member: Member) -> list[Thread]:
    """Give what is shown to all, and of one's own what waits or was hidden, with the reason."""
    seen = Q(state=State.SHOWN) | Q(member=member)
    found = Post.objects.filter(seen, space=member.space_id).order_by("pk")
    return _threads(list(found.select_related("member", "author")))


def _threads(posts: Sequence[Post]) -> list[Thread]:
    """Lay out one level; what was said to something that one does not see stands by itself."""
    threads: dict[int, Thread] = {}
    for post in posts:
        if post.parent_id in threads:
            threads[post.parent_id].replies.append(post)
        else:
            threads[post.pk] = Thread(post, [])
    return list(threads.values())


def open_reports(space: Space) -> QuerySet[Report]:
    found = Report.objects.filter(post__space=space, settled_at=None).order_by("pk")
    return found.select_related("member__party", "post__member", "post__author")


def reports_visible_to(user: Any) -> QuerySet[Report]:
    found = Report.objects.filter(post__space__in=visible_to(user))
    return found.select_related("post__space__initiative")


def summaries_of(space: Space) -> list[Summary]:
    """Give where it stands, the newest first."""
    found = Summary.objects.filter(space=space).order_by("-number")
    return list(found.select_related("by"))


def to_moderate(user: Any, people: Sequence[int]) -> list[tuple[Space, int]]:
    """Give the open spaces of ``people`` in which something waits for them, with how much."""
    spaces = visible_to(user).filter(owner__in=people, closed_at=None)
    waits = spaces.annotate(n=Count("posts", filter=Q(posts__state=State.WAITING)))
    reports = Report.objects.filter(post__space__in=spaces, settled_at=None)
    counted = dict(reports.values_list("post__space_id").annotate(n=Count("pk")).order_by())
    found = [(one, one.n + counted.get(one.pk, 0)) for one in waits.order_by("pk")]
    return [(one, n) for one, n in found if n]


def wanting_digest() -> QuerySet[Member]:
    """Give who wants to hear what is new in a space that is open."""
    found = Member.objects.filter(
        wants_digest=True, left_at=None, joined_at__isnull=False, space__closed_at=None
    )
    return found.select_related("party", "space").order_by("pk")


def new_for(member: Member, until: datetime) -> list[Post]:
    """Give what others said since a member was last told."""
    found = Post.objects.filter(
        space=member.space_id, state=State.SHOWN, shown_at__gt=member.told_at or member.joined_at,
        shown_at__lte=until,
    )  # fmt: skip
    return list(found.exclude(member=member).select_related("member", "author").order_by("pk"))


def still_there(member_id: int) -> Member | None:
    """Give a member to be written to, unless they left."""
    found = Member.objects.filter(pk=member_id, left_at=None)
    return found.select_related("party", "space").first()


def still_shown(member: Member, posts: Sequence[int]) -> list[Post]:
    """Give those of some posts that everybody in a member's space still reads."""
    found = Post.objects.filter(pk__in=posts, space=member.space_id, state=State.SHOWN)
    return list(found.select_related("member", "author").order_by("pk"))


def _of(party: Party) -> QuerySet[Post]:
    return Post.objects.filter(member__party=party)


def _gone(member: Member, at: datetime) -> dict[str, Any]:
    """Let the link lead nowhere, and nobody read whose words these were."""
    return {
        "name": "", "organisation": "", "token": token_urlsafe(16), "wants_digest": False,
        "left_at": member.left_at or at,
    }  # fmt: skip


HELD = {
    "members": Held(
        label=_("Discussion spaces they are invited into"), model=Member, order=356,
        by="invited_at", becomes=_gone,
        seen=lambda user, party: members_visible_to(user).filter(party=party),
        told={
            "space": ("space__title", _("Discussion space")), "name": ("name", _("Name")),
            "organisation": ("organisation", _("Organisation")),
            "joined_at": ("joined_at", _("Joined")), "left_at": ("left_at", _("Left")),
        },
    ),
    "posts": Held(
        label=_("What they said in discussion spaces"), model=Post, order=357, by="at", find=_of,
        becomes=lambda post, _at: {"text": MARK, "reason": MARK if post.reason else ""},
        seen=lambda user, party: posts_visible_to(user).filter(member__party=party),
        told={
            "at": ("at", _("When")), "text": ("text", _("What")), "state": ("state", _("State")),
        },
    ),
    "reports": Held(
        label=_("What they reported in discussion spaces"), model=Report, order=358, by="at",
        find=lambda party: Report.objects.filter(member__party=party),
        becomes=lambda _report, _at: {"words": MARK},
        seen=lambda user, party: reports_visible_to(user).filter(member__party=party),
        told={"at": ("at", _("When")), "words": ("words", _("What"))},
    ),
}  # fmt: skip
MOVING = {"members": Moving(model=Member)}


def why_mail_stays(mail: OutMail, at: datetime) -> str:
    """Say why a mail to a member that waits in the outbox may not leave; nothing where it may."""
    del at
    if mail.recipe not in {INVITED, NEWS}:
        return ""
    found = Member.objects.filter(pk=mail.recipe_args["member_id"]).select_related("space")
    member = found.first()
    if member is None or member.left_at is not None:
        return str(_("They have left."))
    if mail.kind == INVITED:
        is_closed = member.space.closed_at is not None
        return str(_("This discussion is closed. You can read on.")) if is_closed else ""
    return "" if member.wants_digest else str(_("Said no to this"))
