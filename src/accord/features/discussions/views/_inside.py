"""Discussion spaces from within: who is in them, what is said, and moderating it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.discussions import actions, forms, policies, queries
from accord.features.discussions.models import Member, Post, Space
from accord.features.discussions.panels import address
from accord.features.discussions.states import State
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])
TONES = {State.WAITING: "warn", State.SHOWN: "", State.HIDDEN: "bad"}
MOST = 200


def space_or_404(request: Request, ref: str) -> Space:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def post_or_404(request: Request, ref: str, pk: int) -> Post:
    return get_object_or_404(queries.posts_visible_to(request.user).filter(space__ref=ref), pk=pk)


def at(space: Space, verb: str, **more: Any) -> str:
    return reverse(f"discussions:{verb}", kwargs={"ref": space.ref, **more})


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Discussions"), reverse("discussions:list")), *steps]


def _on(space: Space, title: str, save: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=address(space),
        trail=trail((space.ref, address(space))), **{"sub": visible(space.title), **more},
    )  # fmt: skip


@require_safe
@page(policies.VIEW)
def space_list(request: Request) -> HttpResponse:
    """List the spaces, those that are open first."""
    context = {
        "rows": [
            {
                "href": address(one), "ref": one.ref, "title": visible(one.title),
                "initiative": visible(one.initiative.name), "owner": visible(one.owner.name),
                "is_open": one.closed_at is None,
                "opened": formats.stamp(one.opened_at, at=clock.now()),
            }
            for one in queries.in_order(request.user)[:MOST]
        ],
        "add": reverse("discussions:add") if policies.RUN.allows(request.user) else "",
    }  # fmt: skip
    return show(request, "discussions/space_list.html", context)


@require_safe
@page(policies.VIEW)
def space_detail(request: Request, ref: str) -> HttpResponse:
    """Show what is said with who is who, what waits for a moderator, and the summaries."""
    space, now = space_or_404(request, ref), clock.now()
    runs = policies.RUN.allows(request.user, space)
    moderates = policies.MODERATE.allows(request.user, space)
    members = list(queries.members_visible_to(request.user).filter(space=space))
    seen = {member.pk: member for member in members}
    is_open = space.closed_at is None
    summaries = queries.summaries_of(space)
    may = {
        "change": runs, "close": runs and is_open, "reopen": runs and not is_open,
        "invite": runs and is_open, "post": moderates and is_open, "summary": moderates,
    }  # fmt: skip
    context = {
        "space": space, "trail": trail((space.ref, "")), "is_open": is_open,
        "initiative": page_of(space.initiative.ref),
        "may": {verb: at(space, verb) if yes else "" for verb, yes in may.items()},
        "members": [_member(request, member, runs=runs) for member in members],
        "hidden": queries.hidden_members(request.user, space),
        "threads": [
            {
                **_post(space, thread.post, seen, may=moderates),
                "replies": [_post(space, one, seen, may=moderates) for one in thread.replies],
            }
            for thread in queries.threads_for_us(request.user, space)
        ],
        "reports": [
            {
                "words": visible(row.words), "text": visible(row.post.text),
                "who": _who(row.member, seen), "when": formats.stamp(row.at, at=now),
                "keep": at(space, "settle", pk=row.pk) if moderates else "",
                "hide": at(space, "hide", pk=row.post_id) if moderates else "",
            }
            for row in queries.open_reports(space)
        ],
        "summaries": [
            {"row": row, "at": formats.stamp(row.at, at=now),
             "by": visible(row.by.name) if row.by else _("The system")}
            for row in summaries
        ],
    }  # fmt: skip
    return show(request, "discussions/space_detail.html", context)


def _who(member: Member, seen: dict[int, Member]) -> str:
    """Say by which name one is called there, and who it is if one may see them."""
    called = visible(member.name) or _("somebody who left")
    known = seen.get(member.pk)
    return f"{called} ({visible(known.party.name)})" if known else called


def _post(space: Space, post: Post, seen: dict[int, Member], *, may: bool) -> dict[str, Any]:
    if post.member:
        who = _who(post.member, seen)
    else:
        who = visible(post.author.name) if post.author else _("The system")
    return {
        "pk": post.pk, "text": visible(post.text), "who": who, "is_ours": post.member_id is None,
        "when": formats.stamp(post.at, at=clock.now()), "reason": visible(post.reason),
        "state": State(post.state).label if post.state != State.SHOWN else "",
        "tone": TONES[State(post.state)],
        "show": at(space, "show", pk=post.pk)
        if may and post.state != State.SHOWN and post.text else "",
        "hide": at(space, "hide", pk=post.pk) if may and post.state != State.HIDDEN else "",
        "answer": f"{at(space, 'post')}?to={post.pk}"
        if may and space.closed_at is None and post.state == State.SHOWN and not post.parent_id
        else "",
    }  # fmt: skip


def _member(request: Request, member: Member, *, runs: bool) -> dict[str, Any]:
    link = reverse("discussions:mine", kwargs={"token": member.token})
    return {
        "party": member.party, "called": visible(member.name),
        "organisation": visible(member.organisation), "is_here": member.is_here,
        "has_left": member.left_at is not None,
        "href": reverse("stakeholders:detail", kwargs={"ref": member.party.ref}),
        "link": request.build_absolute_uri(link) if runs and not member.left_at else "",
        "out": at(member.space, "take-out", pk=member.pk) if runs and not member.left_at else "",
    }  # fmt: skip


@both
@page(policies.RUN)
def space_add(request: Request) -> HttpResponse:
    """Open a space; ``?initiative=V-0001`` says on which."""
    ref = request.GET.get("initiative", "")
    of = initiatives_visible_to(request.user).filter(ref=ref).first() if ref else None
    initial = {"initiative": of, "owner": request.user.pk}
    form = forms.SpaceForm(sheets.sent(request), user=request.user, initial=initial)
    words = sheets.Sheet(
        title=_("Open a discussion space"), save=_("Open it"), said=_("Open: now invite."),
        back=reverse("discussions:list"), trail=trail(),
        sub=_("Only those whom you invite find it, each by a link of their own."),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.open_space(
            by=request.user, initiative=given["initiative"], details=form.details(),
            at=clock.now(),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.RUN)
def space_change(request: Request, ref: str) -> HttpResponse:
    space = space_or_404(request, ref)
    names = ("title", "purpose", "owner", "checks_first")
    form = forms.SpaceForm(
        sheets.sent(request), user=request.user, space=space,
        initial={name: getattr(space, name) for name in names},
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.change_space(
            by=request.user, space=space, details=form.details(), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    words = _on(space, _("Change the space"), _("Save"), version=space.version)
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.RUN)
def space_close(request: Request, ref: str) -> HttpResponse:
    space = space_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.close_space, space=space),
        _("Closed: members read on, and say nothing more."),
        address(space),
    )


@require_POST
@page(policies.RUN)
def space_reopen(request: Request, ref: str) -> HttpResponse:
    space = space_or_404(request, ref)
    return sheets.pressed(
        request, partial(actions.reopen_space, space=space), _("Open again."), address(space)
    )


@both
@page(policies.RUN)
def members_invite(request: Request, ref: str) -> HttpResponse:
    """Choose who is invited; each gets a link of their own."""
    space = space_or_404(request, ref)
    offered = queries.to_be_invited(request.user, space)
    form = forms.InviteForm(sheets.sent(request), user=request.user, offered=offered)

    def act(given: dict[str, Any]) -> object:
        return actions.invite_members(
            by=request.user, space=space, parties=form.parties, by_mail=given["by_mail"],
            at=clock.now(),
        )  # fmt: skip

    words = _on(space, _("Who is invited"), _("Invite"), is_lasting=True)
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.RUN)
def member_take_out(request: Request, ref: str, pk: int) -> HttpResponse:
    found = queries.members_visible_to(request.user).filter(space__ref=ref)
    member = get_object_or_404(found, pk=pk)
    return sheets.pressed(
        request,
        partial(actions.take_out, member=member),
        _("Their link leads nowhere now."),
        address(member.space),
    )


@both
@page(policies.MODERATE)
def post_add(request: Request, ref: str) -> HttpResponse:
    """Say something in one's own name; ``?to=7`` answers what somebody said."""
    space = space_or_404(request, ref)
    to = request.GET.get("to", "")
    parent = post_or_404(request, ref, int(to)) if to.isdecimal() else None
    form = forms.SayForm(sheets.sent(request))
    sub = visible(parent.text[:200]) if parent else visible(space.title)
    words = _on(space, _("Say something"), _("Say it"), sub=sub)

    def act(given: dict[str, Any]) -> object:
        return actions.say_as_us(
            by=request.user, space=space, text=given["text"], parent=parent, at=clock.now()
        )

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.MODERATE)
def post_show(request: Request, ref: str, pk: int) -> HttpResponse:
    post = post_or_404(request, ref, pk)
    return sheets.pressed(
        request, partial(actions.show_post, post=post), _("Shown to all."), address(post.space)
    )


