"""Every way by which words of ours come to a reader outside: by mail, on pages, on paper."""

from datetime import timedelta
from types import SimpleNamespace

from django.urls import reverse

from accord.features.consultations import actions as consultations
from accord.features.consultations.models import Consulted
from accord.features.discussions import actions as discussions
from accord.features.discussions import queries as spaces
from accord.features.discussions.models import Member
from accord.features.feedback import actions as feedback
from accord.features.feedback import queries as notes
from accord.features.letters import actions as letters
from accord.features.letters.models import Letter
from accord.features.letters.queries import FIELDS, origin_of
from accord.features.mailings import actions as mailings
from accord.features.mailings import queries as copies
from accord.features.mailings.models import Recipient
from accord.features.meetings import actions as meetings
from accord.features.meetings import queries as invited
from accord.features.meetings.models import Invitee
from accord.features.needs.models import Need
from accord.features.pulses import actions as pulses
from accord.features.pulses import queries as asked
from accord.features.pulses.models import Pulse
from accord.features.stakeholders import actions as register
from accord.features.stakeholders.models import ConsentPurpose
from accord.features.workshops import actions as workshops
from accord.features.workshops import queries as laid
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from tests.leaks.reading import marked
from tests.letters.conftest import leave

DAY = timedelta(days=1)


def letter(world, made):
    """Answer a mail she was not in, in a colleague's name; said first otherwise, held, sent back."""
    at = clock.now()
    letters.allow(by=world.bea, colleague=world.me, at=at)
    letters.sign(by=world.bea, language="en", text="The office", at=at)
    mail = world.refs[-1]
    name(world)
    wrong = letters.LetterDetails(
        parties=(world.mari,), subject=marked("draft"), text=marked("draft"), about=mail,
        answers=origin_of(world.me, mail).answers,
    )  # fmt: skip
    one = letters.write_letter(by=world.me, details=wrong, at=at)
    given = letters.LetterDetails(
        parties=(world.mari, world.jaan), subject="Water", text=" ".join(f"{{{{ {name} }}}}" for name in FIELDS),
        reader=world.boss, sender=world.bea,
    )  # fmt: skip
    letters.rewrite_letter(by=world.me, letter=one, details=given, at=at)
    letters.send_letter(by=world.me, letter=one, at=at)
    letters.send_back(by=world.boss, letter=one, words=marked("reader"), at=at)
    letters.send_letter(by=world.me, letter=one, at=at)
    letters.agree(by=world.boss, letter=one, at=at)
    Letter.objects.update(send_at=at)
    leave()
    made.letter = one


def name(world):
    """Tell of each what the fields of letters ask for."""
    for party in (world.mari, world.jaan):
        register.change_party(
            by=SYSTEM, party=party, at=clock.now(), salutation="Dear", honorific="Ms",
            given_name="Given", family_name="Family",
        )  # fmt: skip


def mailing(world, made):
    """Send one to a segment, of whom none is told of another."""
    at = clock.now()
    template = letters.TemplateDetails(
        name=marked("template"), purpose=marked("purpose"), scope="everyone", subject="The valve",
        text="{{ party.name }} {{ organisation }} {{ today }}",
    )  # fmt: skip
    segment = register.add_segment(by=SYSTEM, name=marked("segment"), needs=marked("wants"), at=at)
    for one in (world.mari, world.jaan):
        register.pick(by=SYSTEM, segment=segment, party=one, at=at)
    details = mailings.MailingDetails(
        title=marked("mailing"), purpose=ConsentPurpose.objects.get(), segments=(segment,),
        template=letters.keep_template(by=world.me, details=template, at=at),
    )  # fmt: skip
    made.mailing = mailings.write_mailing(by=world.me, details=details, at=at)
    mailings.check_mailing(by=world.me, mailing=made.mailing, at=at)
    mailings.try_mailing(by=world.me, mailing=made.mailing, at=at)
    mailings.begin_mailing(by=world.me, mailing=made.mailing, at=at)
    work(4, "mail")


