"""Who may open what of signing in."""

from tests.access.room import EVERYBODY, Room, each

ROOM = Room(
    "",
    may={
        EVERYBODY: (
            "account_reauthenticate mfa_reauthenticate mfa_reauthenticate_webauthn mfa_index "
            "account_change_password mfa_activate_totp mfa_add_webauthn "
            "account_recovery_codes account_remove_factor account_rename_passkey "
            "account_unlink account_end_sessions account_end_session account_mail"
        ),
    },
    public={
        "account_invitation": {"token": "x"},
        "account_language": {},
        "account_login": {},
        "account_logout": {},
        "account_mail_change": {"token": "x"},
        "account_reset_password": {},
        "account_reset_password_done": {},
        "account_reset_password_from_key": {"uidb36": "1", "key": "abc-def"},
        "account_reset_password_from_key_done": {},
        "account_welcome": {"token": "x"},
        "mfa_authenticate": {},
        "mfa_login_webauthn": {},
        "openid_connect_callback": {"provider_id": "oidc"},
        "openid_connect_login": {"provider_id": "oidc"},
    },
    given={
        **each("account_remove_factor account_rename_passkey", factor_id=1),
        "account_unlink": {"identity_id": 1},
        "account_end_session": {"session_id": 1},
    },
    gone="account_rename_passkey",
)
