"""All that is ours alone, of one stakeholder whom we write to and of another who must not be named.

Every word of it is marked, so that a reader outside who finds one tells where it came from.
"""

from dataclasses import dataclass
from datetime import timedelta

from accord.features.conduct import actions as conduct
from accord.features.correspondence.models import Message
from accord.features.engagement import actions as engagement
from accord.features.engagement.policies import ATTACH
from accord.features.escalations import actions as escalations
from accord.features.feedback import actions as feedback
from accord.features.initiatives import actions as initiatives
from accord.features.initiatives.models import Initiative, Stake
from accord.features.keyplans import actions as keyplans
from accord.features.knowledge import actions as knowledge
from accord.features.letters import actions as letters
from accord.features.needs.actions import hear_need
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.stakeholders import actions as register
from accord.features.stakeholders.models import Party
from accord.features.tasks.actions import TaskDetails, add_task
from accord.features.tradeoffs import actions as tradeoffs
from accord.foundation.accounts.actions import grant
from accord.foundation.accounts.models import User
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.files.actions import attach
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.arrivals.letters import letter as incoming
from tests.leaks.reading import marked
from tests.letters.conftest import reachable


@dataclass(frozen=True)
class World:
    """Who writes, who is written to, who must not be named; and where one can begin a letter."""

    me: User
    boss: User
    bea: User
    mari: Party
    jaan: Party
    hidden: Party
    initiative: Initiative
    stake: Stake
    talk: object
    refs: tuple[str, ...]


def build(me, person, at):
    """Tell of Mari all that she may not read, and of Jaan, whom she may not even hear of."""
    on = {"by": SYSTEM, "at": at}
    boss = person(Role.MANAGER, name=marked("colleague"), title=marked("post"))
    bea = person(Role.MANAGER, name="Bea Boss", title="Director")
    mari = reachable("Mari Mägi", "mari@example.org", at)
    home = register.ContactDetails("postal", "Street 1, 12345 Town")
    register.add_contact_point(party=mari, details=home, **on)
    jaan = reachable(marked("other"), f"{marked('address')}@else.org", at)
    hidden = reachable(marked("hidden"), "hidden@else.org", at, visibility="named", owner_id=me.pk)
    _known(mari, me, at)
    talk = _talked(mari, jaan, hidden, me, at)
    promise = make_promise(
        party=mari, details=PromiseDetails(marked("promise"), owner_id=me.pk), **on
    )
    secret = PromiseDetails(marked("secretpromise"), owner_id=me.pk, visibility="named")
    make_promise(party=mari, details=secret, **on)
    need = hear_need(party=mari, words=marked("need"), **on)
    task = add_task(details=TaskDetails(marked("task"), owner_id=me.pk, party=mari), **on)
    initiative = initiatives.add_initiative(details=initiatives.InitiativeDetails("The dam"), **on)
    stakes = initiatives.take_stakes(initiative=initiative, parties=[mari, jaan, hidden], **on)
    _judged(stakes[0], me, boss, at)
    refs = [mari, talk, promise, need, task, initiative, *_weighed(mari, me, at), _mailed(me, at)]
    _hard(talk, mari, me, at)
    return World(
        me,
        boss,
        bea,
        mari,
        jaan,
        hidden,
        initiative,
        stakes[0],
        talk,
        tuple(one.ref for one in refs),
    )


def _known(mari, me, at):
    on = {"by": SYSTEM, "at": at}
    inside = {name: marked(name) for name in ("summary", "headline", "purpose", "accessibility")}
    register.change_party(party=mari, is_sensitive=True, **inside, **on)
    register.keep_note(party=mari, text=marked("note"), **on)
    register.keep_note(by=me, party=mari, text=marked("ownnote"), visibility="named", at=at)
    purpose = register.add_consent_purpose(name="Newsletter", **on)
    register.record_consent(
        party=mari, purpose=purpose, state="given", source=marked("source"), **on
    )
    register.change_party(by=me, party=mari, headline=marked("undone"), at=at)
    undo(by=me, entry_id=last_entry_id(), at=at)


