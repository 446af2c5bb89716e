"""Records with a name that nobody else may see, one for each address that names one."""

from datetime import timedelta

from accord.features.alignment import actions as alignment
from accord.features.conduct import actions as conduct
from accord.features.correspondence.models import Message
from accord.features.engagement import actions as engagement
from accord.features.escalations import actions as escalations
from accord.features.feedback import actions as feedback
from accord.features.governance import actions as governance
from accord.features.growth import actions as growth
from accord.features.initiatives import actions as initiatives
from accord.features.keyplans import actions as keyplans
from accord.features.knowledge import actions as knowledge
from accord.features.letters import actions as letters
from accord.features.meetings import actions as meetings
from accord.features.needs import actions as needs
from accord.features.networks import actions as networks
from accord.features.promises import actions as promises
from accord.features.pulses import actions as pulses
from accord.features.stakeholders import actions as stakeholders
from accord.features.strategies import actions as strategies
from accord.features.strategies.models import Pick, Touch
from accord.features.tasks import actions as tasks
from accord.features.ties import actions as ties
from accord.features.tradeoffs import actions as tradeoffs
from accord.features.wants import actions as wants
from accord.features.workshops import actions as workshops
from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.models import Grant, User
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.access import consultations_records, discussions_records
from tests.access.mailing_records import mailing_to
from tests.arrivals.letters import letter
from tests.conftest import NOON
from tests.factories.stakeholders import party

R = Role
CANARY = "Canary Kanarek"


def _somebody():
    return accounts.add_person(by=SYSTEM, email="kanarek@example.org", name=CANARY, at=NOON)


def _promise():
    details = promises.PromiseDetails(CANARY, owner_id=_somebody().pk)
    return promises.make_promise(by=SYSTEM, party=party(CANARY), details=details, at=NOON)


def _need():
    return needs.hear_need(by=SYSTEM, party=party(CANARY), words=CANARY, at=NOON)


def _tie(_name):
    kind = ties.add_type(by=SYSTEM, name=CANARY, at=NOON)
    made = ties.tie(by=SYSTEM, kind=kind, one=party(CANARY), other=party(), at=NOON)
    return {"pk": made.pk}


def _task():
    details = tasks.TaskDetails(CANARY, owner_id=_somebody().pk, party=party(CANARY))
    return tasks.add_task(by=SYSTEM, details=details, at=NOON)


def _initiative():
    details = initiatives.InitiativeDetails(CANARY)
    return initiatives.add_initiative(by=SYSTEM, details=details, at=NOON)


def _talk():
    details = engagement.TalkDetails(CANARY)
    return engagement.log_interaction(by=SYSTEM, parties=[party(CANARY)], details=details, at=NOON)


def _talked(name):
    """Talk with the canary about one point, in words that a reader marked."""
    on = {"by": SYSTEM, "talk": _talk(), "at": NOON}
    mark = engagement.mark_passage(details=engagement.HighlightDetails(CANARY), **on)
    point = engagement.note_point(text=CANARY, needs_follow_up=name != "point-reopen", **on)
    key = mark.pk if name == "mark-remove" else point.pk
    return {"ref": on["talk"].ref, "pk": key}


def _stepped(name):
    """Give the canary a task with a step, that waits for another."""
    on = {"by": SYSTEM, "at": NOON}
    one = _task()
    other = tasks.add_task(details=tasks.TaskDetails(CANARY, owner_id=one.owner_id), **on)
    step = tasks.add_item(task=one, text=CANARY, **on)
    if name == "item-untick":
        tasks.tick_item(item=step, **on)
    waits = tasks.depend_on(task=one, needs=other, **on)
    return {"ref": one.ref, "pk": waits.pk if name == "independ" else step.pk}


def _template(_name):
    details = letters.TemplateDetails(name=CANARY, text=CANARY)
    return {"pk": letters.keep_template(by=_somebody_who_writes(), details=details, at=NOON).pk}


def _somebody_who_writes():
    author = _somebody()
    accounts.grant(by=SYSTEM, person=author, role=R.PRACTITIONER, at=NOON)
    return author


