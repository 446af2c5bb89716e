"""What a member sees by its link: the summary, what is said, one's own. No account, no script.

Nothing of ours is here but what was said to all; others have the names that they gave themselves.
"""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accord.features.discussions import actions, forms, queries
from accord.features.discussions.models import Member, Post
from accord.features.discussions.states import State
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets, toasts
from accord.foundation.ui.pages import public, show

BY_LINK = "the link is the right to take part"
TO_STOP = "the link is the right to say no, and mail programs press it for them (RFC 8058)"
both = require_http_methods(["GET", "POST"])


def member_or_404(token: str, *, is_here: bool = True) -> Member:
    found = queries.by_token(token)
    if found is None or (is_here and not found.is_here):
        raise Http404
    return found


def _here(token: str, verb: str = "mine", **more: Any) -> str:
    return reverse(f"discussions:{verb}", kwargs={"token": token, **more})


def _asked(
    request: HttpRequest, member: Member, form: Form, words: dict[str, str],
    act: Callable[[], object],
) -> HttpResponse:  # fmt: skip
    """Ask one thing on a page of its own; then back to what is said."""
    if form.is_valid():
        try:
            act()
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            toasts.tell(request, words["done"])
            return redirect(words.get("then", _here(member.token)))
    context = {"member": member, "form": form, "words": words, "back": _here(member.token)}
    status = 422 if form.is_bound else 200
    return show(request, "discussions/public_form.html", context, status=status)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@both
@public(BY_LINK)
def space_for_member(request: HttpRequest, token: str) -> HttpResponse:
    """Ask how one wants to be called; then show the summary and what is said."""
    member = member_or_404(token, is_here=False)
    space = member.space
    if member.joined_at is None:
        if space.closed_at:
            raise Http404
        return _join(request, member, title=visible(space.title))
    return _space(request, member, forms.SayForm())


def _join(request: HttpRequest, member: Member, *, title: str) -> HttpResponse:
    initial = {
        "name": member.name, "organisation": member.organisation,
        "wants_digest": member.wants_digest,
    }  # fmt: skip
    form = forms.JoinForm(_sent(request), initial=initial)
    words = {
        "title": title, "save": _("Join the discussion"), "done": _("Welcome."),
        "sub": visible(member.space.purpose),
        "note": _(
            "What you say is read by all who are invited, and by our moderators, who know whose "
            "link this is. You can leave at any time, and take back what you said."
        ),
    }  # fmt: skip

    def act() -> object:
        return actions.join(by=SYSTEM, member=member, at=clock.now(), **form.cleaned_data)

    return _asked(request, member, form, words, act)


@both
@public(BY_LINK)
def member_rename(request: HttpRequest, token: str) -> HttpResponse:
    """Let a member be called otherwise."""
    return _join(request, member_or_404(token), title=_("How you want to be called"))


@both
@public(BY_LINK)
def member_say(request: HttpRequest, token: str) -> HttpResponse:
    """Take in what a member says, to all or to what another one said."""
    member = member_or_404(token)
    posts = {thread.post.pk: thread.post for thread in queries.threads_for(member)}
    asked = request.GET.get("to", "")
    form = forms.SayForm(_sent(request), initial={"parent": int(asked) if asked.isdecimal()
                                                  and int(asked) in posts else None})  # fmt: skip
    if form.is_valid():
        given = form.cleaned_data
        try:
            if given["parent"] and given["parent"] not in posts:
                raise Http404
            made = actions.contribute(
                by=SYSTEM, member=member, text=given["text"], at=clock.now(),
                parent=posts.get(given["parent"]),
            )  # fmt: skip
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            waits = _("Thank you. A moderator sees it first; until then only you do.")
            toasts.tell(request, waits if made.state == State.WAITING else _("Said."))
            return redirect("discussions:mine", token=token)
    parent = posts.get((form["parent"].value() and int(form["parent"].value())) or 0)
    return _space(request, member, form, parent=parent)


