"""What people do in a register, as steps that any history can be made of."""

from datetime import timedelta

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.engagement.queries import FoundNeed
from accord.features.initiatives import actions as initiatives
from accord.features.initiatives.models import Initiative
from accord.features.needs import actions as needs
from accord.features.needs.models import Need
from accord.features.promises import actions as promises
from accord.features.promises.models import Promise
from accord.features.stakeholders import actions as register
from accord.features.stakeholders.models import (
    Affiliation,
    Category,
    ConsentPurpose,
    ContactPoint,
    Merge,
    Party,
    Place,
    Segment,
    Topic,
)
from accord.features.tasks import actions as tasks
from accord.features.tasks.models import Task
from accord.foundation.accounts.models import User
from accord.foundation.fields.actions import add_tag
from accord.foundation.fields.models import Tag
from accord.foundation.kernel.errors import Refusal


class Step:
    """One thing somebody does: ``pick`` and ``other`` choose whom it is about."""

    def __init__(self, by, at, pick, other, word):
        self.by, self.at, self.pick, self.other, self.word = by, at, pick, other, word

    def one(self, model, place=0, **narrow):
        """Give one of what there is, or none."""
        keys = list(model.objects.filter(**narrow).order_by("id").values_list("pk", flat=True))
        which = self.other if place else self.pick
        return model.objects.get(pk=keys[which % len(keys)]) if keys else None

    @property
    def usual(self):
        return {"by": self.by, "at": self.at}


def add_party(step):
    kind = ("person", "organisation", "group")[step.pick % 3]
    points = [register.ContactDetails("mail", f"p{step.other}@example.org")] * (step.pick % 2)
    details = register.PartyDetails(kind, step.word, more={"tier": "key"} if step.other else {})
    register.add_party(details=details, points=points, **step.usual)


def change_party(step):
    party = step.one(Party)
    fields = {"name": step.word, "summary": f"of {step.other}", "language": "pl"}
    chosen = dict(list(fields.items())[step.other % 3 :])
    register.change_party(party=party, **chosen, **step.usual)


def retire_or_return(step):
    party = step.one(Party)
    if party.is_active:
        register.retire_party(party=party, reason=step.word, **step.usual)
    else:
        register.reactivate_party(party=party, **step.usual)


def keep_note(step):
    readers = [step.by] if step.other % 2 else []
    visibility = "named" if readers else "everyone"
    register.keep_note(
        party=step.one(Party), text=step.word, visibility=visibility, readers=readers, **step.usual
    )


def reach(step):
    party, point = step.one(Party), step.one(ContactPoint, 1)
    if point is None or step.other % 3 == 0:
        details = register.ContactDetails("phone", f"+3725550{step.pick}{step.other}00")
        register.add_contact_point(party=party, details=details, **step.usual)
    elif step.other % 3 == 1:
        register.change_contact_point(point=point, label=step.word, **step.usual)
    else:
        register.remove_fact(row=point, **step.usual)


def call(step):
    party = step.one(Party)
    if step.other % 2:
        register.add_name(party=party, kind="alias", text=step.word, **step.usual)
    else:
        register.add_identifier(party=party, scheme="x", value=str(step.other), **step.usual)


def employ(step):
    person = step.one(Party, kind="person")
    house = step.one(Party, 1, kind="organisation")
    held = step.one(Affiliation, 1)
    if step.other % 3 == 2 and held:
        register.remove_fact(row=held, **step.usual)
    elif person and house:
        post = register.Post(house, post=step.word)
        act = (register.add_affiliation, register.move_person)[step.other % 2]
        act(person=person, post=post, **step.usual)


def group(step):
    found = step.one(Party, kind="group")
    if found:
        register.add_to_group(group=found, party=step.one(Party, 1), **step.usual)


def place(step):
    found = step.one(Place, 1)
    if found is None or step.other % 3 == 0:
        details = register.PlaceDetails(step.word, latitude=59.4, longitude=24.7 + step.other)
        register.add_place(details=details, **step.usual)
    else:
        register.link_place(party=step.one(Party), place=found, role="owner", **step.usual)


def own(step):
    party, colleague = step.one(Party), step.one(User, 1)
    if step.other % 4 == 3:
        register.follow(party=party, **step.usual)
    elif step.other % 4 == 2:
        register.restrict(party=party, visibility="named", readers=[step.by], **step.usual)
    elif step.other % 4 == 1:
        register.set_deputy(party=party, deputy=colleague, **step.usual)
    else:
        register.hand_over(party=party, to=colleague, words=step.word, **step.usual)


def say_yes_or_no(step):
    purpose = step.one(ConsentPurpose) or register.add_consent_purpose(name="News", **step.usual)
    state = ("given", "refused", "withdrawn")[step.other % 3]
    register.record_consent(
        party=step.one(Party), purpose=purpose, state=state, source="by phone", **step.usual
    )