def _allowance(_name):
    colleague = accounts.add_person(by=SYSTEM, email="other@example.org", name="Other", at=NOON)
    made = letters.allow(by=_somebody_who_writes(), colleague=colleague, at=NOON)
    return {"pk": made.pk}


def _letter():
    """Send a letter for everybody's eyes, with the name in its subject and its words."""
    whom, author = party(CANARY), _somebody_who_writes()
    details = stakeholders.ContactDetails("mail", "k@else.example")
    stakeholders.add_contact_point(by=SYSTEM, party=whom, details=details, at=NOON)
    given = letters.LetterDetails(parties=(whom,), subject=CANARY, text=CANARY)
    made = letters.write_letter(by=author, details=given, at=NOON)
    letters.send_letter(by=author, letter=made, at=NOON)
    later = NOON + timedelta(minutes=1)
    letters.leave(by=SYSTEM, letter=made, at=later)
    OutMail.objects.update(state="sent", sent_at=later)
    letters.settle(by=SYSTEM, letter=made, at=later)
    return made


def _mailing():
    return mailing_to(CANARY, party(CANARY), _somebody_who_writes())


def _message():
    """Make a mail for everybody's eyes, with the name in its subject and its words."""
    details = stakeholders.ContactDetails("mail", "k@else.example")
    stakeholders.add_contact_point(by=SYSTEM, party=party(CANARY), details=details, at=NOON)
    owner = _somebody()
    accounts.grant(by=SYSTEM, person=owner, role=R.PRACTITIONER, at=NOON)
    raw = letter(1, sender="k@else.example", subject=CANARY, text=CANARY)
    way = arrivals.Way(source="test", owner_id=owner.pk, sight="everyone")
    arrivals.take_in(by=SYSTEM, letters=[raw], way=way, at=NOON)
    arrivals.file_new(by=SYSTEM, at=NOON)
    return Message.objects.get()


def _segment(name):
    """Make a segment with a member; by a rule where its rule is asked for."""
    rule = {"is_rule": True, "rule": ["name:has:Canary"]} if name.endswith("-rule") else {}
    found = stakeholders.add_segment(by=SYSTEM, name=CANARY, at=NOON, **rule)
    if not rule:
        stakeholders.pick(by=SYSTEM, segment=found, party=party(CANARY), at=NOON)
    member = found.members.first()
    more = {"party_id": member.party_id} if name.endswith("-unpick") else {}
    return {"segment_id": found.pk, **more}


def _place(_name):
    details = stakeholders.PlaceDetails(CANARY, latitude=59.4, longitude=24.7)
    return {"ref": stakeholders.add_place(by=SYSTEM, details=details, at=NOON).ref}


def _stake(name):
    """Give the canary a stake; with a red line or an open round where one is asked for."""
    if name in {"round-open", "round-show", "place", "level", "rate"} | {
        "map",
        "matrix",
        "salience",
    }:
        of = _initiative()
        made = initiatives.open_round(by=SYSTEM, initiative=of, title=CANARY, at=NOON)
        return {"ref": of.ref, **({"round_id": made.pk} if name == "round-show" else {})}
    on = {"by": SYSTEM, "at": NOON}
    [held] = initiatives.take_stakes(initiative=_initiative(), parties=[party(CANARY)], **on)
    given = {"ref": held.initiative.ref, "party": held.party.ref}
    if name == "red-line-drop":
        details = initiatives.RedLineDetails(CANARY)
        given["line_id"] = initiatives.draw_red_line(stake=held, details=details, **on).pk
    return given


def _network(_name):
    """Measure the network of an initiative in which the party of the canary has a stake."""
    made = _initiative()
    initiatives.take_stakes(by=SYSTEM, initiative=made, parties=[party(CANARY)], at=NOON)
    networks.measure(by=SYSTEM, initiative=made, at=NOON)
    return {"ref": made.ref}


def _aim(name):
    """Say that the canary's initiative serves an aim."""
    on = {"by": SYSTEM, "at": NOON}
    aim = alignment.add_aim(words=CANARY, **on)
    of = initiatives.add_initiative(details=initiatives.InitiativeDetails(CANARY), **on)
    service = alignment.serve(initiative=of, aim=aim, words=CANARY, **on)
    return {"pk": service.pk if name == "service-drop" else aim.pk}


