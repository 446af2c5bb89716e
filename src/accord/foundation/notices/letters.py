"""Letters about accounts. Those that let somebody in are written when they are sent."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accord.foundation.accounts import links
from accord.foundation.accounts.models import Invitation, User
from accord.foundation.mail.letters import Letter

HAPPENED = {
    "password-changed": lambda: _("Your password was changed."),
    "password-reset": lambda: _("Your password was set anew by a link sent to you."),
    "totp-added": lambda: _("An app for one-time codes was set up."),
    "totp-removed": lambda: _("The app for one-time codes was removed."),
    "passkey-added": lambda: _("A passkey was added."),
    "passkey-removed": lambda: _("A passkey was removed."),
    "passkey-copied": lambda: _("A passkey seems to have been copied; it was refused."),
    "codes-made": lambda: _("New recovery codes were made; the old ones are void."),
    "code-used": lambda: _("A recovery code was used to sign in."),
    "identity-linked": lambda: _("Another way to sign in was linked."),
    "identity-unlinked": lambda: _("Another way to sign in was removed."),
    "factors-reset": lambda: _("An administrator removed your second factors."),
}


def happened(what: str) -> str:
    """Say what changed about the safety of an account."""
    return HAPPENED[what]() if what in HAPPENED else _("Something about your sign-in was changed.")


def invitation(args: dict[str, Any]) -> Letter | None:
    found = (
        Invitation.objects.filter(pk=args["invitation_id"], accepted_at=None, withdrawn_at=None)
        .select_related("invited_by")
        .first()
    )
    if found is None:
        return None
    with translation.override(args.get("language") or settings.LANGUAGE_CODE):
        house = {"organisation": settings.ORGANISATION}
        by = found.invited_by
        words = _("%(name)s invites you to work with %(organisation)s in Accord.")
        first = words % {**house, "name": by.name} if by else ""
        return Letter(
            _("Your account at %(organisation)s") % house,
            paragraphs=tuple(part for part in (first, _until()) if part),
            button=(_("Make your account"), links.invitation_link(found)),
            closing=_("If you did not expect this, you need do nothing."),
        )


def _until() -> str:
    hours = int(links.INVITED_FOR.total_seconds() // 3600)
    return _("The link below works once, for %(hours)s hours.") % {"hours": hours}


def reset(args: dict[str, Any]) -> Letter | None:
    person = User.objects.filter(email=args["email"], is_active=True, is_service=False).first()
    if person is None:
        return None
    with translation.override(person.language or settings.LANGUAGE_CODE):
        return Letter(
            _("Choose a new password"),
            paragraphs=(
                _("Somebody, probably you, asked for a new password for your account."),
                _("The link below works once, for one hour."),
            ),
            button=(_("Choose a new password"), links.reset_link(person)),
            closing=_("If it was not you, you need do nothing: your password stays as it is."),
        )


def mail_change(args: dict[str, Any]) -> Letter | None:
    person = User.objects.filter(pk=args["person_id"], is_active=True).first()
    if person is None or args.get("mark", links.mark_of(person)) != links.mark_of(person):
        return None
    with translation.override(person.language or settings.LANGUAGE_CODE):
        return Letter(
            _("Confirm your new mail address"),
            paragraphs=(_("The link below works once, for one hour."),),
            button=(_("Confirm"), links.mail_change_link(person, args["email"])),
            closing=_("If it was not you, you need do nothing."),
        )


def mail_changed(args: dict[str, Any]) -> Letter | None:
    person = User.objects.filter(pk=args["person_id"]).first()
    if person is None:
        return None
    with translation.override(person.language or settings.LANGUAGE_CODE):
        words = _("Your account now uses %(new)s in place of %(old)s.")
        return Letter(
            _("Your mail address was changed"),
            paragraphs=(words % {"new": args["new_email"], "old": args["old_email"]},),
            closing=_("If it was not you, tell your administrator at once."),
        )


RECIPES = {
    "accounts.invitation": invitation,
    "accounts.reset": reset,
    "accounts.mail-change": mail_change,
    "accounts.mail-changed": mail_changed,
}
