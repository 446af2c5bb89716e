"""What a request says of the browser that sent it."""

from django.conf import settings
from django.http import HttpRequest

from accord.foundation.accounts.brakes import network_of
from accord.foundation.accounts.links import digest
from accord.foundation.accounts.models import Device

_BROWSERS = (
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"), ("curl/", "curl"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
YEAR = 365 * 24 * 3600


def label_of(agent: str) -> str:
    """Name browser and system in a few characters: "Firefox, Linux"."""
    found = [
        next((name for sign, name in table if sign in agent), "") for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or "?"


def label(request: HttpRequest) -> str:
    return label_of(request.headers.get("User-Agent", ""))


def network(request: HttpRequest) -> str:
    """Give the network that a request comes from, by the proxies that are trusted."""
    from allauth.account.adapter import get_adapter

    return network_of(get_adapter().get_client_ip(request))


def secret(request: HttpRequest) -> str:
    """Give what this browser was given when somebody first signed in with it."""
    return request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")


def known(request: HttpRequest, *, email: str) -> str:
    """Give the digest by which the owner of ``email`` knows this browser; empty if they don't."""
    held = secret(request)
    if not held:
        return ""
    shown = digest(held)
    mine = Device.objects.filter(digest=shown, person__email=email.strip().lower())
    return shown if mine.exists() else ""