def _want(name):
    """Say what the canary's segment wants; one of its members is to be asked."""
    on = {"by": SYSTEM, "at": NOON}
    made = stakeholders.add_segment(name=CANARY, **on)
    details = wants.FocusDetails(_somebody().pk, CANARY)
    focus = wants.focus_on(segment=made, details=details, **on)
    if name in {"replace", "confirm", "withdraw"}:
        details = wants.WantDetails(CANARY, CANARY)
        return {"pk": wants.state_want(focus=focus, details=details, **on).pk}
    return {"pk": focus.pk, **({"ref": party(CANARY).ref} if name == "ask" else {})}


def _growth(name):
    """Give the canary a profile that nobody else was named for: all others find nothing."""
    whose = _somebody()
    accounts.grant(by=SYSTEM, person=whose, role=R.LEAD, at=NOON)
    whose = User.objects.get(pk=whose.pk)
    on = {"by": whose, "at": NOON}
    profile = growth.aim(level=4, **on)
    step = growth.plan_step(profile=profile, details=growth.StepDetails(CANARY), **on)
    details = growth.ItemDetails("carry_out_plans", CANARY, NOON.date())
    item = growth.add_item(profile=profile, details=details, **on)
    named = growth.name_companion(
        profile=profile, person=accounts.add_person(
            by=SYSTEM, email="mentor@example.org", name="Mentor", at=NOON
        ), part="mentor", **on,
    )  # fmt: skip
    if name in {"of", "judge"}:
        return {"person_id": whose.pk}
    found = {"item": item, "step": step, "companion": named}[name.partition("-")[0]]
    return {"pk": found.pk}


def _escalation(name):
    """Let what is asked about the canary lie with somebody who decides."""
    on = {"by": SYSTEM, "at": NOON}
    somebody = _somebody()
    accounts.grant(person=somebody, role=R.EXECUTIVE, **on)
    step = escalations.set_step(person=somebody, level=7, hours=24, **on)
    if name == "step-drop":
        return {"pk": step.pk}
    bundle = escalations.Bundle(CANARY, CANARY)
    made = escalations.raise_escalation(party=party(CANARY), bundle=bundle, **on)
    return {"ref": made.ref}


def _conduct(name):
    """Let the canary be in a hard talk, with what came of it."""
    on, noon = {"by": SYSTEM, "at": NOON}, NOON.date()
    somebody, whom = _somebody(), party(CANARY)
    talk = engagement.log_interaction(parties=[whom], details=engagement.TalkDetails(CANARY), **on)
    details = conduct.IncidentDetails(
        CANARY, has_accommodation=False, patterns=("demands",), handler_id=somebody.pk
    )
    one = conduct.note_incident(talk=talk, party=whom, details=details, **on)
    if name in {"detail", "debrief", "decide", "second", "read", "arrange"}:
        return {"ref": one.ref}
    if name in {"load-of", "consent-drop", "pin-drop", "relief-end", "card-off"}:
        return {"person_id": somebody.pk} if name == "load-of" else {"pk": 1}
    conduct.decide(incident=one, decision=conduct.Decision(0, "limits"), **on)
    given = conduct.ArrangementDetails(("writing",), CANARY, noon, noon + timedelta(days=90))
    made = conduct.arrange(incident=one, details=given, **on)
    if name == "appeal-judge":
        return {
            "ref": made.ref,
            "pk": conduct.receive_appeal(arrangement=made, words=CANARY, **on).pk,
        }
    return {"ref": made.ref}


def _plan(name):
    """Plan the canary's relationship, with a goal."""
    on = {"by": SYSTEM, "at": NOON}
    span = {"from_date": NOON.date(), "until_date": NOON.date() + timedelta(days=900)}
    details = keyplans.PlanDetails(CANARY, _somebody().pk, **span)
    made = keyplans.open_plan(party=party(CANARY), details=details, **on)
    goal = keyplans.add_goal(plan=made, details=keyplans.GoalDetails(2027, CANARY), **on)
    return {"ref": made.ref, **({"pk": goal.pk} if name == "goal-settle" else {})}


