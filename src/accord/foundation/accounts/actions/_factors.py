"""Second factors: using one, making codes, taking one away."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext as _

from accord.foundation.accounts import factors, policies
from accord.foundation.accounts.actions._sessions import end_all
from accord.foundation.accounts.events import SecurityChanged
from accord.foundation.accounts.models import Device, RecoveryCode, User
from accord.foundation.journal.change import change
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

_NAME = 60


def use_totp(*, authenticator: Authenticator, step: int) -> bool:
    """Take the code of one half minute; False when it, or a later one, was taken before."""
    with writing():
        held = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        if step <= int(held.data.get("last_step", 0)):
            return False
        held.data["last_step"] = step
        held.save(update_fields=["data"])
        authenticator.data = held.data
    return True


def count_passkey(*, authenticator: Authenticator, counter: int, first: int) -> bool:
    """Keep the counter of a passkey; False when it ran backwards, as that of a copy does."""
    with writing():
        held = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        last = int(held.data.get("counter", first))
        if (counter or last) and counter <= last:
            return False
        held.data["counter"] = counter
        held.save(update_fields=["data"])
        authenticator.data = held.data
    return True


def make_recovery_codes(*, by: Actor, person: User, at: datetime, network: str = "") -> list[str]:
    """Make ten new codes, which end the old ones; they are given once and never stored."""
    codes = factors.new_recovery_codes()
    with change(policies.FACTORS, by=by, at=at, subject=person) as record:
        if not factors.has_second_factor(person):
            raise Stale(_("Set up an app or a passkey first."))
        RecoveryCode.objects.filter(person=person).delete()
        hashed = [factors.hashed_code(code) for code in codes]
        RecoveryCode.objects.bulk_create(
            RecoveryCode(person=person, mark=mark, hashed=digest, made_at=at)
            for mark, digest in hashed
        )
        record.note(what="codes-made")
        record.publish(
            SecurityChanged(at=at, person_id=person.pk, what="codes-made", network=network)
        )
    return codes


def use_recovery_code(*, person: User, code: str, at: datetime, network: str = "") -> bool:
    """Take a recovery code; each works once."""
    mine = RecoveryCode.objects.filter(person=person, used_at=None)
    found = factors.matching_code(code, mine.order_by("id"))
    if found is None:
        return False
    oneself = policies.Oneself(person)
    with change(policies.FACTORS, by=oneself, at=at, subject=person) as record:
        if not RecoveryCode.objects.filter(pk=found.pk, used_at=None).update(used_at=at):
            record.note(what="code-refused")
            return False
        record.note(what="code-used", left=mine.count())
        record.publish(
            SecurityChanged(at=at, person_id=person.pk, what="code-used", network=network)
        )
    return True


def remove_factor(
    *, by: Actor, person: User, authenticator_id: int, at: datetime, keep: str = "",
    network: str = "",
) -> None:  # fmt: skip
    """Take away one of one's own factors; who must have one keeps the last."""
    with change(policies.FACTORS, by=by, at=at, subject=person) as record:
        held = Authenticator.objects.filter(user=person, pk=authenticator_id).first()
        if held is None:
            raise Stale(_("This is gone already."))
        others = Authenticator.objects.filter(user=person).exclude(pk=held.pk)
        if not others.exists():
            if factors.must_have_second_factor(person):
                raise Invalid(_("You need a second factor for what you may do. Add another first."))
            RecoveryCode.objects.filter(person=person).delete()
        what = "totp-removed" if held.type == Authenticator.Type.TOTP else "passkey-removed"
        held.delete()
        end_all(record, person, keep=keep)
        record.note(what=what)
        record.publish(SecurityChanged(at=at, person_id=person.pk, what=what, network=network))


def unlink_identity(
    *, by: Actor, person: User, identity_id: int, at: datetime, keep: str = "", network: str = ""
) -> None:
    """Part one's account from a sign-in elsewhere; a password must be there to come in by."""
    with change(policies.FACTORS, by=by, at=at, subject=person) as record:
        linked = SocialAccount.objects.filter(user=person, pk=identity_id).first()
        if linked is None:
            raise Stale(_("This is gone already."))
        if not person.has_usable_password():
            raise Invalid(_("Choose a password first, or you could not come in any more."))
        linked.delete()
        end_all(record, person, keep=keep)
        record.note(what="identity-unlinked")
        record.publish(
            SecurityChanged(at=at, person_id=person.pk, what="identity-unlinked", network=network)
        )


def rename_passkey(
    *, by: Actor, person: User, authenticator_id: int, name: str, at: datetime
) -> None:
    with change(policies.FACTORS, by=by, at=at, subject=person) as record:
        held = Authenticator.objects.filter(
            user=person, pk=authenticator_id, type=Authenticator.Type.WEBAUTHN
        ).first()
        if held is None:
            raise Stale(_("This is gone already."))
        name = name.strip()
        if not name or len(name) > _NAME:
            raise Invalid(_("A passkey needs a name of at most 60 characters."), field="name")
        held.data["name"] = name
        held.save(update_fields=["data"])
        record.note(what="passkey-renamed")


def reset_factors(*, by: Actor, person: User, at: datetime) -> None:
    """Help somebody who lost everything: their factors go, every session ends, they are told."""
    with change(policies.RESET_FACTORS, by=by, at=at, subject=person) as record:
        if by.pk is not None and by.pk == person.pk:
            raise Invalid(_("Somebody else must do this for you."))
        Authenticator.objects.filter(user=person).delete()
        RecoveryCode.objects.filter(person=person).delete()
        Device.objects.filter(person=person).delete()
        end_all(record, person)
        record.publish(SecurityChanged(at=at, person_id=person.pk, what="factors-reset"))
