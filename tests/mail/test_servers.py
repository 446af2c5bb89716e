import socket

import pytest

from accord.foundation.jobs.worker import drain
from accord.foundation.kernel.networks import is_outside
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail import actions, connecting
from accord.foundation.mail.actions import Draft
from accord.foundation.mail.models import Outage, OutMail
from accord.foundation.mail.servers import MailServer, WrongAddress, read

INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.1.2.3 169.254.0.1
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.1
192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255
240.0.0.1 255.255.255.255 168.63.129.16 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:7f00:1
::ffff:169.254.169.254 64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:db8::1
2001:10::1 2002:7f00:1::1 2002:a00:1::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
ff0e::1 2130706433 0x7f000001 017700000001 127.1 0177.0.0.1 localhost 1.2.3 256.1.1.1 [::1]
""".split()
OUTSIDE = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_known_in_every_spelling(address):
    assert not is_outside(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_outside_are_open(address):
    assert is_outside(address)


@pytest.mark.parametrize("spelling", ["2130706433", "0x7f000001", "127.1", "inner.example"])
def test_a_name_that_leads_inside_is_refused_unless_listed(settings, monkeypatch, spelling):
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 25))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: answer)
    settings.INTERNAL_HOSTS = []
    with pytest.raises(connecting.Refused, match="leads to an address inside"):
        connecting.resolved(spelling, 25)
    settings.INTERNAL_HOSTS = [spelling]
    assert connecting.resolved(spelling, 25) == answer[0]


def test_one_inner_address_among_outer_ones_is_enough_to_refuse(monkeypatch):
    answer = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 25)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 25)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: answer)
    with pytest.raises(connecting.Refused):
        connecting.resolved("mixed.example", 25)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", None),
        ("smtp://mail.example", MailServer("mail.example", 587)),
        ("smtps://mail.example", MailServer("mail.example", 465, is_tls=True)),
        (
            "smtp://kl%40ra:p%3Aw@[::1]:2525?timeout=3&per_day=7&per_address=2&ca=/x.pem",
            MailServer(
                "::1", 2525, "kl@ra", "p:w", starttls="required", ca="/x.pem", timeout=3.0,
                per_address=2, per_day=7,
            ),
        ),
        ("smtp://u:p@h?starttls=never", MailServer("h", 587, "u", "p", starttls="never")),
    ],
)  # fmt: skip
def test_addresses_of_servers_are_read(url, server):
    assert read(url) == server


@pytest.mark.parametrize(
    "url",
    ["http://h", "smtp://", "mail.example", "smtp://h:x", "smtp://h?starttls=maybe",
     "smtp://h?color=red", "smtp://h?timeout=soon"],
)  # fmt: skip
def test_wrong_addresses_of_servers_are_refused_without_their_password(url):
    with pytest.raises(WrongAddress) as refusal:
        read(url.replace("//h", "//u:geheim@h"))
    assert "geheim" not in str(refusal.value)


DRAFT = Draft(kind="django", to="ann@example.org", subject="Hi", text="Hi")


def send(at):
    actions.post(by=SYSTEM, draft=DRAFT, at=at)
    drain()
    return OutMail.objects.values_list("state", "error").get()


@pytest.mark.django_db
def test_certificate_and_password_are_checked(strict_office, certificate, settings, at):
    place = f"localhost:{strict_office.port}"
    settings.MAIL_URL = f"smtp://klara:geheim@{place}?ca={certificate}"
    assert send(at) == ("sent", "")
    assert len(strict_office.taken) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("smtp://klara:geheim@localhost:{port}", "SSLCertVerificationError"),
        ("smtp://klara:geheim@127.0.0.1:{port}?ca={pair}", "SSLCertVerificationError"),
        ("smtp://klara:falsch@localhost:{port}?ca={pair}", "535"),
        ("smtp://localhost:{port}?starttls=never", "530"),
    ],
)
def test_without_trust_or_right_password_nothing_leaves_and_nothing_is_lost(
    strict_office, certificate, settings, url, error, at
):
    settings.MAIL_URL = url.format(port=strict_office.port, pair=certificate)
    state, said = send(at)
    assert (state, strict_office.taken) == ("failed", [])
    assert said.startswith(error)
    assert "geheim" not in said + "".join(Outage.objects.values_list("words", flat=True))


@pytest.mark.django_db
def test_a_server_without_starttls_gets_no_password(office, settings, at):
    settings.MAIL_URL = f"smtp://klara:geheim@127.0.0.1:{office.port}"
    assert send(at) == ("failed", "Refused the mail server does not offer STARTTLS")
    assert office.taken == []