def _policy(name):
    """Lay down how the canary is dealt with; it can be put in force once."""
    on = {"by": SYSTEM, "at": NOON}
    details = governance.PolicyDetails(CANARY, _somebody().pk, NOON.date())
    made = governance.add_policy(initiative=_initiative(), details=details, **on)
    role = governance.add_role(policy=made, name=CANARY, **on)
    duty = governance.add_duty(policy=made, words=CANARY, **on)
    cadence = governance.set_cadence(policy=made, ideal_days=5, most_days=9, **on)
    keys = {"role-drop": role, "duty-assign": duty, "duty-drop": duty, "cadence-drop": cadence}
    if name == "approve":
        governance.drop_duty(duty=duty, **on)
    if name == "excuse":
        return {"ref": made.ref, "party": party(CANARY).ref}
    return {"ref": made.ref, **({"pk": keys[name].pk} if name in keys else {})}


def _strategy(name):
    """Plan contacts with the canary; the second asker finds gone what the first removed."""
    on = {"by": SYSTEM, "at": NOON}
    span = {"from_date": NOON.date(), "until_date": NOON.date() + timedelta(days=900)}
    details = strategies.StrategyDetails(CANARY, _somebody().pk, **span)
    made = strategies.add_strategy(details=details, **on)
    words = strategies.ObjectiveDetails(CANARY)
    objective = strategies.add_objective(strategy=made, details=words, **on)
    activity = strategies.add_activity(
        objective=objective, details=strategies.ActivityDetails(CANARY, **span),
        parties=[party(CANARY)], **on,
    )  # fmt: skip
    paper = strategies.add_deliverable(activity=activity, words=CANARY, due_on=NOON.date(), **on)
    if name != "approve":
        strategies.approve_strategy(strategy=made, **on)
    if name not in {"approve", "activity-start"}:
        strategies.start_activity(activity=activity, **on)
    if name.startswith("touch-"):
        return {"pk": Touch.objects.get(activity=activity).pk}
    more = {
        "objective-settle": objective, "deliverable-settle": paper,
        "pick-drop": Pick.objects.get(activity=activity),
        **dict.fromkeys(
            ("activity", "activity-change", "activity-start", "activity-stop", "address",
             "deliverable-add"), activity,
        ),
    }  # fmt: skip
    return {"ref": made.ref, **({"pk": more[name].pk} if name in more else {})}


def _feedback(name):
    """Give the canary feedback on a need; a draft where it is still to be changed."""
    on = {"by": SYSTEM, "at": NOON}
    need = _need()
    made = feedback.write_feedback(party=need.party, title=CANARY, words=CANARY, **on)
    fact = feedback.add_fact(feedback=made, ref=need.ref, words=CANARY, **on)
    if name in {"detail", "settle", "restate"}:
        feedback.give(feedback=made, **on)
    return {"ref": made.ref, **({"pk": fact.pk} if name == "fact-drop" else {})}


def _pulse(_name):
    """Ask the canary how a talk was for it."""
    of = _talk()
    [whom] = [one.party for one in of.participations.all()]
    on = {"by": SYSTEM, "at": NOON}
    made = pulses.ask(party=whom, about=of.ref, way="in-person", **on)
    return {"ref": made.ref}


def _note(name):
    """Publish what the canary knows, with a question about it."""
    on = {"by": SYSTEM, "at": NOON}
    details = knowledge.NoteDetails("lesson", CANARY, CANARY)
    made = knowledge.write_note(details=details, **on)
    knowledge.publish(note=made, to=knowledge.To("inform"), **on)
    asked = knowledge.ask(note=made, words=CANARY, **on)
    return {"ref": made.ref, **({"pk": asked.pk} if name == "answer" else {})}


def _route(_name):
    """A rule is nobody's secret."""
    details = knowledge.RouteDetails(CANARY, CANARY, "inform", role="lead")
    return {"pk": knowledge.add_route(by=SYSTEM, details=details, at=NOON).pk}


