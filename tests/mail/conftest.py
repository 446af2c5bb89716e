"""A real mail server on this machine that answers as a test wants."""

import email.policy
import ssl
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from accord.foundation.kernel import clock
from tests.installations import installation, migrated

__all__ = ["installation", "migrated"]


class AnyPort(Controller):
    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class PostOffice:
    """Takes mails; ``to`` and ``data`` are what it answers next, before it says yes again."""

    def __init__(self):
        self.taken = []
        self.greeted_by = set()
        self.to = []
        self.data = []
        self.drops_after_data = 0
        self.on_taken = lambda: None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        del server, session, options
        if self.to:
            return self.to.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.greeted_by.add(session.host_name)
        if self.data:
            return self.data.pop(0)
        self.taken.append(message_from_bytes(envelope.content, policy=email.policy.default))
        self.on_taken()
        if self.drops_after_data:
            self.drops_after_data -= 1
            server.transport.abort()
        return "250 taken"

    @property
    def ids(self):
        return [mail["Message-ID"] for mail in self.taken]


@pytest.fixture
def office(settings):
    """Start a server, and let the installation send through it."""
    handler = PostOffice()
    controller = AnyPort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    handler.port = controller.port
    settings.MAIL_URL = f"smtp://127.0.0.1:{handler.port}?timeout=5"
    settings.DEFAULT_FROM_EMAIL = "accord@water.example"
    settings.ORGANISATION = "Vodný podnik"
    yield handler
    controller.stop()


@pytest.fixture
def strict_office(settings, certificate):
    """Start a server that wants TLS and a password: ``klara`` with ``geheim``."""
    handler = PostOffice()

    def check(_server, _session, _envelope, _mechanism, given):
        right = (given.login, given.password) == (b"klara", b"geheim")
        return AuthResult(success=right, handled=right)

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    controller = AnyPort(
        handler, hostname="127.0.0.1", port=0, tls_context=context, require_starttls=True,
        authenticator=check, auth_required=True,
    )  # fmt: skip
    controller.start()
    handler.port = controller.port
    settings.DEFAULT_FROM_EMAIL = "accord@water.example"
    yield handler
    controller.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """Make a key and a certificate for localhost that only itself vouches for."""
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "pair.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