def _talked(mari, jaan, hidden, me, at):
    on = {"by": SYSTEM, "at": at}
    details = engagement.TalkDetails(
        marked("talk"), direction="in", mood=-1, points=(("The gate", True),)
    )
    talk = engagement.log_interaction(parties=[mari, jaan, hidden], details=details, **on)
    attach(subject=talk, rule=ATTACH, name=f"{marked('file')}.txt", body=b"minutes", **on)
    details = engagement.TalkDetails(
        marked("secrettalk"), visibility="named", reader_ids=(me.pk,),
        points=((marked("point"), True),),
    )  # fmt: skip
    engagement.log_interaction(parties=[mari], details=details, **on)
    return talk


def _judged(stake, me, boss, at):
    said = initiatives.Said({"power": 20}, reason=marked("assessment"))
    initiatives.assess(by=me, stake=stake, what=said, at=at)
    line = initiatives.RedLineDetails(marked("redline"))
    initiatives.draw_red_line(by=SYSTEM, stake=stake, details=line, at=at)
    note = knowledge.NoteDetails("lesson", marked("lesson"), marked("lesson"))
    knowledge.publish(
        by=SYSTEM, at=at, to=knowledge.To("inform"),
        note=knowledge.write_note(by=SYSTEM, details=note, at=at),
    )  # fmt: skip
    feedback.write_feedback(
        by=boss, person=me, title=marked("feedback"), words=marked("feedback"), at=at
    )
    theirs = letters.TemplateDetails(name=marked("template"), text=marked("template"))
    letters.keep_template(by=boss, details=theirs, at=at)
    letters.sign(by=boss, language="en", text=marked("signature"), at=at)


def _weighed(mari, me, at):
    on = {"by": SYSTEM, "at": at}
    grant(person=me, role=Role.EXECUTIVE, **on)
    escalations.set_step(person=me, level=7, hours=24, **on)
    bundle = escalations.Bundle(marked("escalation"), marked("escalation"))
    span = {"from_date": at.date(), "until_date": at.date() + timedelta(days=900)}
    details = keyplans.PlanDetails(marked("ambition"), me.pk, **span)
    weighed = tradeoffs.open_tradeoff(details=tradeoffs.TradeOffDetails(marked("weighed")), **on)
    tradeoffs.add_demand(tradeoff=weighed, party=mari, words=marked("demand"), **on)
    return (
        escalations.raise_escalation(party=mari, bundle=bundle, **on),
        keyplans.open_plan(party=mari, details=details, **on),
    )


def _mailed(me, at):
    """File what a colleague wrote to a colleague of Mari, from a machine with a name."""
    way = arrivals.Way(source=marked("mailbox"), owner_id=me.pk, sight="everyone")
    raw = incoming(
        marked("machine"), sender=f"{marked('desk')} <other@else.org>", to=me.email,
        subject=marked("subject"), text=marked("mail"),
        more=f"References: <first@{marked('host')}.inside>\nCc: x@{marked('cc')}.example\n",
    )  # fmt: skip
    arrivals.take_in(by=me, letters=[raw], way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)
    mail = Message.objects.get()
    mari = Party.objects.get(name="Mari Mägi")
    details = engagement.TalkDetails(marked("filed"), channel="mail")
    talk = engagement.log_interaction(by=SYSTEM, parties=[mari], details=details, at=at)
    Message.objects.filter(pk=mail.pk).update(interaction=talk, state="filed")
    return mail


def _hard(talk, mari, me, at):
    on = {"by": SYSTEM, "at": at}
    card = conduct.CardDetails(marked("card"), marked("card"), marked("card"), marked("card"))
    conduct.word_card(key="salami", details=card, **on)
    conduct.put_card(by=me, talk=talk, key="salami", at=at)
    hard = conduct.IncidentDetails(
        marked("incident"), has_accommodation=False, patterns=("demands",),
        taken=marked("taken"), handler_id=me.pk,
    )  # fmt: skip
    conduct.note_incident(talk=talk, party=mari, details=hard, **on)