def _tradeoff(name):
    """Weigh what the canary asks for; the second asker finds gone what the first removed."""
    on = {"by": SYSTEM, "at": NOON}
    made = tradeoffs.open_tradeoff(details=tradeoffs.TradeOffDetails(CANARY), **on)
    demand = tradeoffs.add_demand(tradeoff=made, party=party(CANARY), words=CANARY, **on)
    option = tradeoffs.add_option(tradeoff=made, words=CANARY, **on)
    by = tradeoffs.add_criterion(tradeoff=made, words=CANARY, weight=3, **on)
    if name in {"decide", "told"}:
        tradeoffs.measure(option=option, criterion=by, value=3, **on)
    more = {
        "criterion-change": {"pk": by.pk}, "criterion-drop": {"pk": by.pk},
        "measure": {"pk": option.pk, "criterion": by.pk},
        "demand-drop": {"pk": demand.pk}, "option-drop": {"pk": option.pk},
        "decide": {"pk": option.pk}, "weigh": {"pk": option.pk, "demand": demand.pk},
        "told": {"party": demand.party.ref},
    }  # fmt: skip
    if name == "told":
        tradeoffs.weigh(option=option, demand=demand, effect=1, **on)
        tradeoffs.decide(option=option, grounds=CANARY, **on)
    return {"ref": made.ref, **more.get(name, {})}


def _gathered(name):
    """Plan a meeting about the canary, with an item and somebody invited."""
    on = {"by": SYSTEM, "at": NOON}
    chair, _made = User.objects.get_or_create(email="chair@accord.example", name="Chair")
    details = meetings.MeetingDetails(CANARY, NOON, NOON + timedelta(hours=1), chair)
    made = meetings.plan_meeting(details=details, parties=[party(CANARY)], people=[chair], **on)
    item = meetings.add_item(meeting=made, details=meetings.ItemDetails(CANARY), **on)
    asked = made.invitees.order_by("pk").first()
    if name in {"run", "read", "keep", "turn", "finish"}:
        meetings.begin_meeting(meeting=made, **on)
    more = {"pk": item.pk} if name.startswith("item-") and name != "item-add" else {}
    if name in {"address", "answer-for", "uninvite"}:
        more = {"pk": asked.pk}
    return {"ref": made.ref, **more}


def _workshop(name):
    """Lay out the canary's stake; what is said is shown where it is to be taken over."""
    if name in {"list", "open"}:
        return {"ref": _initiative().ref}
    on = {"by": SYSTEM, "at": clock.now()}
    [held] = initiatives.take_stakes(initiative=_initiative(), parties=[party(CANARY)], **on)
    made = workshops.open_workshop(
        initiative=held.initiative, title=CANARY, stakes=[held],
        closes_at=on["at"] + timedelta(hours=1), **on,
    )  # fmt: skip
    return {"pk": made.pk}


