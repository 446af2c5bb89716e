"""A connection to a mail server: to the address that was checked, over TLS that was verified."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from typing import Any

from django.conf import settings

from accord.foundation.kernel.networks import is_outside
from accord.foundation.mail.messages import own_domain
from accord.foundation.mail.servers import MailServer

READY = 220
PATIENCE = 60.0  # seconds for the whole talk, however slowly the server answers


class Refused(Exception):  # noqa: N818
    """The server may not be spoken to, or not like this; the settings have to change."""


def _is_listed(host: str) -> bool:
    """Tell whether the administrator named this inner host: in the list, or as a plain address."""
    if host in settings.INTERNAL_HOSTS or host == "localhost":
        return True
    with suppress(ValueError):
        ip_address(host)
        return True
    return False


def resolved(host: str, port: int, *, by_setting: bool = True) -> tuple[Any, ...]:
    """Resolve ``host`` once and give the socket address to use. Raises Refused; OSError.

    What a setting names as a plain address is meant so; what somebody typed on a page is not.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if _is_listed(host) if by_setting else host in settings.INTERNAL_HOSTS:
        return found[0]
    if not all(is_outside(str(entry[4][0])) for entry in found):
        raise Refused(
            f"{host} leads to an address inside; if it may, name it in ACCORD_INTERNAL_HOSTS"
        )
    return found[0]


def connected(host: str, port: int, timeout: float, *, by_setting: bool = True) -> socket.socket:
    """Connect to the address that was checked. Raises Refused; OSError."""
    family, kind, protocol, _, address = resolved(host, port, by_setting=by_setting)
    link = socket.socket(family, kind, protocol)
    link.settimeout(timeout)
    try:
        link.connect(address)
    except OSError:
        link.close()
        raise
    return link


class _Plain(smtplib.SMTP):
    _host: str

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return connected(host, port, timeout)


class _Secure(smtplib.SMTP_SSL):
    context: ssl.SSLContext
    _host: str

    def _get_socket(self, host: str, port: int, timeout: float) -> ssl.SSLSocket:
        return self.context.wrap_socket(connected(host, port, timeout), server_hostname=self._host)


def trust(server: MailServer) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=server.ca or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@contextmanager
def connection(server: MailServer) -> Iterator[smtplib.SMTP]:
    """Open a talk that ends within a minute. Raises Refused; OSError; smtplib.SMTPException.

    We say who we are by the domain that we send from: the name of this machine, which servers
    write into each mail, is nobody else's business.
    """
    talk: _Plain | _Secure
    if server.is_tls:
        talk = _Secure(local_hostname=own_domain(), timeout=server.timeout, context=trust(server))
    else:
        talk = _Plain(local_hostname=own_domain(), timeout=server.timeout)
    watch = threading.Timer(PATIENCE, _cut, args=(talk,))
    watch.daemon = True
    watch.start()
    try:
        talk._host = server.host  # noqa: SLF001 -- the name that certificates must bear
        code, words = talk.connect(server.host, server.port)
        if code != READY:
            raise smtplib.SMTPConnectError(code, words)
        _secure(talk, server)
        if server.user:
            talk.login(server.user, server.password)
        yield talk
    finally:
        watch.cancel()
        with suppress(smtplib.SMTPException, OSError):
            talk.quit()
        talk.close()


def _secure(talk: smtplib.SMTP, server: MailServer) -> None:
    talk.ehlo()
    if server.is_tls or server.starttls == "never":
        return
    if talk.has_extn("starttls"):
        talk.starttls(context=trust(server))
        talk.ehlo()
    elif server.starttls == "required":
        raise Refused("the mail server does not offer STARTTLS")


def _cut(talk: smtplib.SMTP) -> None:
    link = getattr(talk, "sock", None)
    if link is not None:
        with suppress(OSError):
            link.shutdown(socket.SHUT_RDWR)
