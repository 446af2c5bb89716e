from django.db import models
from django.db.models import F, Q

from accord.features.consultations.states import Direction, How, State, Verdict, Via, View
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.states import Participation
from accord.features.promises.models import Promise
from accord.features.stakeholders.models import Party
from accord.features.tradeoffs.models import TradeOff
from accord.foundation.accounts.models import User


class Consultation(models.Model):
    """A question to those concerned, with what they answered and what came of it.

    ``token`` is in the address of its public page; it is listed there only if ``is_listed``.
    """

    ref = models.CharField(max_length=20, unique=True)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=200)
    background = models.TextField(blank=True)
    level = models.CharField(max_length=11, choices=Participation.choices)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    is_listed = models.BooleanField(default=False)
    token = models.CharField(max_length=40, unique=True)
    outcome = models.TextField(blank=True)
    chosen = models.ForeignKey("Option", on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(TradeOff, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at__gt=F("opens_at")),
                name="consultation_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(decided_at__isnull=False),
                name="consultation_answered_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="consultation_decided_says_what",
            ),
        ]
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="consultation_newest"),
            models.Index(fields=["owner", "state", "closes_at"], name="consultation_of_owner"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def ruled_by(self) -> Initiative:
        return self.initiative


class Option(models.Model):
    """One way that is put to those who are asked."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="options")
    words = models.CharField(max_length=200)
    details = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.words


class Impact(models.Model):
    """How an option bears on a party, as far as we can tell; for our eyes only."""

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="impacts")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    direction = models.SmallIntegerField(choices=Direction.choices)
    size = models.PositiveSmallIntegerField()
    grounds = models.CharField(max_length=500)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "party"], name="impact_once"),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=5), name="impact_size_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option_id} on {self.party_id}"

    @property
    def ruled_by(self) -> Party:
        return self.party


class Consulted(models.Model):
    """A party that was asked, or answered unasked, and how it was told of the outcome.

    ``token`` is in the link by which it answers without an account.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="asked")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=40, unique=True)
    asked_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=8, choices=How.choices, blank=True)
    told_ref = models.CharField(max_length=20, blank=True, help_text="The letter or talk")
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    told_by_mail = models.CharField(
        max_length=250, blank=True, help_text="The Message-ID of that mail, without brackets"
    )
    failure = models.CharField(
        max_length=300, blank=True, help_text="Why what should have told it did not arrive"
    )
    excuse = models.CharField(max_length=300, blank=True, help_text="Why it was not told")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "party"], name="consulted_once"),
            models.CheckConstraint(
                condition=Q(told_at=None) | Q(excuse=""), name="consulted_told_or_excused"
            ),
        ]
        indexes = [
            models.Index(
                fields=["told_by_mail"], condition=~Q(told_by_mail=""), name="consulted_by_mail"
            ),
            models.Index(fields=["told_ref"], condition=~Q(told_ref=""), name="consulted_by_ref"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} in {self.consultation_id}"

    @property
    def ruled_by(self) -> Party:
        return self.party


class Answer(models.Model):
    """What somebody says to a consultation.

    From the public page it comes with a name and an address, and belongs to no party until one
    of us says whose it is, or sets it aside and says why.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    has_agreed = models.BooleanField(default=False, help_text="To our keeping name and address")
    words = models.TextField(blank=True)
    via = models.CharField(max_length=8, choices=Via.choices)
    said_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    aside = models.CharField(max_length=300, blank=True, help_text="Why it does not count")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False) | Q(via="page"), name="answer_has_somebody"
            )
        ]
        indexes = [models.Index(fields=["consultation", "id"], name="answer_of_consultation")]

    def __str__(self) -> str:
        return f"{self.via} {self.said_at:%Y-%m-%d}"


class Stance(models.Model):
    """What an answer says to one option."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="stances")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    view = models.CharField(max_length=8, choices=View.choices)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "option"], name="stance_once")]

    def __str__(self) -> str:
        return self.view


class Response(models.Model):
    """What is told as "you said, we did": what was said, and what we do of it, or why not."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="responses"
    )
    said = models.CharField(max_length=300)
    verdict = models.CharField(max_length=4, choices=Verdict.choices)
    did = models.TextField()
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.said


class Voice(models.Model):
    """An answer that said what a response takes up."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="voices")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "answer"], name="voice_once")]

    def __str__(self) -> str:
        return f"{self.answer_id} in {self.response_id}"


class Commitment(models.Model):
    """A promise that one side made the other in a consultation."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="commitments"
    )
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["promise"], name="commitment_once")]

    def __str__(self) -> str:
        return f"{self.promise_id} in {self.consultation_id}"