# What some addresses of the register need that is no party.
OWN = {
    **{f"stakeholders:{verb}": _place for verb in ("place", "place-change", "place-link")},
    **{
        f"initiatives:{verb}": _stake
        for verb in ("round-open", "round-show", "place", "level", "rate", "map", "matrix", "salience",
                     "stake", "stake-change", "stake-end", "stake-assess", "stake-red-line",
                     "red-line-drop")
    },
    **{
        f"stakeholders:{verb}": _segment
        for verb in ("segment", "segment-rule", "segment-change", "segment-retire",
                     "segment-pick", "segment-unpick")
    },
    **dict.fromkeys(("networks:network", "networks:picture", "networks:measure"), _network),
    **{f"alignment:{verb}": _aim for verb in ("aim-change", "aim-close", "service-drop")},
    **{
        f"wants:{verb}": _want
        for verb in ("detail", "change", "end", "state", "ask", "replace", "confirm", "withdraw")
    },
    **{
        f"growth:{verb}": _growth
        for verb in ("of", "judge", "item", "item-change", "item-offer", "item-withdraw",
                     "item-recall", "item-answer", "step-change", "step-done", "step-drop", "companion-drop")
    },
    **{
        f"escalations:{verb}": _escalation
        for verb in ("detail", "climb", "decide", "answer", "withdraw", "step-drop")
    },
    **{
        f"conduct:{verb}": _conduct
        for verb in ("detail", "debrief", "decide", "second", "read", "arrange", "card-off", "pin-drop",
                     "relief-end", "load-of", "consent-drop", "arrangement", "notice", "told",
                     "review", "end", "appeal", "appeal-judge")
    },
    **{
        f"keyplans:{verb}": _plan
        for verb in ("detail", "change", "goal-add", "goal-settle", "review", "end")
    },
    **{
        f"governance:{verb}": _policy
        for verb in ("detail", "change", "approve", "end", "role-add", "role-drop", "duty-add",
                     "duty-assign", "duty-drop", "channel-rule", "cadence-set", "cadence-drop",
                     "excuse")
    },
    **{
        f"discussions:{verb}": discussions_records.space(CANARY)
        for verb in discussions_records.VERBS
    },
    **{
        f"consultations:{verb}": consultations_records.consultation(CANARY)
        for verb in consultations_records.VERBS
    },
    **{
        f"strategies:{verb}": _strategy
        for verb in ("detail", "change", "approve", "end", "objective-add", "objective-settle",
                     "activity-add", "activity", "activity-change", "activity-start",
                     "activity-stop", "address", "pick-drop", "deliverable-add",
                     "deliverable-settle", "touch-close", "touch-move", "touch-drop")
    },
    **{
        f"feedback:{verb}": _feedback
        for verb in ("detail", "change", "fact-add", "fact-drop", "give", "restate", "settle")
    },
    **{f"pulses:{verb}": _pulse for verb in ("detail", "enter", "withdraw")},
    **{
        f"knowledge:{verb}": _note
        for verb in ("detail", "change", "publish", "amend", "withdraw", "acknowledge", "ask",
                     "answer", "correct", "fit")
    },
    **{f"knowledge:route-{verb}": _route for verb in ("change", "end")},
    **{
        f"tradeoffs:{verb}": _tradeoff
        for verb in ("detail", "change", "demand-add", "demand-drop", "option-add", "option-drop",
                     "weigh", "decide", "reopen", "told", "criterion-add", "criterion-change",
                     "criterion-drop", "measure")
    },
    **{
        f"meetings:{verb}": _gathered
        for verb in (
            "detail", "agenda-paper", "minutes-paper", "change", "invite", "send", "cancel", "close", "series-end",
            "prepare", "item-add", "item-change", "item-up", "item-down", "item-drop", "item-task", "address",
            "answer-for", "uninvite", "begin", "run", "read", "keep", "turn", "finish", "correct", "minutes-send",
        )
    },
    "insights:party": lambda _name: {"ref": party(CANARY).ref},
    "insights:initiative": lambda _name: {"ref": _initiative().ref},
    "insights:strategy": _strategy,
    **{f"workshops:{verb}": _workshop for verb in ("list", "open", "detail", "show", "adopt")},
    **{
        f"tasks:{verb}": _stepped
        for verb in ("item-change", "item-tick", "item-untick", "item-remove", "independ")
    },
    **{
        f"engagement:{verb}": _talked
        for verb in ("point-change", "point-follow-up", "point-settle", "point-reopen",
                     "point-strike", "mark-remove")
    },
    **dict.fromkeys(("letters:template-change", "letters:template-drop"), _template),
    "letters:disallow": _allowance,
    **dict.fromkeys(("ties:change", "ties:end", "ties:remove"), _tie),
}  # fmt: skip


MAKERS = {
    "stakeholders": lambda: party(CANARY),
    "home": lambda: party(CANARY),
    "coverage": _initiative,
    "health": lambda: party(CANARY),
    "promises": _promise,
    "needs": _need,
    "tasks": _task,
    "initiatives": _initiative,
    "engagement": _talk,
    "correspondence": _message,
    "letters": _letter,
    "mailings": _mailing,
}


def of_person(name):
    who = _somebody()
    accounts.grant(by=SYSTEM, person=who, role=R.VIEWER, at=NOON)
    if name == "admin:grant-withdraw":
        return {"person_id": who.pk, "grant_id": Grant.objects.get(person=who).pk}, CANARY
    return {"person_id": User.objects.get(name=CANARY).pk}, CANARY
