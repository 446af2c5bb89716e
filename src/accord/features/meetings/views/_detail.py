"""What the page of one meeting shows: agenda, who comes, minutes, what came of it, its cost."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.features.engagement.queries import asked_in, needs_to_take_part
from accord.features.meetings import exports, policies, queries
from accord.features.meetings.models import AgendaItem, Invitee, Line, Meeting, Verdict
from accord.features.meetings.states import AHEAD, BEHIND, Answer, ItemKind, LineKind, State
from accord.features.meetings.views._decisions import decision_lines
from accord.features.meetings.views._found import address, trail_of
from accord.features.stakeholders.models import Party
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import Rule
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats
from accord.foundation.ui.pages import Request
from accord.foundation.ui.panels import page_of

ANSWERS = {Answer.YES: "ok", Answer.MAYBE: "warn", Answer.NO: "bad"}
KINDS = {
    LineKind.DECISION: "ok", LineKind.TASK: "acc", LineKind.WE: "acc", LineKind.THEY: "acc",
    LineKind.QUESTION: "warn",
}  # fmt: skip


def shown(request: Request, meeting: Meeting) -> dict[str, Any]:
    at, state = clock.now(), State(meeting.state)
    user = request.user
    may_plan = state in {*AHEAD, State.RUNNING} and policies.PLAN.allows(user, meeting)
    items = queries.agenda_of(meeting)
    asked = queries.invitees_of(user, meeting)
    barred = queries.barred(meeting, asked, at)
    return {
        "meeting": meeting, "trail": trail_of((visible(meeting.title), "")),
        "span": exports.span(meeting), "state": state.label, "here": _acts(request, meeting),
        "facts": _facts(meeting), "may_plan": may_plan,
        "agenda": [_item(meeting, one, may=may_plan) for one in items if not one.is_proposed],
        "backlog": [_item(meeting, one, may=may_plan) for one in items if one.is_proposed],
        "length": _length(meeting, items),
        "asked": [
            _asked(meeting, one, may=may_plan, is_ahead=state in AHEAD)
            | {"barred": barred.get(one.party_id, "")}
            for one in asked
        ],
        "needs": [*_asked_for(asked), *_needs(meeting, [one.party for one in asked if one.party])],
        "minutes": _minutes(meeting, at) if meeting.issue else None,
        "cost": _cost(meeting) if state in BEHIND else None,
        "decisions": decision_lines(request, meeting),
    }  # fmt: skip


def _acts(request: Request, meeting: Meeting) -> dict[str, str]:
    """Give where this person may do what to the meeting, as it stands."""
    state = State(meeting.state)
    ahead, done = state in AHEAD, state == State.FINISHED
    goes_on = meeting.series is not None and meeting.series.ended_at is None
    offered: dict[str, tuple[bool, Rule]] = {
        "change": (ahead, policies.PLAN), "cancel": (ahead, policies.PLAN),
        "prepare": (ahead, policies.PLAN), "invite": (ahead, policies.PLAN),
        "item-add": (ahead or state == State.RUNNING, policies.PLAN),
        "send": (ahead, policies.INVITE), "begin": (ahead, policies.RUN),
        "run": (state == State.RUNNING, policies.RUN),
        "correct": (done, policies.FINISH), "minutes-send": (done, policies.SEND),
        "close": (done, policies.CLOSE), "series-end": (goes_on, policies.PLAN),
        "agenda-paper": (True, policies.VIEW), "minutes-paper": (meeting.issue > 0, policies.VIEW),
    }  # fmt: skip
    return {
        verb: address(meeting, verb) if fits and rule.allows(request.user, meeting) else ""
        for verb, (fits, rule) in offered.items()
    }


def _facts(meeting: Meeting) -> list[dict[str, Any]]:
    talk = meeting.talk
    facts: list[dict[str, Any]] = [
        {"label": _("When"), "value": exports.span(meeting)},
        {"label": _("Where"), "value": visible(meeting.place)},
        {"label": _("Led by"), "value": meeting.chair.name},
        {"label": _("Written down by"), "value": meeting.taker.name if meeting.taker else ""},
        {"label": _("Initiative"), "value": meeting.initiative or ""},
        {"label": _("Again"), "value": meeting.series.get_rhythm_display()
         if meeting.series and not meeting.series.ended_at else ""},
        {"label": _("Filed as"), "value": talk.ref if talk else ""},
    ]  # fmt: skip
    return [fact for fact in facts if fact["value"]]


def _length(meeting: Meeting, items: list[AgendaItem]) -> dict[str, Any]:
    total = sum(one.minutes for one in items if not one.is_proposed)
    words = _("%(n)s of %(all)s min") % {"n": total, "all": meeting.planned_minutes}
    return {"words": words, "is_over": total > meeting.planned_minutes}


def _item(meeting: Meeting, one: AgendaItem, *, may: bool) -> dict[str, Any]:
    verbs = ("item-change", "item-up", "item-down", "item-drop", "item-task")
    by = one.proposed_by
    return {
        "item": one, "title": visible(one.title), "kind": ItemKind(one.kind).label,
        "minutes": _("%(n)s min") % {"n": one.minutes},
        "origin": one.origin_ref, "href": page_of(one.origin_ref) if one.origin_ref else "",
        "presenter": one.presenter.name if one.presenter else "",
        "task": one.task.ref if one.task else "", "task_href": page_of(one.task.ref)
        if one.task else "", "by": visible(by.name) if by and queries.party_seen(by) else "",
        "here": {verb: address(meeting, verb, pk=one.pk) for verb in verbs} if may else {},
    }  # fmt: skip


def _asked(meeting: Meeting, one: Invitee, *, may: bool, is_ahead: bool) -> dict[str, Any]:
    party = one.party
    answer = Answer(one.answer)
    said = answer.label if one.came is None else _("came") if one.came else _("did not come")
    tone = ANSWERS.get(answer, "line") if one.came is None else "ok" if one.came else "line"
    verbs = ("address", "answer-for", *(("uninvite",) if is_ahead else ()))
    return {
        "name": visible(one.name), "kind": party.kind if party else "person",
        "colour": party.colour if party else 0, "said": said, "tone": tone,
        "words": visible(one.words), "email": visible(one.email),
        "href": reverse("stakeholders:detail", kwargs={"ref": party.ref}) if party else "",
        "brief": reverse("home:brief", kwargs={"ref": party.ref}) if party and is_ahead else "",
        "here": {verb: address(meeting, verb, pk=one.pk) for verb in verbs} if may else {},
    }  # fmt: skip


def _asked_for(asked: list[Invitee]) -> list[dict[str, Any]]:
    """Give what those who answered said they need, and where it can be kept on their record."""
    return [
        {
            "name": visible(one.name), "asked": visible(one.needs), "state": "asked",
            "href": reverse("stakeholders:fact", args=[one.party.ref, "accessibility"])
            if one.party and not one.party.accessibility else "",
        }
        for one in asked
        if one.needs
    ]  # fmt: skip


def _needs(meeting: Meeting, parties: list[Party]) -> list[dict[str, Any]]:
    """Give what those who are asked need to take part, and whether it was heeded."""
    if meeting.talk is None:
        found = [(party, words, "") for party, words in needs_to_take_part(parties)]
    else:
        found = [
            (
                one.party,
                one.words,
                "" if one.said is None else "yes" if one.said.was_heeded else "no",
            )
            for one in asked_in(meeting.talk, parties)
        ]
    href = reverse("engagement:detail", args=[meeting.talk.ref]) if meeting.talk else ""
    return [
        {"name": visible(party.name), "asked": visible(words), "state": state, "href": href}
        for party, words, state in found
    ]


def _minutes(meeting: Meeting, at: datetime) -> dict[str, Any]:
    said, stand = queries.verdicts_of(meeting), queries.stand_of(meeting, at)
    return {
        "rows": [_line(line, said.get(line.pk, [])) for line in queries.lines_of(meeting)],
        "title": _("Minutes, version %(n)s") % {"n": meeting.issue},
        "stand": _stand(meeting, stand),
        "disputed": stand.disputed,
    }  # fmt: skip


def _stand(meeting: Meeting, stand: queries.Stand) -> str:
    if meeting.answer_by is None:
        return _("not sent yet")
    told = {"n": stand.confirmed, "m": stand.disputed}
    words = _("%(n)s confirmed, %(m)s disputed") % told
    day = formats.long_date(meeting.answer_by)
    more = _("silence accepts on %(day)s") if stand.waits else _("accepted by silence on %(day)s")
    return f"{words} · {more % {'day': day}}"


def _line(line: Line, said: list[Verdict]) -> dict[str, Any]:
    kind = LineKind(line.kind)
    return {
        "text": visible(line.text), "is_heading": kind == LineKind.HEADING,
        "kind": "" if kind in {LineKind.NOTE, LineKind.HEADING} else kind.label,
        "tone": KINDS.get(kind, ""), "is_inside": line.is_inside, "ref": line.made_ref,
        "href": page_of(line.made_ref) if line.made_ref else "",
        "confirmed": sum(one.is_confirmed for one in said),
        "disputes": [
            {
                "who": _named(one.invitee),
                "words": visible(one.words), "task": one.task.ref if one.task else "",
                "href": page_of(one.task.ref) if one.task else "",
            }
            for one in said
            if not one.is_confirmed
        ],
    }  # fmt: skip


def _named(one: Invitee) -> str:
    return visible(one.name) if queries.party_seen(one) else _("Somebody")


def _cost(meeting: Meeting) -> dict[str, Any]:
    found = queries.cost_of(meeting)
    price = [] if found.price is None else [
        {"label": _("What they cost"), "value": formats.money(found.price, settings.CURRENCY)}
    ]  # fmt: skip
    return {
        "facts": [
            {"label": _("Our hours"), "value": formats.number(found.hours, 1)},
            *price,
            {"label": _("Decisions"), "value": formats.number(found.decisions)},
            {"label": _("Tasks and promises"), "value": formats.number(found.actions)},
        ],
        "could_be_a_message": found.could_be_a_message,
    }  # fmt: skip
