"""Sign-in by the organisation's own provider: OpenID Connect, with everything checked.

Code flow with PKCE, state and nonce. An identity is the issuer and its subject, never a mail
address, and is linked to an account only by its owner, signed in and freshly so.
"""

import logging
from collections.abc import Mapping
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as identity_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.foundation.accounts.links import digest

logger = logging.getLogger(__name__)
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
              "EdDSA")  # fmt: skip
LEEWAY = 60  # seconds that two clocks may differ
PATIENCE = 5  # seconds
LARGEST = 1 << 20
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def verified(
    token: str, *, keys: Mapping[str, Any], issuer: str, client_id: str, nonce: str
) -> dict[str, Any]:
    """Give the claims of an identity token whose every part is right; else raise OAuth2Error."""
    import jwt

    try:
        header = jwt.get_unverified_header(token)
        key = _key(keys, header)
        claims: dict[str, Any] = jwt.decode(
            token, key=key, algorithms=[header["alg"]], audience=client_id, issuer=issuer,
            leeway=LEEWAY, options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )  # fmt: skip
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as wrong:
        raise OAuth2Error("the identity token is not valid") from wrong
    party = claims.get("azp")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or party is not None) and party != client_id:
        raise OAuth2Error("the identity token is for somebody else")
    if not nonce or not compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise OAuth2Error("the identity token answers another question")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise OAuth2Error("the identity token names nobody")
    return claims


def _key(keys: Mapping[str, Any], header: Mapping[str, Any]) -> Any:
    """Find the provider's key that a token says it is signed with, if it may sign that way."""
    import jwt

    if header.get("alg") not in ALGORITHMS:
        raise OAuth2Error("the identity token is signed in a way that proves nothing")
    signing = [key for key in keys["keys"] if key.get("use", "sig") == "sig"]
    named = [key for key in signing if "kid" in header and key.get("kid") == header["kid"]]
    fitting = named or (signing if "kid" not in header and len(signing) == 1 else [])
    if not fitting or fitting[0].get("alg", header["alg"]) != header["alg"]:
        raise OAuth2Error("the identity token is signed with a key that is not the provider's")
    if fitting[0].get("kty") == "oct":
        raise OAuth2Error("a shared key proves nothing")
    return jwt.PyJWK(fitting[0], algorithm=header["alg"]).key


class Session(requests.Session):
    """Asks the provider: over TLS, with no detours, within seconds, and not for much."""

    def request(self, method: Any, url: Any, *args: Any, **options: Any) -> Any:
        parts = urlsplit(str(url))
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise OAuth2Error("the provider must be asked over https")
        options |= {"timeout": PATIENCE, "allow_redirects": False, "stream": True}
        response = super().request(method, url, *args, **options)
        body = response.raw.read(LARGEST + 1, decode_content=True)
        if len(body) > LARGEST:
            raise OAuth2Error("the provider says too much")
        response._content = body  # noqa: SLF001
        return response


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """Asks with a nonce, and takes no wishes from the address of the page."""

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, Any]:
        del request, action
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        del request
        return list(self.get_scope())

    def get_oauth2_adapter(self, request: HttpRequest) -> "Asking":
        return Asking(request, self.app.provider_id)

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None,
        **more: Any,
    ) -> Any:  # fmt: skip
        nonce = token_urlsafe(24)
        more["auth_params"] = {**(more.get("auth_params") or {}), "nonce": nonce}
        linking = process == AuthProcess.CONNECT and request.user.is_authenticated
        process = AuthProcess.CONNECT if linking else AuthProcess.LOGIN
        more["asked_by"] = request.user.pk if linking else None
        return super().redirect(request, process, next_url, data, nonce=nonce, **more)

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        claims = data["id_token"]
        return digest(f"{claims['iss']}\n{claims['sub']}")

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        kept = ("iss", "sub", "name", "email")
        return {name: data["id_token"].get(name, "") for name in kept}

    def extract_email_addresses(self, data: Any) -> list[Any]:
        del data
        return []  # what a provider says of mail addresses means nothing here


class Asking(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """One question to the provider and its answer."""

    state: Mapping[str, Any] | None = None

    @property
    def openid_config(self) -> dict[str, Any]:
        known: dict[str, Any] = super().openid_config
        expected = self.get_provider().app.settings["server_url"]
        expected = expected.partition("/.well-known/")[0].rstrip("/")
        if str(known.get("issuer", "")).rstrip("/") != expected:
            raise OAuth2Error("the provider calls itself something else")
        return known

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> Any:
        del token
        known, state = self.openid_config, self.state or {}
        if request.GET.get("iss", known["issuer"]) != known["issuer"]:
            raise OAuth2Error("somebody else answered")
        if state.get("asked_by") != (request.user.pk if state.get("asked_by") else None):
            raise OAuth2Error("somebody else asked")
        with identity_adapter().get_requests_session() as session:
            answer = session.get(known["jwks_uri"])
            answer.raise_for_status()
        claims = verified(
            more["response"].get("id_token", ""), keys=answer.json(), issuer=known["issuer"],
            client_id=app.client_id, nonce=str(state.get("nonce", "")),
        )  # fmt: skip
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})


class Callback(OAuth2CallbackView):  # type: ignore[misc]
    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state
        return state, response


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Knows the provider of the settings alone, links to accounts that exist, makes none."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        from allauth.socialaccount.adapter import _build_apps_from_settings

        del request
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def get_provider(self, request: HttpRequest, provider: Any, client_id: Any = None) -> Any:
        return Provider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def get_requests_session(self) -> Session:
        return Session()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        linking = sociallogin.state.get("process") == AuthProcess.CONNECT
        if not linking and not sociallogin.is_existing:
            raise _refused(
                request,
                _(
                    "Nobody here has linked this sign-in yet. Sign in with your password, then "
                    "link it under “Sign-in and security”."
                ),
            )

    def on_authentication_error(self, request: HttpRequest, *_args: Any, **more: Any) -> None:
        logger.warning("a sign-in by the provider failed: %s", more.get("exception") or "cancelled")
        raise did_not_work(request)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        del request, socialaccount
        return reverse("mfa_index")


def did_not_work(request: HttpRequest) -> ImmediateHttpResponse:
    """Go back with a sentence that tells nobody what was wrong; the log knows."""
    return _refused(request, _("That did not work. Nothing was changed; try again."))


def _refused(request: HttpRequest, said: str) -> ImmediateHttpResponse:
    messages.error(request, said)
    page = "mfa_index" if request.user.is_authenticated else "account_login"
    return ImmediateHttpResponse(HttpResponseRedirect(reverse(page)))
