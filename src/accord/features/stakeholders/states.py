"""The fixed words of the register, stored as kebab-case."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# In the data of a row of a timeline whose words search must not know.
UNFINDABLE = "unfindable"


class Kind(models.TextChoices):
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")
    GROUP = "group", _("Group")


class Visibility(models.TextChoices):
    """Who may see a row. Restricted rows are counted as hidden, never silently missing."""

    EVERYONE = "everyone", _("Everyone here")
    DEPARTMENT = "department", _("The department")
    NAMED = "named", _("Named people")


class Tier(models.TextChoices):
    """How closely we keep in touch; the days are the rhythm where none is agreed."""

    KEY = "key", _("Key")
    ACTIVE = "active", _("Active")
    LIGHT = "light", pgettext_lazy("tier", "Light")


RHYTHM_DAYS = {Tier.KEY: 14, Tier.ACTIVE: 30, Tier.LIGHT: 90}


def agreed_days(rhythm_days: int | None, tier: str) -> int | None:
    """Give the days between contacts that were agreed, or those of the tier."""
    if rhythm_days:
        return rhythm_days
    return RHYTHM_DAYS.get(Tier(tier)) if tier else None


class NameKind(models.TextChoices):
    LEGAL = "legal", _("Legal name")
    SHORT = "short", _("Short name")
    FORMER = "former", _("Former name")
    NATIVE = "native", _("In its own script")
    LATIN = "latin", _("In Latin letters")
    ALIAS = "alias", _("Also known as")


class Channel(models.TextChoices):
    MAIL = "mail", _("E-mail")
    PHONE = "phone", _("Phone")
    POSTAL = "postal", _("Letter")
    WEB = "web", _("Web")
    MESSAGING = "messaging", _("Messaging")


class Purpose(models.TextChoices):
    WORK = "work", pgettext_lazy("address", "Work")
    HOME = "home", pgettext_lazy("address", "Home")
    BILLING = "billing", _("Billing")
    EMERGENCY = "emergency", _("Emergency")
    OTHER = "other", _("Other")


class ConsentState(models.TextChoices):
    NOT_ASKED = "not-asked", _("Not asked")
    GIVEN = "given", pgettext_lazy("consent", "Given")
    REFUSED = "refused", pgettext_lazy("consent", "Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class LawfulBasis(models.TextChoices):
    """Article 6 of the General Data Protection Regulation, in short words."""

    CONSENT = "consent", _("Consent")
    CONTRACT = "contract", _("Contract")
    LEGAL_DUTY = "legal-duty", _("Legal duty")
    VITAL_INTEREST = "vital-interest", _("Vital interest")
    PUBLIC_TASK = "public-task", _("Public task")
    LEGITIMATE_INTEREST = "legitimate-interest", _("Legitimate interest")


class Countdown(models.TextChoices):
    """From what a retention rule counts."""

    SILENCE = "silence", _("the last thing that happened with it")
    INACTIVE = "inactive", _("the day it was set inactive")


class Outcome(models.TextChoices):
    """What a retention rule does in the end."""

    REVIEW = "review", _("Somebody looks at it")
    ERASE = "erase", _("It is erased")


class Verdict(models.TextChoices):
    """What somebody decided about a record that a rule put before them."""

    KEEP = "keep", pgettext_lazy("record", "Keep")
    ERASE = "erase", _("Erase")


class RowKind(models.TextChoices):
    """What a row of the timeline tells of; each feature writes its own."""

    TALK = "talk", _("Talk")
    PROMISE = "promise", _("Promise")
    NEED = "need", _("Need")
    TASK = "task", _("Task")
    NOTE = "note", _("Note")
    CASE = "case", _("Case")
    CHANGE = "change", pgettext_lazy("kind of entry", "Change")


class PlaceRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    TENANT = "tenant", _("Tenant")
    NEIGHBOUR = "neighbour", _("Neighbour")
    AGENT = "agent", _("Agent")
    OPERATOR = "operator", _("Operator")


class Source(models.TextChoices):
    HAND = "hand", _("By hand")
    IMPORT = "import", _("Import")
    FORM = "form", _("Form")
    MAIL = "mail", _("Mail")
    API = "api", _("API")
    DEMO = "demo", _("Demo")
