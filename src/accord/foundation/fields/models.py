"""Fields that people add, their typed values, the one vocabulary of tags, saved views."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts.models import Department, User
from accord.foundation.journal.columns import OrderedField


class FieldKind(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One of a list")
    CHOICES = "choices", _("Several of a list")
    PARTY = "party", _("A stakeholder")
    LINK = "link", _("Web link")


class Scope(models.TextChoices):
    PRIVATE = "private", _("Only me")
    TEAM = "team", _("My department")
    PUBLIC = "public", _("Everyone here")


def said(words: dict[str, str], fallback: str = "") -> str:
    """Choose from words by language: the one spoken now, else English, else the first there is."""
    language = get_language() or "en"
    return words.get(language) or words.get("en") or next(iter(words.values()), "") or fallback


class Field(models.Model):
    """A field that people added to records of one kind. Values stand in the record's own JSON.

    ``labels`` and each option's ``labels`` hold words by language: ``{"en": "Meter", "et": …}``.
    """

    key = models.CharField(max_length=40)
    applies_to = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=FieldKind.choices)
    labels = models.JSONField(default=dict)
    hints = models.JSONField(default=dict, blank=True)
    options = models.JSONField(default=list, blank=True)
    position = models.IntegerField(default=0)
    is_filterable = models.BooleanField(default=False)
    is_required = models.BooleanField(default=False)
    is_archived = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["applies_to", "key"], name="field_key_once"),
            models.CheckConstraint(condition=~Q(key=""), name="field_has_a_key"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return said(self.labels, self.key)

    @property
    def hint(self) -> str:
        return said(self.hints)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The options that may be chosen now, with their words."""
        return [
            (option["key"], said(option.get("labels", {}), option["key"]))
            for option in self.options
            if not option.get("is_archived")
        ]

    def option_label(self, key: str) -> str:
        """Give the words of an option, archived ones included; an unknown key stands for itself."""
        for option in self.options:
            if option["key"] == key:
                return said(option.get("labels", {}), key)
        return key


class FieldValue(models.Model):
    """One value of a filterable field in the shape that the database can compare."""

    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    text = OrderedField(max_length=200, null=True)  # type: ignore[misc]
    number = models.FloatField(null=True)
    day = models.DateField(null=True)

    derived = True

    class Meta:
        indexes = [
            models.Index(fields=["field", "text", "object_id"], name="field_value_text"),
            models.Index(fields=["field", "number", "object_id"], name="field_value_number"),
            models.Index(fields=["field", "day", "object_id"], name="field_value_day"),
            models.Index(fields=["object_id", "field"], name="field_value_of_object"),
        ]

    def __str__(self) -> str:
        return f"{self.field_id} of {self.object_id}"


class Tag(models.Model):
    """A word of the one vocabulary that records of every kind are tagged with."""

    name = models.CharField(max_length=60)
    folded = models.CharField(max_length=120, unique=True)
    about = models.CharField(max_length=300, blank=True)
    is_archived = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="tag_has_a_name"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(is_archived=True), name="tag_merged_is_archived"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TagSynonym(models.Model):
    """Another word for a tag: who types it gets the tag."""

    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="synonyms")
    text = models.CharField(max_length=60)
    folded = models.CharField(max_length=120, unique=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.text


class TagLink(models.Model):
    """A record that carries a tag; the record is named by kind and key, whatever room it is in."""

    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "kind", "object_id"], name="tag_link_once")
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="tag_link_of_object")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.kind}:{self.object_id}"


class TagUse(models.Model):
    """How many records of a kind carry a tag, kept with the links."""

    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=60)
    links_count = models.BigIntegerField(default=0)

    derived = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "kind"], name="tag_use_once")]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.kind} {self.links_count}"


class SavedView(models.Model):
    """A state of a list page under a name. ``area`` is the page, ``state`` what it holds."""

    area = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=8, choices=Scope.choices, default=Scope.PRIVATE)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.JSONField(default=dict)
    position = models.IntegerField(default=0)
    is_pinned = models.BooleanField(default=False, help_text="In the owner's sidebar")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
            models.CheckConstraint(
                condition=~Q(scope="team") | Q(department__isnull=False),
                name="saved_view_team_names_it",
            ),
        ]
        indexes = [models.Index(fields=["area", "scope"], name="saved_view_of_area")]

    def __str__(self) -> str:
        return self.name
