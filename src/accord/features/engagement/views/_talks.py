"""The list of talks, a talk of its own, how it is put right, the passages readers mark."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.engagement import actions, forms, panels, policies, queries
from accord.features.engagement.models import Interaction
from accord.features.engagement.states import Channel, Direction, Mood, PointState
from accord.features.engagement.tables import talk_list as table
from accord.features.engagement.views._found import address, talk_or_404, trail_of
from accord.features.engagement.views._heeding import asked_lines
from accord.features.stakeholders.states import Visibility
from accord.foundation.files.queries import attachments_of
from accord.foundation.kernel import clock
from accord.foundation.ui import filing, formats, histories, sheets
from accord.foundation.ui.icons import CHANNELS
from accord.foundation.ui.lists import ListPage, answer_file, answer_page
from accord.foundation.ui.pages import Request, page, piece, show
from accord.foundation.ui.panels import drawn, page_of

both = require_http_methods(["GET", "POST"])
HISTORY = {
    "at": histories.Told(gettext_lazy("When")),
    "channel": histories.Told(gettext_lazy("How"), lambda value: Channel(value).label),
    "direction": histories.Told(gettext_lazy("Direction"), lambda value: Direction(value).label),
    "mood": histories.Told(gettext_lazy("How it went"), lambda value: Mood(value).label),
    "minutes": histories.Told(gettext_lazy("Minutes of ours")),
    "text": histories.Told(gettext_lazy("What was said")),
    "visibility": histories.Told(
        gettext_lazy("Who may see it"), lambda value: Visibility(value).label
    ),
}
TONES = {PointState.OPEN: "warn", PointState.SETTLED: "ok", PointState.UNRESOLVED: "bad"}
MOODS = {Mood.WORSE: "bad", Mood.BETTER: "ok"}


@require_safe
@page(policies.VIEW)
def talk_list(request: Request) -> HttpResponse:
    words = ListPage(
        title=_("Talks"), headline=lambda _shown: _("Talks"), icon="messages-square",
        empty=_("No talks yet"), hint=_("Press L anywhere and write what happened."),
    )  # fmt: skip
    return answer_page(request, table(request.user, clock.now()), words)


@require_safe
@page(policies.VIEW)
def talk_export(request: Request) -> HttpResponseBase:
    return answer_file(request, table(request.user, clock.now()))


@require_safe
@page(policies.VIEW)
def talk_detail(request: Request, ref: str) -> HttpResponse:
    talk = talk_or_404(request, ref)
    at = clock.now()
    marks = queries.marks_of(request.user, talk)
    parties = list(queries.parties_of(request.user, talk))
    context = {
        "talk": talk,
        "parties": parties,
        "asked": asked_lines(request, talk, parties),
        "outcomes": queries.outcomes_of(request.user, talk),
        "icon_name": CHANNELS[talk.channel],
        "trail": trail_of(talk),
        "facts": _facts(talk),
        "points": _points(request, talk),
        "pieces": queries.pieces(talk.text, marks),
        "marks": _marks(request, talk, marks),
        "here": _acts(request, talk),
        "files_card": _files(request, talk),
        "history": histories.lines("engagement.interaction", talk.pk, HISTORY, at=at),
    }  # fmt: skip
    context["more"] = drawn(request, "engagement.talk", "right", talk)
    return show(request, "engagement/talk_detail.html", context)


def _facts(talk: Interaction) -> list[dict[str, Any]]:
    ours = [str(person) for person in queries.attendees_of(talk)]
    facts: list[dict[str, Any]] = [
        {"label": _("When"), "value": formats.full(talk.at)},
        {"label": _("How"), "value": Channel(talk.channel).label},
        {"label": _("Formal"), "value": _("yes") if talk.is_formal else _("no")},
        {"label": _("Direction"), "value": Direction(talk.direction).label},
        {"label": _("Who of us"), "value": formats.listing(ours) if ours else ""},
        {"label": _("Initiative"), "value": talk.initiative or ""},
        {"label": _("Minutes of ours"), "value": formats.number(talk.minutes or 0)
         if talk.minutes else ""},
        {"label": _("How it went"), "value": "" if talk.mood is None else Mood(talk.mood).label},
        {"label": _("Seen by"), "value": ""
         if talk.visibility == Visibility.EVERYONE else Visibility(talk.visibility).label},
        {"label": _("Logged by"), "value": talk.logged_by or _("The system")},
    ]  # fmt: skip
    return [fact for fact in facts if fact["value"]]


def _files(request: Request, talk: Interaction) -> str:
    may_change = policies.ATTACH.allows(request.user, talk)
    files = filing.card(
        list(attachments_of(talk)), lambda name, key: address(talk, name, key),
        may_change=may_change,
    )  # fmt: skip
    return piece(request, "ui/files_card.html", files)


def _acts(request: Request, talk: Interaction) -> dict[str, str]:
    """Give where this person may do what to the talk."""
    rules = {
        "correct": policies.CORRECT, "point-add": policies.POINT, "mark-add": policies.MARK,
    }  # fmt: skip
    return {
        verb: address(talk, verb) if rule.allows(request.user, talk) else ""
        for verb, rule in rules.items()
    }


def _points(request: Request, talk: Interaction) -> list[dict[str, Any]]:
    may = policies.POINT.allows(request.user, talk)
    verbs = ("change", "settle", "reopen", "strike", "follow-up")
    return [
        {
            "point": point, "state": point.state, "label": point.state.label,
            "tone": TONES.get(point.state, "line"),
            "href": page_of(point.task.ref) if point.task else "",
            "here": {verb: address(talk, f"point-{verb}", point.pk) for verb in verbs}
            if may else {},
        }
        for point in queries.points_of(talk)
    ]  # fmt: skip


def _marks(request: Request, talk: Interaction, marks: list[Any]) -> list[dict[str, Any]]:
    may = policies.MARK.allows(request.user, talk)
    return [
        {
            "mark": mark, "is_there": mark.passage in talk.text,
            "mood": "" if mark.mood is None else Mood(mark.mood).label,
            "tone": MOODS.get(mark.mood, "line"),
            "remove": address(talk, "mark-remove", mark.pk) if may else "",
        }
        for mark in marks
    ]  # fmt: skip


@both
@page(policies.CORRECT)
def talk_correct(request: Request, ref: str) -> HttpResponse:
    """Put a talk right; what stands is shown, and who saved meanwhile is not overwritten."""
    talk = talk_or_404(request, ref)
    parties = list(queries.parties_of(request.user, talk))
    initial = forms.correct_initial(
        talk, parties, queries.attendees_of(talk), queries.readers_of(talk)
    )
    form = forms.CorrectForm(
        sheets.sent(request), initial=initial, user=request.user, parties=parties
    )
    words = sheets.Sheet(
        title=_("Put this talk right"), save=_("Save"), said=_("Saved."), back=panels.address(talk),
        trail=trail_of(talk), version=talk.version,
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        at = clock.now()
        return actions.correct_interaction(
            by=request.user, talk=talk, details=form.correction(talk, at), at=at,
            hidden=queries.hidden_from(request.user, talk), seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.MARK)
def mark_add(request: Request, ref: str) -> HttpResponse:
    """Mark a passage; the words that are selected on the page stand in the form."""
    talk = talk_or_404(request, ref)
    parties = list(queries.parties_of(request.user, talk))
    form = forms.MarkForm(sheets.sent(request), user=request.user, parties=parties)
    words = sheets.Sheet(
        title=_("Mark a passage"), save=_("Mark"), said=_("Marked."), back=panels.address(talk),
        trail=trail_of(talk),
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.mark_passage(
            by=request.user, talk=talk, details=form.details(), at=clock.now()
        )

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.MARK)
def mark_remove(request: Request, ref: str, pk: int) -> HttpResponse:
    talk = talk_or_404(request, ref)
    mark = get_object_or_404(talk.highlights, pk=pk)
    actions.unmark_passage(by=request.user, highlight=mark, at=clock.now())
    return sheets.done(request, _("No longer marked."), panels.address(talk))
