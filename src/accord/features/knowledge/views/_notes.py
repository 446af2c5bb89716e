"""Knowledge: what is published, one note with its readers and questions, and its forms."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.knowledge import actions, forms, policies, queries
from accord.features.knowledge.models import Note, Question, Receipt
from accord.features.knowledge.states import Duty, Kind, State
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, histories, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])
MOST = 200
TONES = {State.DRAFT: "warn", State.PUBLISHED: "ok", State.WITHDRAWN: ""}
LOOKS = {"kind": "pills", "duty": "pills"}


HISTORY = {
    "title": histories.Told(gettext_lazy("In one line")),
    "words": histories.Told(gettext_lazy("What is to be known")),
    "edition": histories.Told(gettext_lazy("Edition")),
    "state": histories.Told(gettext_lazy("State"), lambda value: State(value).label),
}


def note_or_404(request: Request, ref: str) -> Note:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def _address(note: Note, verb: str = "detail", **more: Any) -> str:
    return reverse(f"knowledge:{verb}", kwargs={"ref": note.ref, **more})


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Knowledge"), reverse("knowledge:list")), *steps]


@require_safe
@page(policies.VIEW)
def note_list(request: Request) -> HttpResponse:
    """List what is published, or what I must acknowledge, my drafts, what holds no longer."""
    which, kind = request.GET.get("which", ""), request.GET.get("kind", "")
    notes = list(queries.in_order(request.user, which, kind)[:MOST])
    counts, used = queries.counts_of(notes), queries.reuse_of(notes)
    context = {
        "rows": [_row(note, counts, used) for note in notes],
        "whiches": _choices(
            "which", which, {"kind": kind},
            [("", _("Published")), ("mine", _("To acknowledge")), ("drafts", _("My drafts")),
             ("withdrawn", _("Withdrawn"))],
        ),
        "kinds": _choices("kind", kind, {"which": which}, [("", _("All")), *Kind.choices]),
        "add": reverse("knowledge:add") if policies.WRITE.allows(request.user) else "",
        "rules": reverse("knowledge:routes"),
    }  # fmt: skip
    return show(request, "knowledge/note_list.html", context)


def _choices(
    name: str, now: str, rest: dict[str, str], labels: list[tuple[str, Any]]
) -> list[dict[str, Any]]:
    here, found = reverse("knowledge:list"), []
    for key, label in labels:
        asked = "&".join(f"{n}={v}" for n, v in {**rest, name: key}.items() if v.isalpha())
        found.append({"label": label, "href": f"{here}?{asked}", "on": key == now})
    return found


def _row(note: Note, counts: Any, used: Any) -> dict[str, Any]:
    said, must = counts.get(note.pk, (0, 0))
    return {
        "note": note, "href": _address(note), "kind": Kind(note.kind).label,
        "published": formats.stamp(note.published_at, at=clock.now())
        if note.published_at else "",
        "said": said, "must": must, "useful": used.get(note.pk, (0, 0))[0],
    }  # fmt: skip


@require_safe
@page(policies.VIEW)
def note_detail(request: Request, ref: str) -> HttpResponse:
    """Show a note: what it says, who has read it, what was asked about it."""
    note, at = note_or_404(request, ref), clock.now()
    receipts = list(queries.receipts_of(note))
    said, must, found = queries.coverage(receipts, at)
    context = {
        "note": note, "trail": _trail((note.ref, "")), "kind": Kind(note.kind).label,
        "state": State(note.state).label, "tone": TONES[State(note.state)],
        "published": formats.stamp(note.published_at, at=at) if note.published_at else "",
        "until": formats.long_date(note.until_date) if note.until_date else "",
        "initiative": queries.initiative_seen(request.user, note),
        "about_href": page_of(note.about) if note.about else "",
        "topics": queries.topics_of(note), "reuse": queries.reuse_of([note]).get(note.pk),
        "correction_href": page_of(note.correction.ref) if note.correction else "",
        "receipts": [_receipt(one, at) for one in receipts],
        "said": said, "must": must, "late": bool(found and found["escalate"]),
        "mine": _mine(request, note), "questions": _questions(request, note),
        "may": _acts(request, note),
        "history": histories.lines("knowledge.note", note.pk, HISTORY, at=at)
        if policies.WRITE.allows(request.user, note)
        else [],
    }  # fmt: skip
    return show(request, "knowledge/note_detail.html", context)


def _receipt(one: Receipt, at: Any) -> dict[str, Any]:
    is_late = one.acknowledged_at is None and one.due_at is not None and one.due_at <= at
    return {
        "who": one.person.name, "duty": Duty(one.duty).label, "said": visible(one.said),
        "when": formats.stamp(one.acknowledged_at, at=at) if one.acknowledged_at else "",
        "due": formats.stamp(one.due_at, at=at) if one.due_at else "", "is_late": is_late,
        "rule": visible(one.route.name) if one.route else "",
    }  # fmt: skip


def _mine(request: Request, note: Note) -> dict[str, Any] | None:
    """Say what I owe this note myself."""
    one = queries.own_receipt(request.user, note)
    if one is None or note.state != State.PUBLISHED:
        return None
    return {
        "duty": Duty(one.duty).label, "must_act": one.duty == Duty.ACT,
        "when": formats.stamp(one.acknowledged_at, at=clock.now()) if one.acknowledged_at else "",
        "due": formats.stamp(one.due_at, at=clock.now()) if one.due_at else "",
        "acknowledge": _address(note, "acknowledge"),
        "why": visible(one.route.reason) if one.route else "",
    }  # fmt: skip


def _questions(request: Request, note: Note) -> list[dict[str, Any]]:
    at, may = clock.now(), policies.ANSWER.allows(request.user, note)
    return [
        {
            "words": visible(one.words), "answer": visible(one.answer),
            "asked_by": one.asked_by or _("The system"),
            "asked": formats.stamp(one.asked_at, at=at),
            "answered_by": one.answered_by,
            "answered": formats.stamp(one.answered_at, at=at) if one.answered_at else "",
            "act": _address(note, "answer", pk=one.pk) if may else "",
        }
        for one in queries.questions_of(note)
    ]  # fmt: skip


def _acts(request: Request, note: Note) -> dict[str, str]:
    is_out, writes = note.state == State.PUBLISHED, policies.WRITE.allows(request.user, note)
    is_lesson = note.kind == Kind.LESSON and note.correction_id is None
    wanted = {
        "change": writes and note.state != State.WITHDRAWN,
        "publish": writes and note.state != State.WITHDRAWN,
        "amend": writes and is_out, "withdraw": writes and is_out,
        "correct": writes and is_lesson, "ask": is_out and policies.ASK.allows(request.user),
    }  # fmt: skip
    return {verb: _address(note, verb) if may else "" for verb, may in wanted.items()}


@both
@page(policies.WRITE)
def note_add(request: Request) -> HttpResponse:
    """Write a note; ``?about=P-0118&kind=lesson`` says what it comes from."""
    initial = {
        "about": request.GET.get("about", "")[:20], "is_for_all": True,
        "kind": request.GET.get("kind", Kind.BUSINESS),
    }  # fmt: skip
    form = forms.NoteForm(sheets.sent(request), user=request.user, initial=initial)
    words = sheets.Sheet(
        title=_("Write a note"), save=_("Keep as a draft"), said=_("Kept as a draft."),
        back=f"{reverse('knowledge:list')}?which=drafts", trail=_trail(), looks=LOOKS,
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.write_note(by=request.user, details=form.details(), at=clock.now())

    return sheets.answer(request, form, words, act)


def _on(note: Note, title: str, save: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=_address(note), looks=LOOKS,
        trail=_trail((note.ref, _address(note))), **{"sub": visible(note.title), **more},
    )  # fmt: skip


@both
@page(policies.WRITE)
def note_change(request: Request, ref: str) -> HttpResponse:
    """Change a draft, or mend a slip without asking anybody to read again."""
    note = note_or_404(request, ref)
    form = forms.NoteForm(sheets.sent(request), user=request.user, note=note)
    sub = _("For a slip. Where the meaning changes, give out a new edition instead.")
    words = _on(
        note, _("Mend the note"), _("Save"), version=note.version,
        sub="" if note.state == State.DRAFT else sub,
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.change_note(
            by=request.user, note=note, details=form.details(), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.PUBLISH)
def note_publish(request: Request, ref: str) -> HttpResponse:
    """Publish a draft, or address what is published to more readers."""
    note = note_or_404(request, ref)
    form = forms.PublishForm(sheets.sent(request), user=request.user, note=note)
    is_draft = note.state == State.DRAFT
    title = _("Publish and address it") if is_draft else _("More readers")
    words = _on(note, title, _("Publish") if is_draft else _("Add"), is_lasting=True)

    def act(_given: dict[str, Any]) -> object:
        do = actions.publish if is_draft else actions.address
        return do(by=request.user, note=note, to=form.to(), at=clock.now())

    return sheets.answer(request, form, words, act)


@both
@page(policies.AMEND)
def note_amend(request: Request, ref: str) -> HttpResponse:
    note = note_or_404(request, ref)
    form = forms.AmendForm(sheets.sent(request), user=request.user, note=note)
    words = _on(
        note, _("A new edition"), _("Give out"), version=note.version, is_lasting=True,
        sub=_("All who are to read it are asked again."),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.amend(
            by=request.user, note=note, details=form.details(), due_at=given["due_at"],
            at=clock.now(), seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.WITHDRAW)
def note_withdraw(request: Request, ref: str) -> HttpResponse:
    note = note_or_404(request, ref)
    form = forms.WithdrawForm(sheets.sent(request))
    words = _on(note, _("Withdraw"), _("Withdraw"))
    return sheets.filled(request, form, words, partial(actions.withdraw_note, note=note))


@both
@page(policies.ACKNOWLEDGE)
def note_acknowledge(request: Request, ref: str) -> HttpResponse:
    """Say that one has read it: by the button, or with what one does where one must act."""
    note = note_or_404(request, ref)
    receipt = get_object_or_404(
        queries.receipts_of(note).select_related("note"), person=request.user
    )
    if receipt.duty == Duty.ACT:
        form = forms.AcknowledgeForm(sheets.sent(request))
        words = _on(note, _("I have read it and act on it"), _("Say so"))

        def act(given: dict[str, Any]) -> object:
            return actions.acknowledge(by=request.user, receipt=receipt, at=clock.now(), **given)

        return sheets.answer(request, form, words, act)
    if request.method != "POST":
        return redirect(_address(note))
    try:
        actions.acknowledge(by=request.user, receipt=receipt, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, _address(note))
    return sheets.ticked(request, _("Acknowledged."), _address(note))


@both
@page(policies.ASK)
def question_ask(request: Request, ref: str) -> HttpResponse:
    note = note_or_404(request, ref)
    form = forms.AskForm(sheets.sent(request))
    words = _on(note, _("Ask about it"), _("Ask"))
    return sheets.filled(request, form, words, partial(actions.ask, note=note))


@both
@page(policies.ANSWER)
def question_answer(request: Request, ref: str, pk: int) -> HttpResponse:
    found = queries.questions_visible_to(request.user).filter(note__ref=ref)
    question: Question = get_object_or_404(found, pk=pk)
    form = forms.AnswerForm(sheets.sent(request), initial={"words": question.answer})
    words = _on(question.note, _("Answer"), _("Answer"), sub=visible(question.words))
    return sheets.filled(request, form, words, partial(actions.answer, question=question))


@both
@page(policies.CORRECT)
def note_correct(request: Request, ref: str) -> HttpResponse:
    """Give somebody the task that mends the cause."""
    note = note_or_404(request, ref)
    form = forms.CorrectForm(sheets.sent(request))

    def act(given: dict[str, Any]) -> object:
        return actions.correct(
            by=request.user, note=note, title=given["title"], owner_id=given["owner"].pk,
            due_at=given["due_at"], at=clock.now(),
        )  # fmt: skip

    return sheets.answer(request, form, _on(note, _("Mend the cause"), _("Add the task")), act)


@require_POST
@page(policies.REUSE)
def note_fit(request: Request, ref: str) -> HttpResponse:
    """Say that a lesson was useful at a record, or does not fit there."""
    note, about = note_or_404(request, ref), request.POST.get("about", "")
    back = page_of(about) or _address(note)
    return sheets.pressed(
        request,
        partial(
            actions.say_fit, note=note, about=about, is_useful=request.POST.get("fits") == "yes"
        ),
        _("Thank you."),
        back,
    )
