"""Every write on people, departments, grants, absence, keys and sign-in."""

from accord.foundation.accounts.actions._absence import (
    change_absence,
    drop_absence,
    plan_absence,
)
from accord.foundation.accounts.actions._brakes import brake, forget_brakes, release
from accord.foundation.accounts.actions._days import drop_day_off, set_day_off
from accord.foundation.accounts.actions._departments import (
    add_department,
    close_department,
    move_department,
    open_department,
    rename_department,
)
from accord.foundation.accounts.actions._factors import (
    count_passkey,
    make_recovery_codes,
    remove_factor,
    rename_passkey,
    reset_factors,
    unlink_identity,
    use_recovery_code,
    use_totp,
)
from accord.foundation.accounts.actions._grants import grant, withdraw_grant
from accord.foundation.accounts.actions._invitations import (
    Joining,
    accept_invitation,
    invite,
    offer_first_place,
    withdraw_invitation,
)
from accord.foundation.accounts.actions._people import (
    add_person,
    change_person,
    deactivate,
    reactivate,
    set_preferences,
)
from accord.foundation.accounts.actions._sessions import (
    end_session,
    end_sessions,
    forget_devices,
    forget_sessions,
    move_session,
    see_session,
)
from accord.foundation.accounts.actions._sign_in import (
    ask_mail_change,
    ask_reset,
    check_password_is_good,
    confirm_mail_change,
    note_sign_in,
    set_password,
    tell_security,
)
from accord.foundation.accounts.actions._tokens import (
    make_service_token,
    make_token,
    revoke_token,
    touch_token,
)

__all__ = [
    "Joining",
    "accept_invitation",
    "add_department",
    "add_person",
    "ask_mail_change",
    "ask_reset",
    "brake",
    "change_absence",
    "change_person",
    "check_password_is_good",
    "close_department",
    "confirm_mail_change",
    "count_passkey",
    "deactivate",
    "drop_absence",
    "drop_day_off",
    "end_session",
    "end_sessions",
    "forget_brakes",
    "forget_devices",
    "forget_sessions",
    "grant",
    "invite",
    "make_recovery_codes",
    "make_service_token",
    "make_token",
    "move_department",
    "move_session",
    "note_sign_in",
    "offer_first_place",
    "open_department",
    "plan_absence",
    "reactivate",
    "release",
    "remove_factor",
    "rename_department",
    "rename_passkey",
    "reset_factors",
    "revoke_token",
    "see_session",
    "set_day_off",
    "set_password",
    "set_preferences",
    "tell_security",
    "touch_token",
    "unlink_identity",
    "use_recovery_code",
    "use_totp",
    "withdraw_grant",
    "withdraw_invitation",
]
