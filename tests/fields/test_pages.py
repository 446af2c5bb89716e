"""The pages where fields, tags and categories are governed."""

import pytest

from accord.features.stakeholders.models import Category
from accord.foundation.fields import queries
from accord.foundation.fields.models import Field, Tag, TagSynonym
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel.roles import Role
from tests.factories.fields import PARTY, field, tag

pytestmark = pytest.mark.django_db
NEW = {
    "applies_to": PARTY, "kind": "choice", "label_en": "Water source", "label_et": "Veeallikas",
    "choices": "Own well | | Oma kaev\nRiver\n\n", "is_filterable": "on", "hint": "",
}  # fmt: skip


@pytest.fixture
def lead(as_role):
    return as_role(Role.LEAD)


def text(answer):
    return answer.content.decode()


def test_a_field_is_added_changed_moved_put_away_and_taken_back(lead):
    assert lead.post("/admin/fields/add/", NEW).url == "/admin/fields/"
    made = Field.objects.get()
    assert (made.key, made.kind, made.labels, made.is_filterable) == (
        "water_source", "choice", {"en": "Water source", "et": "Veeallikas"}, True,
    )  # fmt: skip
    assert made.options == [
        {"key": "own_well", "labels": {"en": "Own well", "et": "Oma kaev"}, "is_archived": False},
        {"key": "river", "labels": {"en": "River"}, "is_archived": False},
    ]
    page = text(lead.get("/admin/fields/"))
    assert "Water source" in page
    assert "Own well, River" in page
    asked = text(lead.get(f"/admin/fields/{made.pk}/change/"))
    assert "Own well |  | Oma kaev\nRiver" in asked

    changed = {**NEW, "choices": "Lake\nWell of our own | | Oma kaev", "label_en": "Source"}
    lead.post(f"/admin/fields/{made.pk}/change/", changed)
    made.refresh_from_db()
    assert made.label == "Source"
    assert [(o["key"], o["labels"]["en"], o["is_archived"]) for o in made.options] == [
        ("lake", "Lake", False), ("own_well", "Well of our own", False), ("river", "River", True),
    ]  # fmt: skip
    renamed = {**changed, "choices": "Pond\nWell of our own | | Oma kaev\nRiver"}
    lead.post(f"/admin/fields/{made.pk}/change/", renamed)
    made.refresh_from_db()
    assert [(o["key"], o["labels"]["en"], o["is_archived"]) for o in made.options] == [
        ("lake", "Pond", False), ("own_well", "Well of our own", False), ("river", "River", False),
    ]  # fmt: skip

    other = field("other")
    lead.post(f"/admin/fields/{other.pk}/move/", {"up": 1})
    assert [f.key for f in queries.fields_of(PARTY)] == ["other", "water_source"]
    lead.post(f"/admin/fields/{made.pk}/archive/")
    assert "<b>Source</b>" not in text(lead.get("/admin/fields/"))
    assert "put away" in text(lead.get("/admin/fields/?archived"))
    lead.post(f"/admin/fields/{made.pk}/archive/")
    assert [f.key for f in queries.fields_of(PARTY)] == ["other", "water_source"]


def test_a_list_without_choices_is_asked_for_again(lead):
    again = lead.post("/admin/fields/add/", {**NEW, "choices": ""})
    assert "A list needs at least one choice." in text(again)
    assert Field.objects.count() == 0


def test_tags_are_added_named_joined_and_archived(lead):
    lead.post("/admin/tags/add/", {"name": "Farmers", "about": "Who farms"})
    farmers = Tag.objects.get()
    lead.post(f"/admin/tags/{farmers.pk}/words/add/", {"text": "growers"})
    assert "stands for this already" in text(lead.post("/admin/tags/add/", {"name": "GROWERS"}))
    page = text(lead.get("/admin/tags/"))
    assert "growers" in page
    assert "Who farms" in page
    lead.post(f"/admin/tags/words/{TagSynonym.objects.get().pk}/remove/")
    lead.post("/admin/tags/add/", {"name": "Growers"})
    growers = Tag.objects.get(name="Growers")
    lead.post(f"/admin/tags/{growers.pk}/merge/", {"into": farmers.pk})
    merge = last_entry_id()
    assert queries.tag_named("growers") == farmers
    assert "is Farmers now" in text(lead.get("/admin/tags/?archived"))
    assert text(lead.get("/admin/tags/")).count("Growers") <= 1  # in the toast at most
    lead.post(f"/ui/undo/{merge}/")
    assert queries.tag_named("growers") == growers
    lead.post(f"/admin/tags/{growers.pk}/archive/")
    assert [t.name for t in queries.tags()] == ["Farmers"]
    lead.post(f"/admin/tags/{growers.pk}/change/", {"name": "Planters", "about": ""})
    assert queries.tag_named("planters") == growers


def test_categories_are_added_changed_and_closed(lead):
    lead.post("/admin/categories/add/", {"name": "Clients", "position": 2})
    clients = Category.objects.get()
    lead.post(f"/admin/categories/{clients.pk}/change/", {"name": "Customers", "position": 1})
    clients.refresh_from_db()
    assert (clients.name, clients.position, clients.is_active) == ("Customers", 1, True)
    lead.post(f"/admin/categories/{clients.pk}/close/")
    clients.refresh_from_db()
    assert not clients.is_active
    assert "This name is taken." in text(
        lead.post("/admin/categories/add/", {"name": "Customers", "position": 0})
    )


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PRACTITIONER, Role.CUSTODIAN])
def test_nobody_else_governs_the_words(role, as_role):
    client = as_role(role)
    there, word = field(), tag()
    for page in ("/admin/fields/", "/admin/tags/", "/admin/categories/", "/admin/fields/add/"):
        assert client.get(page).status_code == 403
    for page in (f"/admin/fields/{there.pk}/archive/", f"/admin/tags/{word.pk}/archive/"):
        assert client.post(page).status_code == 403
    assert not Field.objects.get().is_archived
    assert not Tag.objects.get().is_archived
