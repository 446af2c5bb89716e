"""What this room tells the rest. No event carries a secret: links are made when they are sent."""

from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    """Somebody is to get ``links.invitation_link``."""

    name: ClassVar[str] = "accounts.invited"
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class PersonJoined(Event):
    name: ClassVar[str] = "accounts.joined"
    person_id: int
    invitation_id: int | None


@dataclass(frozen=True, kw_only=True)
class ResetAsked(Event):
    """Somebody asked for a new password; nobody may have this address: then nothing is sent."""

    name: ClassVar[str] = "accounts.reset-asked"
    email: str


@dataclass(frozen=True, kw_only=True)
class MailChangeAsked(Event):
    """The new address is to get ``links.mail_change_link``, unless ``links.mark_of`` changes."""

    name: ClassVar[str] = "accounts.mail-change-asked"
    person_id: int
    email: str
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class MailChanged(Event):
    """Both addresses are to be told."""

    name: ClassVar[str] = "accounts.mail-changed"
    person_id: int
    old_email: str
    new_email: str


@dataclass(frozen=True, kw_only=True)
class SecurityChanged(Event):
    """A password or factor changed; ``what`` is one of ``WHAT``."""

    name: ClassVar[str] = "accounts.security-changed"
    person_id: int
    what: str
    network: str = ""


@dataclass(frozen=True, kw_only=True)
class NewDevice(Event):
    name: ClassVar[str] = "accounts.new-device"
    person_id: int
    device: str
    network: str


@dataclass(frozen=True, kw_only=True)
class RolesChanged(Event):
    name: ClassVar[str] = "accounts.roles-changed"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonDeactivated(Event):
    name: ClassVar[str] = "accounts.deactivated"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class AbsencePlanned(Event):
    name: ClassVar[str] = "accounts.absence-planned"
    absence_id: int
    person_id: int
    deputy_id: int | None


WHAT = (
    "password-changed", "password-reset", "totp-added", "totp-removed", "passkey-added",
    "passkey-removed", "passkey-copied", "codes-made", "code-used", "identity-linked",
    "identity-unlinked", "factors-reset",
)  # fmt: skip
