"""What points at a party is told in its whole file and known to its erasure."""

from django.apps import apps

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import held, moving
from accord.foundation.journal.mentions import MARK, text_columns
from tests.conftest import NOON

# Columns that stay as they are, each with the reason.
LEFT = {
    "stakeholders.party.parent": "points at the group above; the erased party's own is emptied",
    "stakeholders.groupmember.group": "the membership is that of the other party",
    "engagement.participation.party": "that somebody took part is counted",
}


def test_every_row_that_points_at_a_party_is_held():
    known = {
        f"{item.model._meta.label_lower}.{item.column.removesuffix('_id')}"
        for item in held
        if item.find is None
    }
    pointing = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Party
    }
    assert sorted(pointing - known - LEFT.keys()) == []
    assert sorted((known | LEFT.keys()) - pointing) == []


def test_every_row_that_points_at_a_party_follows_it_into_another():
    known = {
        f"{item.model._meta.label_lower}.{item.column.removesuffix('_id')}"
        for item in moving
        if not item.kind
    }
    pointing = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.related_model is Party
        and not getattr(model, "derived", False)
    }
    assert known == pointing


# What a row that stays says without anybody's words; an affiliation's are those of the other end.
NEUTRAL = {
    "ref", "verb", "subject_type", "subject_ref", "channel",
    "question", "questions",  # by their key
    "markers", "patterns", "response", "kinds",  # chosen from lists
    "token",  # random; another one once the party is erased
}  # fmt: skip
OTHERS = {"stakeholders.affiliation"}
# Depends on who else took part, or keeps a digest; proved in their own tests.
BY_CASE = {"engagement.interaction", "correspondence.message", "arrivals.arrival", "letters.letter"}


def test_what_stays_of_a_row_has_no_word_that_people_wrote():
    wrong = {}
    for item in held:
        label = item.model._meta.label_lower
        if item.becomes is None or label in OTHERS | BY_CASE:
            continue
        written = set(text_columns(item.model)) - NEUTRAL
        left = item.becomes(item.model(), NOON)
        kept = {name for name in written if left.get(name, "kept") not in ("", MARK, {})}
        if kept:
            wrong[label] = kept
    assert wrong == {}
