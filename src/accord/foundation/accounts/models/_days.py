from django.db import models
from django.db.models import Q


class DayOff(models.Model):
    """A day on which the house is closed; where it ``is_open``, one on which it works after all.

    It beats the week and the public holidays of the country.
    """

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)
    is_open = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="day_off_has_a_name")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
