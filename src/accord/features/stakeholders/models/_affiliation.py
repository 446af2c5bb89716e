from django.db import models
from django.db.models import F, Q

from accord.features.stakeholders.models._party import Party


class Affiliation(models.Model):
    """A dated role of a person in an organisation; who moves keeps the history."""

    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="affiliated")
    post = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    from_date = models.DateField(null=True)
    until_date = models.DateField(null=True)
    is_main = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("organisation")), name="affiliation_joins_two"
            ),
            models.CheckConstraint(
                condition=Q(from_date=None)
                | Q(until_date=None)
                | Q(until_date__gte=F("from_date")),
                name="affiliation_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.organisation_id}"

    @property
    def ruled_by(self) -> Party:
        return self.person


class GroupMember(models.Model):
    """A party that belongs to a group."""

    group = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="members")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="groups")
    from_date = models.DateField(null=True)
    until_date = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "party"], name="group_member_once"),
            models.CheckConstraint(condition=~Q(group=F("party")), name="group_not_its_member"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} in {self.group_id}"

    @property
    def ruled_by(self) -> Party:
        return self.party
