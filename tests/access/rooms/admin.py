"""Who may open what of admin."""

from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.models import Grant
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, somebody
from tests.access.room import ADMINISTRATORS, CONFIGURE, CUSTODIANS, EVERYBODY, WRITERS, Room, each
from tests.conftest import NOON


def _person(name):
    who = somebody()
    accounts.grant(by=SYSTEM, person=who, role=Role.VIEWER, at=NOON)
    more = {"grant_id": Grant.objects.get(person=who).pk} if name == "grant-withdraw" else {}
    return {"person_id": who.pk, **more}


def _department(_name):
    return {
        "department_id": accounts.add_department(by=SYSTEM, name=CANARY, parent=None, at=NOON).pk
    }


ROOM = Room(
    "admin",
    may={
        EVERYBODY: (
            "me absence-plan absence-drop tokens token-make token-revoke notices notices-read "
            "notice-preferences notice-open colleagues"
        ),
        ADMINISTRATORS: (
            "people person person-change person-close person-open person-sign-out "
            "person-reset-factors person-absence grant grant-withdraw departments department-add "
            "department-rename department-move department-close department-open invitations "
            "invite invitation-withdraw services service-make service-revoke jobs job-retry "
            "job-cancel mails mail-resend arrivals arrival-retry mailbox-share days day-add day-drop"
        ),
        WRITERS: "mailbox-add",
        WRITERS | ADMINISTRATORS: (
            "mailboxes mailbox mailbox-look mailbox-folders mailbox-change mailbox-pause "
            "mailbox-poll mailbox-close"
        ),
        CUSTODIANS: "trail retention rule-add rule rule-change rule-switch processing",
        CONFIGURE: (
            "topics topic-add topic-change topic-close purposes purpose-add purpose-change "
            "purpose-close imports import-add import import-read import-check import-run "
            "import-stop import-undo import-forget import-refused fields field-add "
            "field-change field-archive field-move tags tag-add tag-change tag-archive tag-merge "
            "synonym-add synonym-remove categories category-add category-change "
            "category-close"
        ),
    },
    made={
        _person: (
            "person person-change person-close person-open person-sign-out "
            "person-reset-factors person-absence grant grant-withdraw"
        ),
        _department: "department-rename department-move department-close department-open",
    },
    given={
        **each("rule rule-change rule-switch", rule_id=1),
        **each("topic-change topic-close purpose-change purpose-close", key=1),
        "absence-drop": {"absence_id": 1},
        "day-drop": {"day_id": 1},
        **each("field-change field-archive field-move", field_id=1),
        **each("tag-change tag-archive tag-merge synonym-add", tag_id=1),
        **each("category-change category-close", category_id=1),
        "synonym-remove": {"synonym_id": 1},
        **each("token-revoke service-revoke", token_id=1),
        "notice-open": {"notice_id": 1},
        "invitation-withdraw": {"invitation_id": 1},
        **each(
            "import import-read import-check import-run import-stop import-undo "
            "import-forget import-refused",
            batch_id=1,
        ),
        **each("job-retry job-cancel", job_id=1),
        "mail-resend": {"mail_id": 1},
        "arrival-retry": {"arrival_id": 1},
        **each(
            "mailbox mailbox-look mailbox-folders mailbox-change mailbox-pause mailbox-poll "
            "mailbox-close",
            mailbox_id=1,
        ),
    },
    gone=(
        "day-drop absence-drop notice-open invitation-withdraw job-retry job-cancel mail-resend "
        "arrival-retry mailbox mailbox-look mailbox-folders mailbox-change mailbox-pause "
        "mailbox-poll mailbox-close rule rule-change topic-change topic-close "
        "purpose-change purpose-close import import-read import-check import-run "
        "import-stop import-undo import-forget import-refused field-change field-archive "
        "field-move tag-change tag-archive tag-merge synonym-add synonym-remove "
        "category-change category-close"
    ),
)