def consultation(world, made):
    """Ask and tell, with what others said, and what we think of it, beside."""
    at = clock.now()
    on = {"by": world.me, "at": at}
    details = consultations.ConsultationDetails(
        owner_id=world.me.pk, question="Where shall it go?", background="It leaks.",
        level="consult", closes_at=at + DAY, is_listed=True,
    )  # fmt: skip
    one = consultations.draft_consultation(initiative=world.initiative, details=details, **on)
    north = consultations.add_option(consultation=one, words="North", **on)
    for party in (world.mari, world.jaan):
        consultations.assess_impact(
            option=north, party=party, direction=-1, size=4, grounds=marked("grounds"), **on
        )
    consultations.open_consultation(consultation=one, **on)
    consultations.ask_parties(consultation=one, parties=[world.mari], by_mail=True, **on)
    [row, *_more] = consultations.ask_parties(
        consultation=one, parties=[world.jaan, world.hidden], **on
    )
    consultations.answer_by_link(
        by=SYSTEM, row=row, what=consultations.Said(marked("answer"), {north.pk: "for"}), at=at
    )
    stranger = consultations.Stranger(
        marked("stranger"), f"{marked('mail')}@else.org", has_agreed=True
    )
    consultations.answer_in_public(
        by=SYSTEM, consultation=one, who=stranger, what=consultations.Said(marked("said")), at=at
    )
    consultations.set_answer_aside(answer=one.answers.last(), why=marked("aside"), **on)
    on["at"] = at + timedelta(minutes=1)
    consultations.close_consultation(consultation=one, **on)
    consultations.decide_outcome(consultation=one, outcome="North", **on)
    left_out = Consulted.objects.get(party=world.hidden)
    consultations.excuse_telling(row=left_out, why=marked("excuse"), **on)
    consultations.mail_outcome(consultation=one, **on)
    work()
    made.consultation = one
    made.asked = Consulted.objects.get(party=world.mari)


def discussion(world, made):
    """Talk in a space in which one is hidden, one waits, one is reported, one was taken back."""
    at = clock.now()
    on = {"by": world.me, "at": at}
    details = discussions.SpaceDetails("The meadow", world.me.pk, "Be kind")
    space = discussions.open_space(initiative=world.initiative, details=details, **on)
    [mari] = discussions.invite_members(space=space, parties=[world.mari], by_mail=True, **on)
    [jaan] = discussions.invite_members(space=space, parties=[world.jaan], **on)
    ours = {"by": SYSTEM, "at": at}
    discussions.join(member=mari, name="M.", wants_digest=True, **ours)
    discussions.join(member=jaan, name="J.", **ours)
    say = [
        discussions.contribute(member=jaan, text=words, **ours)
        for words in ("Good", marked("hidden"), marked("waits"))
    ]
    later = {"by": world.me, "at": at + timedelta(minutes=1)}
    discussions.show_post(post=say[0], **later)
    discussions.report_post(by=SYSTEM, member=mari, post=say[0], words="Rude", at=at)
    discussions.hide_post(post=say[1], why=marked("why"), **later)
    discussions.say_as_us(by=world.boss, space=space, text="We raise it", at=later["at"])
    discussions.send_digests(by=SYSTEM, at=at + DAY)
    work()
    made.member = Member.objects.get(party=world.mari)
    made.post = say[0]


def pulse(world, made):
    """Ask her how a talk was that she may not read about."""
    pulses.ask(by=world.me, party=world.mari, about=world.talk.ref, way="link", at=clock.now())
    work()
    made.pulse = Pulse.objects.get()


def meeting(world, made):
    """Invite, move, minute and call off, with lines for inside and proposals of others."""
    at = clock.now()
    on = {"by": world.me, "at": at}
    details = meetings.MeetingDetails(
        "The lane", at + DAY, at + DAY + timedelta(hours=1), world.me, purpose="To agree",
        place="Hall",
    )  # fmt: skip
    one = meetings.plan_meeting(
        details=details, parties=[world.mari, world.jaan, world.hidden], people=[world.boss], **on
    )
    ticked = [item for item in invited.proposals_for(world.me, one) if item.is_between_us]
    meetings.take_up(meeting=one, proposals=ticked, **on)
    meetings.add_item(meeting=one, details=meetings.ItemDetails("The fence"), **on)
    other = Invitee.objects.get(party=world.jaan)
    meetings.propose_item(by=SYSTEM, invitee=other, title=marked("proposed"), at=at)
    meetings.send_invitations(meeting=one, **on)
    meetings.answer_invitation(
        by=SYSTEM, invitee=other, answer="no", words=marked("absent"), needs=marked("ramp"), at=at
    )
    work()
    meetings.begin_meeting(meeting=one, **on)
    minutes = f"We decided to close the lane\n// {marked('inside')}\n"
    meetings.take_minutes(meeting=one, notes=minutes, **on)
    meetings.finish_meeting(meeting=one, absent=[], **on)
    meetings.send_minutes(meeting=one, **on)
    work()
    made.meeting = one
    off = meetings.plan_meeting(details=details, parties=[world.mari], people=[world.boss], **on)
    meetings.send_invitations(meeting=off, **on)
    meetings.cancel_meeting(meeting=off, why="Snow", **on)
    work()
    made.invitee = Invitee.objects.get(meeting=one, party=world.mari)


