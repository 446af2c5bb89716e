"""New tokens for old: what a provider gives for a refresh token (OAuth 2, RFC 6749)."""

import json
import socket
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from accord.foundation.arrivals.imap import Failed, trust
from accord.foundation.arrivals.models import Trouble
from accord.foundation.mail.connecting import Refused, connected

PATIENCE = 10.0
LARGEST = 1 << 20
FINE = 200
USUAL_LIFE = 3600


@dataclass(frozen=True)
class Given:
    """``refresh`` is the next refresh token where the provider changes it, else nothing."""

    access: str
    seconds: int
    refresh: str = ""


class _Secure(HTTPSConnection):
    """Goes to the address that was checked, over TLS, and nowhere else."""

    def connect(self) -> None:
        link: socket.socket = connected(self.host, self.port, PATIENCE, by_setting=False)
        self.sock = trust().wrap_socket(link, server_hostname=self.host)


def ask(url: str, *, refresh: str, client_id: str, client_secret: str) -> Given:
    """Ask for a new token. Raises Failed."""
    parts = urlsplit(url)
    fields = {
        "grant_type": "refresh_token", "refresh_token": refresh, "client_id": client_id,
        "client_secret": client_secret,
    }  # fmt: skip
    headers = {
        "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json",
    }  # fmt: skip
    try:
        talk = _Secure(parts.hostname or "", parts.port or 443, timeout=PATIENCE)
        try:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            talk.request("POST", target or "/", urlencode(fields), headers)
            answer = talk.getresponse()
            said: Any = json.loads(answer.read(LARGEST)) if answer.status == FINE else {}
        finally:
            talk.close()
    except Refused as wrong:
        raise Failed(Trouble.INSIDE) from wrong
    except (OSError, HTTPException, ValueError) as wrong:
        raise Failed(Trouble.TOKEN) from wrong
    return _given(said)


def _given(said: Any) -> Given:
    access = said.get("access_token") if isinstance(said, dict) else None
    if not isinstance(access, str) or not access:
        raise Failed(Trouble.TOKEN)
    life, refresh = said.get("expires_in"), said.get("refresh_token")
    seconds = int(life) if str(life).isdecimal() else USUAL_LIFE
    return Given(access, min(seconds, 86_400), refresh if isinstance(refresh, str) else "")
