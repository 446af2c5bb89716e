"""How people come in: the first one by the console, all others by invitation."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from django.utils.translation import gettext as _

from accord.foundation.accounts import links, policies
from accord.foundation.accounts.actions._people import clean_name, free_address
from accord.foundation.accounts.actions._sign_in import check_password_is_good
from accord.foundation.accounts.events import PersonInvited, PersonJoined
from accord.foundation.accounts.models import Department, Grant, Invitation, User
from accord.foundation.accounts.queries import has_administrator, open_invitations
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM, Actor


@dataclass(frozen=True)
class Joining:
    """What somebody says who makes their account.

    Address and ``also_works`` count only for the first one: whether, beside administering, they
    work with stakeholders themselves.
    """

    name: str
    password: str
    email: str = ""
    also_works: bool = False


def invite(  # noqa: PLR0913
    *, by: Actor, email: str, name: str, role: Role, department: Department | None, at: datetime,
    scope: str = Grant.Scope.ALL,
) -> tuple[Invitation, str]:  # fmt: skip
    """Invite somebody, in place of an earlier invitation; the token is given once, not stored."""
    if role not in list(Role):
        raise Invalid(_("There is no such role."), field="role")
    if scope == Grant.Scope.DEPARTMENT and department is None:
        raise Invalid(_("Say for which department."), field="department")
    if role == Role.ADMINISTRATOR and scope != Grant.Scope.ALL:
        raise Invalid(_("An administrator administers everything."), field="scope")
    invitation = _invitation(free_address(email), clean_name(name), role, at)
    invitation.department, invitation.scope = department, scope
    invitation.invited_by_id = by.pk
    with change(policies.INVITE, by=by, at=at) as record:
        record.subject = invitation
        earlier = open_invitations(at).select_for_update().filter(email=invitation.email)
        record.set_many([(row, {"withdrawn_at": at}) for row in earlier])
        record.add(invitation)
        record.publish(PersonInvited(at=at, invitation_id=invitation.pk))
    return invitation, links.invitation_token(invitation.seed)


def withdraw_invitation(*, by: Actor, invitation: Invitation, at: datetime) -> None:
    with change(policies.WITHDRAW_INVITATION, by=by, at=at, subject=invitation) as record:
        if invitation.accepted_at or invitation.withdrawn_at:
            raise Stale(_("This invitation is used or withdrawn already."))
        record.set(invitation, withdrawn_at=at)


def offer_first_place(*, at: datetime) -> str | None:
    """Give the address at which the first administrator makes their account; None if there is one.

    Each call ends the address before. To be shown on the console, once.
    """
    if has_administrator():
        return None
    invitation = _invitation("", "", Role.ADMINISTRATOR, at)
    with change(policies.INVITE, by=SYSTEM, at=at) as record:
        record.subject = invitation
        earlier = open_invitations(at).select_for_update().filter(invited_by=None)
        record.set_many([(row, {"withdrawn_at": at}) for row in earlier])
        record.add(invitation)
    return links.invitation_link(invitation)


def accept_invitation(*, invitation: Invitation, joining: Joining, at: datetime) -> User:
    """Make the account that an invitation is for. Raises Stale when it can't be used any more."""
    is_first = invitation.invited_by_id is None
    with change(policies.JOIN, by=SYSTEM, at=at, subject=invitation) as record:
        if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= at:
            raise Stale(_("This invitation can't be used any more. Ask for a new one."))
        if is_first and has_administrator():
            raise Stale(_("There is an administrator already. Ask them for an invitation."))
        person = User(
            email=free_address(joining.email if is_first else invitation.email),
            name=clean_name(joining.name), department=invitation.department, joined_at=at,
        )  # fmt: skip
        check_password_is_good(joining.password, person)
        person.set_password(joining.password)
        record.add(person)
        record.add_many(_grants(invitation, person, also_works=is_first and joining.also_works))
        record.set(invitation, accepted_at=at)
        record.note(person=person.pk)
        record.publish(PersonJoined(at=at, person_id=person.pk, invitation_id=invitation.pk))
    return person


def _grants(invitation: Invitation, person: User, *, also_works: bool) -> list[Grant]:
    by_department = invitation.scope == Grant.Scope.DEPARTMENT
    given = [
        Grant(
            person=person, role=invitation.role, scope=invitation.scope,
            department=invitation.department if by_department else None,
        )
    ]  # fmt: skip
    if also_works:
        given.append(Grant(person=person, role=Role.MANAGER))
    return given


def _invitation(email: str, name: str, role: Role, at: datetime) -> Invitation:
    seed = token_hex(16)
    return Invitation(
        email=email, name=name, role=role, seed=seed,
        token_digest=links.digest(links.invitation_token(seed)),
        invited_at=at, expires_at=at + links.INVITED_FOR,
    )  # fmt: skip