def _space(
    request: HttpRequest, member: Member, form: forms.SayForm, *, parent: Post | None = None
) -> HttpResponse:
    space, token = member.space, member.token
    summary = next(iter(queries.summaries_of(space)), None)
    context = {
        "space": space, "member": member, "form": form, "is_open": space.closed_at is None,
        "summary": visible(summary.text) if summary else "",
        "summary_at": formats.long_date(summary.at) if summary else "",
        "answering": visible(parent.text[:200]) if parent else "",
        "say": _here(token, "say"), "rename": _here(token, "rename"),
        "leave": _here(token, "leave"), "digest": _here(token, "digest"), "back": _here(token),
        "threads": [
            {**_post(member, one.post), "replies": [_post(member, row) for row in one.replies]}
            for one in queries.threads_for(member)
        ],
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return show(request, "discussions/public_space.html", context, status=status)


def _post(member: Member, post: Post) -> dict[str, Any]:
    """Tell what was said under the name that its author chose."""
    shown = post.state == State.SHOWN
    is_mine = post.member_id == member.pk
    of = visible(post.member.organisation) if post.member else _("moderator")
    is_open = member.space.closed_at is None
    may = is_open and shown
    return {
        "pk": post.pk, "text": visible(post.text), "who": queries.who_said(post), "of": of,
        "when": formats.full(post.at), "is_mine": is_mine, "reason": visible(post.reason),
        "state": "" if shown else State(post.state).label,
        "tone": "warn" if post.state == State.WAITING else "bad",
        "answer": f"{_here(member.token, 'say')}?to={post.pk}#say"
        if may and not post.parent_id else "",
        "report": _here(member.token, "report", pk=post.pk) if shown and not is_mine else "",
    }  # fmt: skip


@both
@public(BY_LINK)
def post_report(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Ask what is wrong with what another one said."""
    member = member_or_404(token)
    seen = [row for one in queries.threads_for(member) for row in (one.post, *one.replies)]
    post = next((one for one in seen if one.pk == pk and one.member_id != member.pk), None)
    if post is None:
        raise Http404
    form = forms.ReportForm(_sent(request))
    words = {
        "title": _("Report what was said"), "sub": visible(post.text), "save": _("Report it"),
        "done": _("Thank you. A moderator looks at it."), "note": "",
    }  # fmt: skip

    def act() -> object:
        return actions.report_post(
            by=SYSTEM, member=member, post=post, at=clock.now(), **form.cleaned_data
        )

    return _asked(request, member, form, words, act)


@both
@public(BY_LINK)
def member_digest(request: HttpRequest, token: str) -> HttpResponse:
    """Turn the mail with what is new on or off; opening the page does neither."""
    member = member_or_404(token)
    is_on = member.wants_digest
    words = {
        "title": _("What is new, by e-mail"), "note": "",
        "sub": _("You get a mail once a day when there is something new.") if is_on
        else _("You get no mail."),
        "save": _("Send me no more") if is_on else _("Tell me by e-mail once a day what is new"),
        "done": _("You get no mail.") if is_on
        else _("You get a mail once a day when there is something new."),
    }  # fmt: skip

    def act() -> object:
        return actions.want_digest(by=SYSTEM, member=member, is_wanted=not is_on, at=clock.now())

    return _asked(request, member, Form(_sent(request)), words, act)


@csrf_exempt  # a mail program has no cookie of ours; the link does no more than it says
@both
@public(TO_STOP)
def digest_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more; only pressing the button stops the mail, so that no scanner of links does."""
    member = queries.by_stop_token(token)
    if member is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done and member.wants_digest:
        actions.want_digest(by=SYSTEM, member=member, is_wanted=False, at=clock.now())
    context = {"title": visible(member.space.title), "is_done": is_done}
    return show(request, "discussions/public_stop.html", context)


@both
@public(BY_LINK)
def member_leave(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether one takes back what one said, and let one go."""
    member = member_or_404(token)
    form = forms.LeaveForm(_sent(request))
    words = {
        "title": _("Leave the discussion"), "save": _("Leave"), "note": "",
        "sub": _("Your link will lead nowhere. We can invite you again if you ask us."),
        "done": _("You have left the discussion."), "then": reverse("discussions:gone"),
    }  # fmt: skip

    def act() -> object:
        return actions.leave(by=SYSTEM, member=member, at=clock.now(), **form.cleaned_data)

    return _asked(request, member, form, words, act)


@require_http_methods(["GET"])
@public("it says nothing of anybody")
def member_gone(request: HttpRequest) -> HttpResponse:
    """Say goodbye."""
    return show(request, "discussions/public_gone.html", {})
