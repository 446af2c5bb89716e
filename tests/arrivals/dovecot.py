"""A real Dovecot on this machine, of a test's own: its mailboxes, its passwords, its tokens."""

import base64
import grp
import imaplib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

import jwt

PASSWORD = "żółw-geheim"
KEY = b"a key that only the test and its server know"
CONFIG = """
base_dir = {home}/run
log_path = {home}/log
instance_name = {home}
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1
auth_mechanisms = plain xoauth2 oauthbearer
auth_verbose = yes
auth_failure_delay = 0
ssl = required
ssl_cert = <{certificate}
ssl_key = <{certificate}
mail_max_userip_connections = 50
service imap-login {{
  chroot =
  user = {user}
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {tls}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {home}/oauth2
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u {home}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox "Żądania" {{
    auto = create
  }}
}}
"""
OAUTH2 = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={home}/keys/
username_attribute = email
"""


def is_there():
    return shutil.which("dovecot") is not None


def _free():
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


class Dovecot:
    """Runs until ``stop``; people are whoever signs in with the password or with a token.

    It never runs as root, which it refuses: as nobody then, in a folder that nobody may enter.
    """

    def __init__(self, certificate: Path) -> None:
        self.home = home = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.who = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        self.certificate = home / "pair.pem"
        shutil.copy(certificate, self.certificate)
        self.tls, self.starttls = _free(), _free()
        (home / "mail").mkdir()
        keys = home / "keys" / "default" / "HS256"
        keys.mkdir(parents=True)
        (keys / "default").write_bytes(base64.b64encode(KEY))
        (home / "oauth2").write_text(OAUTH2.format(home=home))
        people = ("ann", "office", "post")
        words = "".join(f"{name}@water.example:{{PLAIN}}{PASSWORD}\n" for name in people)
        (home / "users").write_text(words)
        self.config = home / "dovecot.conf"
        said = CONFIG.format(
            home=home, certificate=self.certificate, starttls=self.starttls, tls=self.tls,
            user=self.who.pw_name, group=grp.getgrgid(self.who.pw_gid).gr_name,
            uid=self.who.pw_uid, gid=self.who.pw_gid,
        )  # fmt: skip
        self.config.write_text(said)
        self.hand_over()
        self.process = subprocess.Popen(
            ["dovecot", "-F", "-c", str(self.config)],
            user=self.who.pw_uid, group=self.who.pw_gid, extra_groups=[],
        )  # fmt: skip
        self._wait()

    def hand_over(self):
        for path in (self.home, *self.home.rglob("*")):
            shutil.chown(path, self.who.pw_uid, self.who.pw_gid)

    def _wait(self):
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.tls), 1).close()
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError(self.log()) from None
                time.sleep(0.05)
            else:
                return

    def log(self):
        path = self.home / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.home)

    def talk(self, name="ann"):
        """Sign in as a mail program does, to put mail there and to look at it."""
        trust = ssl.create_default_context(cafile=str(self.certificate))
        made = imaplib.IMAP4_SSL("localhost", self.tls, ssl_context=trust)
        made.authenticate("PLAIN", lambda _said: f"\0{name}@water.example\0{PASSWORD}".encode())
        return made

    def put(self, *letters, name="ann", folder="INBOX", day=None):
        made = self.talk(name)
        for raw in letters:
            moment = imaplib.Time2Internaldate(day or time.time())
            done, said = made.append(folder, None, moment, raw.replace(b"\n", b"\r\n"))
            assert done == "OK", said
        made.logout()

    def fill(self, letters, name="ann"):
        """Lay many messages into the inbox at once, as a delivery to its maildir does."""
        place = self.home / "mail" / f"{name}@water.example" / "new"
        place.mkdir(parents=True, exist_ok=True)
        for number, raw in enumerate(letters):
            (place / f"{1_700_000_000 + number}.M{number}.here").write_bytes(raw)
        self.hand_over()

    def flags(self, name="ann", folder="INBOX"):
        """Give the numbers and marks of all messages of a folder, as they are now."""
        made = self.talk(name)
        made.select(folder, readonly=True)
        _done, found = made.uid("FETCH", "1:*", "(FLAGS)")
        made.logout()
        return [line for line in found if line]


def token(name="ann", seconds=600, key=KEY):
    now = int(time.time())
    said = {"sub": name, "email": f"{name}@water.example", "iat": now, "exp": now + seconds}
    return jwt.encode(said, key, algorithm="HS256")
