"""People, departments, grants and absences."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from accord.foundation.accounts.reach import Scope, reach_of
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.text import initials, tone


class Department(models.Model):
    """A node of the tree of departments; ``path`` holds the ids from the root: ``/1/4/``."""

    name = models.CharField(max_length=120)
    code = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=200, db_index=True, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in. What they may do stands in their grants, never here."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    level = models.PositiveSmallIntegerField(
        null=True, help_text="Responsibility level 4 to 7; it grants nothing by itself"
    )
    language = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    theme = models.CharField(max_length=5, blank=True)
    density = models.CharField(max_length=10, blank=True)
    has_single_keys = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_service = models.BooleanField(
        default=False, help_text="Another system; it has keys to the API and never signs in"
    )
    sessions_epoch = models.IntegerField(
        default=0, help_text="Raising it ends every session of this person"
    )
    joined_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    secret_columns: ClassVar[frozenset[str]] = frozenset({"password", "last_login"})
    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=4, level__lte=7),
                name="user_level_is_4_to_7",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        return initials(self.name or self.email)

    @property
    def colour(self) -> int:
        """The one of six grounds of their round picture."""
        return tone(self.name or self.email)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        said = f"{self.sessions_epoch}:{self.password}"
        return salted_hmac("accord.session", said, secret=secret, algorithm="sha256").hexdigest()

    def holds(self, roles: frozenset[Role], subject: object | None = None) -> bool:
        """Tell whether a current grant of one of ``roles`` reaches ``subject``."""
        return self.is_active and reach_of(self).holds(roles, subject)


class Grant(models.Model):
    """One role within one scope, for a time. The only thing that lets anybody do anything."""

    Scope = Scope
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    scope = models.CharField(max_length=12, choices=Scope.choices, default=Scope.ALL)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    object_id = models.BigIntegerField(null=True, help_text="The initiative or the party")
    from_date = models.DateField(null=True)
    until_date = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(scope="all", department=None, object_id=None)
                    | Q(scope="department", department__isnull=False, object_id=None)
                    | Q(scope__in=["initiative", "party"], department=None, object_id__isnull=False)
                ),
                name="grant_scope_names_its_object",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.scope})"

    def is_current(self, on: date) -> bool:
        started = self.from_date is None or self.from_date <= on
        return started and (self.until_date is None or self.until_date >= on)


class Absence(models.Model):
    """When somebody is away, and who answers for them meanwhile."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    from_date = models.DateField()
    until_date = models.DateField()
    reason = models.CharField(max_length=120, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gte=models.F("from_date")), name="absence_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_date} – {self.until_date}"