def feedback_link(world, made):
    """Give her feedback that rests on a need in other words."""
    on = {"by": world.me, "at": clock.now()}
    one = feedback.write_feedback(party=world.mari, title="The talks", words="They helped", **on)
    feedback.add_fact(feedback=one, ref=Need.objects.get().ref, words="You asked", **on)
    made.feedback = feedback.give(feedback=one, **on)


def workshop(world, made):
    """Lay out her stake, and one of somebody who is hidden since."""
    at = clock.now()
    stakes = list(world.initiative.stakes.exclude(party=world.jaan).order_by("pk"))
    made.workshop = workshops.open_workshop(
        by=world.me, initiative=world.initiative, title="Who counts", stakes=stakes, at=at,
        closes_at=at + DAY,
    )  # fmt: skip
    workshops.join(by=SYSTEM, workshop=made.workshop, name=marked("guest"), at=at)


# For each kind of mail that is read outside, what lets one leave; a kind that is new fails here.
MAILS = {
    "letter": letter, "mailing": mailing, "consultations.asked": consultation,
    "consultations.told": consultation, "discussions.invited": discussion,
    "discussions.news": discussion, "pulses.asking": pulse, "meetings.invitation": meeting,
    "meetings.cancellation": meeting, "meetings.minutes": meeting,
}  # fmt: skip
OTHERS = (feedback_link, workshop)


def go(world):
    """Go every way once; gives what is needed to find the pages behind the links."""
    made = SimpleNamespace()
    for way in (*dict.fromkeys(MAILS.values()), *OTHERS):
        way(world, made)
    return made


def work(turns=1, name="mail."):
    """Let the worker do what waits, as if the time for it had come."""
    for _turn in range(turns):
        Job.objects.filter(state="waiting", name__startswith=name).update(run_at=clock.now())
        drain()


def pages(made):
    """Give the address of every page that opens without signing in, with the link of Mari."""
    member = {"token": made.member.token}
    answer = {"token": invited.token_of(made.invitee)}
    judged = {"token": invited.minutes_token(made.invitee)}
    line = invited.lines_of(made.meeting)[0]
    hidden_line = invited.lines_of(made.meeting)[-1]
    given = {
        "pulses:read": {"token": asked.token_of(made.pulse)},
        "workshops:take-part": {"token": laid.token_of(made.workshop)},
        "workshops:put": {"token": laid.token_of(made.workshop), "card_id": 1},
        "feedback:read": {"token": notes.token_of(made.feedback)},
        **{f"discussions:{verb}": member for verb in ("mine", "rename", "say", "digest", "leave")},
        "discussions:report": {**member, "pk": made.post.pk},
        "discussions:stop": {"token": spaces.stop_token_of(made.member)},
        "consultations:public": {"token": made.consultation.token},
        "consultations:mine": {"token": made.asked.token},
        "mailings:stop": {"token": copies.token_of(Recipient.objects.get(party=made.member.party))},
        **{f"meetings:{verb}": answer for verb in ("answer", "propose", "answer-calendar")},
        **{f"meetings:{verb}": judged for verb in ("judge", "confirm-all")},
        "meetings:judge-line": {**judged, "pk": line.pk},
    }  # fmt: skip
    found = {name: reverse(name, kwargs=kwargs) for name, kwargs in given.items()}
    inside = reverse("meetings:judge-line", kwargs={**judged, "pk": hidden_line.pk})
    return found, inside