def sort(step):
    party = step.one(Party)
    topic = step.one(Topic)
    segment = step.one(Segment)
    if step.other % 3 == 0 or topic is None or segment is None:
        name = f"{step.word[:20].strip()} {step.pick}"
        act = (register.add_topic, register.add_segment, register.add_category)[step.pick % 3]
        act(name=name, **step.usual)
    elif step.other % 3 == 1:
        register.set_topics(party=party, topics=[topic], **step.usual)
    else:
        register.pick(segment=segment, party=party, **step.usual)


def many(step):
    keys = list(Party.objects.order_by("id").values_list("pk", flat=True))[: 1 + step.pick]
    category = step.one(Category)
    tag = step.one(Tag) or add_tag(by=step.by, name="farmers", at=step.at)
    changes = [
        register.BulkChange("tag", tag.pk), register.BulkChange("untag", tag.pk),
        register.BulkChange("owner", step.one(User, 1).pk), register.BulkChange("tier", "key"),
        register.BulkChange("category", category.pk if category else None),
        register.BulkChange("retire", words=step.word),
    ]  # fmt: skip
    what = changes[step.other % len(changes)]
    register.change_parties(keys=keys, what=what, **step.usual)


def need(step):
    found = step.one(Need, 1)
    if found is None or step.other % 3 == 0:
        needs.hear_need(party=step.one(Party), words=step.word, **step.usual)
    elif step.other % 3 == 1:
        needs.judge_need(need=found, state="met", why=step.word, **step.usual)
    else:
        needs.reword_need(need=found, words=step.word, **step.usual)


def promise(step):
    found = step.one(Promise, 1)
    due = step.at + timedelta(days=step.other)
    if found is None or step.other % 3 == 0:
        details = promises.PromiseDetails(step.word, owner_id=step.by.pk, due_at=due)
        promises.make_promise(party=step.one(Party), details=details, **step.usual)
        return
    acts = [
        lambda: promises.keep_promise(promise=found, **step.usual),
        lambda: promises.break_promise(promise=found, why=step.word, **step.usual),
        lambda: promises.release_promise(promise=found, why=step.word, **step.usual),
        lambda: promises.reopen_promise(promise=found, why=step.word, **step.usual),
        lambda: promises.move_promise(promise=found, due_at=due, why=step.word, **step.usual),
        lambda: promises.change_promise(promise=found, words=step.word, **step.usual),
        lambda: promises.snooze_promise(
            promise=found, until=(step.at + timedelta(days=1)).date(), reason="x", **step.usual
        ),
    ]
    acts[step.pick % len(acts)]()


def task(step):
    found = step.one(Task, 1)
    if found is None or step.other % 3 == 0:
        details = tasks.TaskDetails(step.word, step.by.pk, party=step.one(Party))
        tasks.add_task(details=details, **step.usual)
        return
    acts = [
        lambda: tasks.finish_task(task=found, **step.usual),
        lambda: tasks.drop_task(task=found, reason=step.word, **step.usual),
        lambda: tasks.reopen_task(task=found, **step.usual),
        lambda: tasks.change_task(task=found, title=step.word, **step.usual),
        lambda: tasks.hand_over_task(task=found, to=step.one(User), words="x", **step.usual),
    ]
    acts[step.pick % len(acts)]()


def talk(step):
    details = TalkDetails(
        step.word, mood=step.other % 3 - 1, needs=(FoundNeed("Quiet nights"),) * (step.pick % 2),
        promises=(promises.PromiseDetails("A plan", owner_id=step.by.pk),) * (step.other % 2),
    )  # fmt: skip
    both = {party.pk: party for party in (step.one(Party), step.one(Party, 1))}
    log_interaction(parties=list(both.values()), details=details, **step.usual)


def initiative(step):
    found = step.one(Initiative)
    details = initiatives.InitiativeDetails(step.word)
    if found is None or step.other % 3 == 0:
        initiatives.add_initiative(details=details, **step.usual)
    elif step.other % 3 == 1:
        initiatives.change_initiative(initiative=found, details=details, **step.usual)
    else:
        initiatives.close_initiative(initiative=found, **step.usual)


def merge(step):
    merged = step.one(Party, 1)
    alike = Party.objects.filter(kind=merged.kind).exclude(pk=merged.pk).order_by("id")
    if alike:
        survivor = list(alike)[step.pick % len(alike)]
        take = ("name", "owner_id", "tier")[: step.other % 4]
        register.merge_parties(survivor=survivor, merged=merged, take=take, **step.usual)


def part(step):
    found = step.one(Merge)
    if found:
        register.unmerge(merge=found, **step.usual)


def apart(step):
    first, second = step.one(Party), step.one(Party, 1)
    if first.pk != second.pk:
        register.tell_apart(first=first, second=second, **step.usual)


STEPS = (
    add_party, change_party, retire_or_return, keep_note, reach, call, employ, group, place, own,
    say_yes_or_no, sort, many, need, promise, task, talk, initiative,
    merge, part, apart,
)  # fmt: skip


def take(step, act):
    """Do it; what the register refuses is no part of the history."""
    try:
        act(step)
    except Refusal:
        return False
    return True
