from django.db import models
from django.db.models import Q

from accord.features.discussions.states import State
from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User


class Space(models.Model):
    """Where invited parties talk with us and with one another about an initiative.

    Where it ``checks_first`` nothing is shown before a moderator has seen it.
    """

    ref = models.CharField(max_length=20, unique=True)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checks_first = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["-opened_at", "-id"], name="space_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def ruled_by(self) -> Initiative:
        return self.initiative


class Member(models.Model):
    """A party that is invited into a space, and how it wants to be called there.

    ``token`` is in its link; ``told_at`` is up to when a digest told it what is new.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="members")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    invited_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    wants_digest = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["space", "id"], name="member_of_space")]

    def __str__(self) -> str:
        return self.name

    @property
    def ruled_by(self) -> Party:
        return self.party

    @property
    def is_here(self) -> bool:
        return self.joined_at is not None and self.left_at is None


class Post(models.Model):
    """What a member, or one of us, says; an answer to another one has it as ``parent``."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="posts")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="posts")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    text = models.TextField()
    at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices)
    shown_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it is hidden")
    moderated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(reason=""), name="post_hidden_says_why"
            ),
        ]
        indexes = [models.Index(fields=["space", "state", "id"], name="post_of_space")]

    def __str__(self) -> str:
        return self.text[:60]


class Summary(models.Model):
    """Where the discussion stands, in a moderator's words; the newest is pinned to the top."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="summaries")
    number = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "number"], name="summary_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.space_id} {self.number}"


class Report(models.Model):
    """That a member finds what was said out of place."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="reports")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "member"], name="report_once")]

    def __str__(self) -> str:
        return self.words
