"""The addresses of the door. They stand in no name space: the library knows them by these names."""

from django.urls import path, re_path

from accord.overview.admin.views import door, joining, security

urlpatterns = [
    path("sign-in/", door.sign_in, name="account_login"),
    path("sign-in/code/", door.second_factor, name="mfa_authenticate"),
    path("sign-in/passkey/", door.passkey_sign_in, name="mfa_login_webauthn"),
    path("sign-in/<slug:provider_id>/", door.provider_sign_in, name="openid_connect_login"),
    path(
        "sign-in/<slug:provider_id>/answer/", door.provider_answer, name="openid_connect_callback"
    ),
    path("sign-out/", door.sign_out, name="account_logout"),
    path("language/", door.speak, name="account_language"),
    path("forgotten/", door.reset_ask, name="account_reset_password"),
    path("forgotten/sent/", door.reset_asked, name="account_reset_password_done"),
    path("forgotten/done/", door.reset_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        door.reset_password,
        name="account_reset_password_from_key",
    ),
    path("confirm/", door.confirm, name="account_reauthenticate"),
    path("confirm/code/", door.confirm_code, name="mfa_reauthenticate"),
    path("confirm/passkey/", door.confirm_passkey, name="mfa_reauthenticate_webauthn"),
    path("invitation/<str:token>/", joining.invitation_accept, name="account_invitation"),
    path("welcome/<str:token>/", joining.welcome, name="account_welcome"),
    path("me/security/", security.security, name="mfa_index"),
    path("me/security/password/", security.password_change, name="account_change_password"),
    path("me/security/app/", security.factor_app, name="mfa_activate_totp"),
    path("me/security/passkey/", security.factor_passkey, name="mfa_add_webauthn"),
    path("me/security/codes/", security.recovery_codes, name="account_recovery_codes"),
    path(
        "me/security/<int:factor_id>/remove/", security.factor_remove, name="account_remove_factor"
    ),
    path(
        "me/security/<int:factor_id>/rename/",
        security.passkey_rename,
        name="account_rename_passkey",
    ),
    path(
        "me/security/linked/<int:identity_id>/remove/",
        security.identity_unlink,
        name="account_unlink",
    ),
    path("me/security/sessions/end/", security.sessions_end, name="account_end_sessions"),
    path(
        "me/security/sessions/<int:session_id>/end/",
        security.session_end,
        name="account_end_session",
    ),
    path("me/mail/", security.mail_change, name="account_mail"),
    path("me/mail/<str:token>/", security.mail_change_confirm, name="account_mail_change"),
]