@both
@page(policies.MODERATE)
def post_hide(request: Request, ref: str, pk: int) -> HttpResponse:
    post = post_or_404(request, ref, pk)
    form = forms.WhyForm(sheets.sent(request))
    words = _on(post.space, _("Hide what was said"), _("Hide it"), sub=visible(post.text[:200]))

    def act(given: dict[str, Any]) -> object:
        return actions.hide_post(by=request.user, post=post, why=given["why"], at=clock.now())

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.MODERATE)
def report_settle(request: Request, ref: str, pk: int) -> HttpResponse:
    """Leave what was reported as it is."""
    found = queries.reports_visible_to(request.user).filter(post__space__ref=ref)
    report = get_object_or_404(found, pk=pk)
    return sheets.pressed(
        request,
        partial(actions.keep_post, report=report),
        _("It stays."),
        address(report.post.space),
    )


@both
@page(policies.MODERATE)
def summary_write(request: Request, ref: str) -> HttpResponse:
    """Write down where it stands, from the words before."""
    space = space_or_404(request, ref)
    last = next(iter(queries.summaries_of(space)), None)
    initial = {"text": last.text if last else ""}
    form = forms.SummaryForm(sheets.sent(request), initial=initial)
    words = _on(space, _("Where it stands"), _("Pin it"))
    return sheets.filled(request, form, words, partial(actions.sum_up, space=space))
