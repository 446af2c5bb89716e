"""Who may do what to people, and the names under which the trail keeps what people do to their own.

Every verb that a rule names here stands in the trail; ``Oneself`` is how a person acts on their
own account even before anybody has given them a role.
"""

from typing import Any

from accord.foundation.kernel.roles import ADMINISTRATORS, EVERYBODY, Role
from accord.foundation.kernel.rules import Rule


def _own(by: Any, subject: Any) -> bool:
    """Tell whether ``subject`` is the person who acts, or belongs to them."""
    owner = getattr(subject, "owner_id", None) or getattr(subject, "person_id", None) or subject.pk
    return by.pk in {None, owner}


ADMINISTER = Rule("accounts.administer", ADMINISTRATORS)
INVITE = Rule("accounts.invite", ADMINISTRATORS)
WITHDRAW_INVITATION = Rule("accounts.withdraw-invitation", ADMINISTRATORS)
GRANT = Rule("accounts.grant", ADMINISTRATORS)
WITHDRAW_GRANT = Rule("accounts.withdraw-grant", ADMINISTRATORS)
DEPARTMENTS = Rule("accounts.departments", ADMINISTRATORS)
DAYS_OFF = Rule("accounts.days-off", ADMINISTRATORS)
DEACTIVATE = Rule("accounts.deactivate", ADMINISTRATORS)
REACTIVATE = Rule("accounts.reactivate", ADMINISTRATORS)
END_SESSIONS = Rule("accounts.end-sessions", ADMINISTRATORS)
RESET_FACTORS = Rule("accounts.reset-factors", ADMINISTRATORS)
SERVICES = Rule("accounts.services", ADMINISTRATORS)

DIRECTORY = Rule("accounts.directory", EVERYBODY)
SELF = Rule("accounts.self", EVERYBODY, also=_own)
ABSENCE = Rule("accounts.absence", EVERYBODY)
TOKENS = Rule("accounts.tokens", EVERYBODY, also=_own)

JOIN = Rule("accounts.join", EVERYBODY)
SIGN_IN = Rule("accounts.sign-in", EVERYBODY, also=_own)
SET_PASSWORD = Rule("accounts.set-password", EVERYBODY, also=_own)
ASK_RESET = Rule("accounts.ask-reset", EVERYBODY)
ASK_MAIL_CHANGE = Rule("accounts.ask-mail-change", EVERYBODY, also=_own)
CHANGE_MAIL = Rule("accounts.change-mail", EVERYBODY, also=_own)
FACTORS = Rule("accounts.factors", EVERYBODY, also=_own)
LEAVE_SESSIONS = Rule("accounts.leave-sessions", EVERYBODY, also=_own)

# Verbs that undo must not take back, each with the way that is open instead.
LASTING = {
    GRANT: "Roles are given and withdrawn one by one, on the person's page.",
    WITHDRAW_GRANT: "Roles are given and withdrawn one by one, on the person's page.",
    ADMINISTER: "Change the person again, on their page.",
    DEPARTMENTS: "Rename, move or open the department again, on the page of departments.",
    DEACTIVATE: "Open the account again, on the person's page.",
    REACTIVATE: "Close the account again, on the person's page.",
    INVITE: "Withdraw the invitation, on the page of invitations.",
    WITHDRAW_INVITATION: "Invite the person again.",
    SERVICES: "Revoke the key, on the page of keys.",
    TOKENS: "Make a new key, on the page of keys.",
    **dict.fromkeys(
        (JOIN, SIGN_IN, SET_PASSWORD, ASK_RESET, ASK_MAIL_CHANGE, CHANGE_MAIL, FACTORS,
         LEAVE_SESSIONS, END_SESSIONS, RESET_FACTORS),
        "What was done to a sign-in stays done.",
    ),
}  # fmt: skip


class Oneself:
    """A person at their own account: may do there what anybody may, whatever their roles."""

    is_authenticated = True

    def __init__(self, person: Any) -> None:
        self.pk = person.pk

    def holds(self, roles: frozenset[Role], subject: object | None = None) -> bool:
        del subject
        return roles == EVERYBODY
