"""What the environment says: the only place that reads it, each name with type and default."""

import os
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any


class Misconfigured(Exception):  # noqa: N818 -- a sentence for the person who installs
    """A setting in the environment can't be used; the message says which and why."""


def _flag(name: str, *, default: bool) -> bool:
    text = os.environ.get(name, "").strip().lower()
    if text in {"", "0", "no", "false", "off"}:
        return default if text == "" else False
    if text in {"1", "yes", "true", "on"}:
        return True
    raise Misconfigured(f"{name} is {text!r}; say yes or no")


def _words(name: str, default: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in os.environ.get(name, default).split(",") if word.strip())


def _rates(name: str) -> dict[int, Decimal]:
    """Read what an hour costs by responsibility level, as "4:38 5:52": averages, no salaries."""
    found = {}
    for pair in os.environ.get(name, "").split():
        level, _colon, rate = pair.partition(":")
        if not (level in {"4", "5", "6", "7"} and rate.replace(".", "", 1).isdecimal()):
            raise Misconfigured(f"{name} holds {pair!r}; say level:rate, as in 4:38 5:52")
        found[int(level)] = Decimal(rate)
    return found


def _country(name: str) -> str:
    """Read a country, or a part of one whose holidays are its own: "EE", "DE-BY"."""
    told = os.environ.get(name, "").strip().upper()
    if not told:
        return ""
    from holidays import list_supported_countries

    country, _dash, region = told.partition("-")
    known = list_supported_countries(include_aliases=False)
    if country not in known or (region and region not in known[country]):
        raise Misconfigured(f"{name} is {told!r}; say a country as in EE, or a part as in DE-BY")
    return told


@dataclass(frozen=True)
class Env:
    """Everything an installation may set."""

    home: Path
    cache: Path
    database_url: str
    replica_urls: tuple[str, ...]
    replica_lag: int
    secret_key: str
    hosts: tuple[str, ...]
    base_url: str
    language: str
    time_zone: str
    country: str
    working_week: str
    mail_url: str
    mail_from: str
    mail_in: str
    storage_url: str
    debug: bool
    processes: int
    organisation: str
    internal_hosts: tuple[str, ...]
    trusted_proxies: int
    second_factor: bool
    minutes_days: int
    tone_hints: bool
    meeting_rates: dict[int, Decimal]
    currency: str
    oidc_name: str
    oidc_server: str
    oidc_client: str
    oidc_secret: str


def _secret(home: Path) -> str:
    """Take the key from the environment, or make one that only the owner of the folder reads."""
    given = os.environ.get("ACCORD_SECRET_KEY", "")
    if given:
        return given
    path = home / "secret.key"
    if not path.exists():
        import secrets

        home.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


@cache
def env() -> Env:
    home = Path(os.environ.get("ACCORD_HOME", ".run")).resolve()
    home.mkdir(parents=True, exist_ok=True)
    base_url = os.environ.get("ACCORD_BASE_URL", "http://localhost:8000").rstrip("/")
    return Env(
        home=home,
        cache=Path(os.environ.get("ACCORD_CACHE") or home / "cache").resolve(),
        database_url=os.environ.get("DATABASE_URL", ""),
        replica_urls=tuple(os.environ.get("ACCORD_REPLICA_URLS", "").split()),
        replica_lag=int(os.environ.get("ACCORD_REPLICA_LAG", "10")),
        secret_key=_secret(home),
        hosts=_words("ACCORD_HOSTS", "localhost,127.0.0.1,[::1]"),
        base_url=base_url,
        language=os.environ.get("ACCORD_LANGUAGE", "en"),
        time_zone=os.environ.get("ACCORD_TIME_ZONE", "UTC"),
        country=_country("ACCORD_COUNTRY"),
        working_week=os.environ.get("ACCORD_WORKING_WEEK", "Mon-Fri 08:00-17:00"),
        mail_url=os.environ.get("ACCORD_MAIL_URL", ""),
        mail_from=os.environ.get("ACCORD_MAIL_FROM", "accord@localhost"),
        mail_in=os.environ.get("ACCORD_MAIL_IN", ""),
        storage_url=os.environ.get("ACCORD_STORAGE_URL", ""),
        debug=_flag("ACCORD_DEBUG", default=False),
        processes=int(os.environ.get("ACCORD_PROCESSES", str(os.cpu_count() or 1))),
        organisation=os.environ.get("ACCORD_ORGANISATION", "Accord"),
        internal_hosts=_words("ACCORD_INTERNAL_HOSTS", ""),
        trusted_proxies=int(os.environ.get("ACCORD_TRUSTED_PROXIES", "0")),
        second_factor=_flag("ACCORD_SECOND_FACTOR", default=True),
        tone_hints=_flag("ACCORD_TONE_HINTS", default=True),
        minutes_days=int(os.environ.get("ACCORD_MINUTES_DAYS", "7")),
        meeting_rates=_rates("ACCORD_MEETING_RATES"),
        currency=os.environ.get("ACCORD_CURRENCY", "EUR"),
        oidc_name=os.environ.get("ACCORD_OIDC_NAME", ""),
        oidc_server=os.environ.get("ACCORD_OIDC_SERVER", "").rstrip("/"),
        oidc_client=os.environ.get("ACCORD_OIDC_CLIENT", ""),
        oidc_secret=os.environ.get("ACCORD_OIDC_SECRET", ""),
    )


def oidc_providers(known: Env) -> dict[str, Any]:
    """Say what sign-in by the organisation's own provider needs, or nothing where none is set."""
    if not known.oidc_server:
        return {}
    if not known.oidc_client:
        raise Misconfigured("ACCORD_OIDC_SERVER is set, but not ACCORD_OIDC_CLIENT")
    app = {
        "provider_id": "oidc",
        "name": known.oidc_name or known.organisation,
        "client_id": known.oidc_client,
        "secret": known.oidc_secret,
        "settings": {"server_url": known.oidc_server},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
