"""What administration shows elsewhere: lines of the menu, doors of the shell, scopes of work."""

from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders import policies as stakeholders
from accord.foundation.accounts import policies as accounts
from accord.foundation.accounts.models import User
from accord.foundation.arrivals import policies as arrivals
from accord.foundation.fields import policies as fields
from accord.foundation.imports import policies as imports
from accord.foundation.jobs import policies as jobs
from accord.foundation.jobs.queries import failed
from accord.foundation.journal.policies import VIEW_TRAIL
from accord.foundation.mail import policies as mail
from accord.foundation.notices import policies as notices
from accord.foundation.notices.queries import unread_count
from accord.foundation.ui.menu import Count, Entry, Family


def unread(user: User) -> Count:
    return Count(unread_count(user))


def failed_jobs(user: User) -> Count:
    return Count.of(failed(user), hot=True)


ENTRIES = {
    "notices": Entry(
        label=_("Notices"),
        icon="bell",
        url_name="admin:notices",
        rule=notices.VIEW,
        order=15,
        count=unread,
    ),
    "colleagues": Entry(
        label=_("Colleagues"),
        icon="contact",
        url_name="admin:colleagues",
        rule=accounts.DIRECTORY,
        group="relationships",
        order=90,
    ),
    "people": Entry(
        label=_("People"),
        icon="users",
        url_name="admin:people",
        rule=accounts.ADMINISTER,
        group="administration",
        family="people",
        order=10,
        key="a",
    ),
    "departments": Entry(
        label=_("Departments"),
        icon="building-2",
        url_name="admin:departments",
        rule=accounts.DEPARTMENTS,
        group="administration",
        family="people",
        order=20,
    ),
    "days": Entry(
        label=_("Days off"),
        icon="calendar-days",
        url_name="admin:days",
        rule=accounts.DAYS_OFF,
        group="administration",
        family="people",
        order=25,
    ),
    "invitations": Entry(
        label=_("Invitations"),
        icon="user-round-plus",
        url_name="admin:invitations",
        rule=accounts.INVITE,
        group="administration",
        family="people",
        order=30,
    ),
    "fields": Entry(
        label=_("Fields"),
        icon="list-plus",
        url_name="admin:fields",
        rule=fields.CONFIGURE,
        group="administration",
        family="vocabulary",
        order=40,
    ),
    "tags": Entry(
        label=_("Tags"),
        icon="tags",
        url_name="admin:tags",
        rule=fields.GOVERN_TAGS,
        group="administration",
        family="vocabulary",
        order=45,
    ),
    "categories": Entry(
        label=_("Categories"),
        icon="layers",
        url_name="admin:categories",
        rule=stakeholders.CONFIGURE,
        group="administration",
        family="vocabulary",
        order=50,
    ),
    "topics": Entry(
        label=_("Topics"),
        icon="megaphone",
        url_name="admin:topics",
        rule=stakeholders.CONFIGURE,
        group="administration",
        family="vocabulary",
        order=55,
    ),
    "purposes": Entry(
        label=_("Consent"),
        icon="shield-check",
        url_name="admin:purposes",
        rule=stakeholders.CONFIGURE,
        group="administration",
        family="protection",
        order=57,
    ),
    "retention": Entry(
        label=_("Retention"),
        icon="archive",
        url_name="admin:retention",
        rule=stakeholders.PROTECT,
        group="administration",
        family="protection",
        order=60,
    ),
    "processing": Entry(
        label=_("Processing"),
        icon="shield",
        url_name="admin:processing",
        rule=stakeholders.PROTECT,
        group="administration",
        family="protection",
        order=62,
    ),
    "services": Entry(
        label=_("Services"),
        icon="plug",
        url_name="admin:services",
        rule=accounts.SERVICES,
        group="administration",
        family="people",
        order=35,
    ),
    "imports": Entry(
        label=_("Imports"),
        icon="upload",
        url_name="admin:imports",
        rule=imports.IMPORT,
        group="administration",
        order=75,
    ),
    "trail": Entry(
        label=_("Trail"),
        icon="scroll-text",
        url_name="admin:trail",
        rule=VIEW_TRAIL,
        group="administration",
        family="system",
        order=80,
    ),
    "jobs": Entry(
        label=_("Work"),
        icon="layers",
        url_name="admin:jobs",
        rule=jobs.VIEW,
        group="administration",
        family="system",
        order=90,
        count=failed_jobs,
    ),
    "mails": Entry(
        label=_("Mail"),
        icon="mail",
        url_name="admin:mails",
        rule=mail.VIEW,
        group="administration",
        family="system",
        order=95,
    ),
    "arrivals": Entry(
        label=_("Mail that came"),
        icon="mail-open",
        url_name="admin:arrivals",
        rule=arrivals.VIEW,
        group="administration",
        family="system",
        order=96,
    ),
    "mailboxes": Entry(
        label=_("Mailboxes"),
        icon="inbox",
        url_name="admin:mailboxes",
        rule=arrivals.SHARE,
        group="administration",
        family="system",
        order=97,
    ),
}
FAMILIES = {
    "people": Family(_("People"), "users"),
    "vocabulary": Family(_("Vocabulary"), "tags"),
    "protection": Family(_("Data protection"), "shield-check"),
    "system": Family(_("System"), "scroll-text"),
}
DOORS = {"me": "admin:me", "import": "admin:import-add", "sign-out": "account_logout"}
