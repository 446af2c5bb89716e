"""What the tests of faults do in processes of their own: ``python -m tests.faults.fault_process``.

people                  add somebody who may import, and a session of theirs
session                 print the key of that session
look FILE               take a file and ask the worker to go through it; prints its number
give FILE               take a file for import and ask the worker for it; prints its number
undo NUMBER             ask the worker to take an import back
party NAME              add an organisation
edit MARK TIMES         add words to the newest party, each time to those that were seen before
post COUNT              hand in so many mails
write COUNT             send so many letters, each to somebody of its own, without a delay
mail_to COUNT           begin a mailing to so many who agreed to it
worker                  a worker whose leases are short, so that nobody waits for them
"""

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from accord.config.commands._setup import prepare

prepare()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402

from accord.config.commands.worker import stop_on_signals  # noqa: E402
from accord.features.letters import actions as letters  # noqa: E402
from accord.features.mailings import actions as mailings  # noqa: E402
from accord.features.stakeholders import actions as register  # noqa: E402
from accord.features.stakeholders.models import Party  # noqa: E402
from accord.foundation.accounts.actions import add_person, grant  # noqa: E402
from accord.foundation.accounts.models import User  # noqa: E402
from accord.foundation.accounts.sessions import SessionStore  # noqa: E402
from accord.foundation.imports import actions as imports  # noqa: E402
from accord.foundation.imports.actions import _chunks, _turns  # noqa: E402
from accord.foundation.imports.models import Import  # noqa: E402
from accord.foundation.jobs.worker import Worker  # noqa: E402
from accord.foundation.kernel import clock  # noqa: E402
from accord.foundation.kernel.errors import Conflict  # noqa: E402
from accord.foundation.kernel.roles import Role  # noqa: E402
from accord.foundation.kernel.rules import SYSTEM  # noqa: E402
from accord.foundation.mail.actions import Draft, _send  # noqa: E402
from accord.foundation.mail.actions import post as hand_in  # noqa: E402

BACKEND = "accord.foundation.accounts.backends.Backend"
LEASE = timedelta(seconds=1)


def say(words: object) -> None:
    sys.stdout.write(f"{words}\n")


def lead() -> User:
    return User.objects.get(email="marta@example.org")


def people() -> None:
    at = clock.now()
    marta = add_person(
        by=SYSTEM, email="marta@example.org", name="Marta", password="four quiet herons", at=at
    )
    grant(by=SYSTEM, person=marta, role=Role.LEAD, at=at)


def session() -> None:
    kept = SessionStore()
    marta = lead()
    kept[SESSION_KEY] = str(marta.pk)
    kept[BACKEND_SESSION_KEY] = BACKEND
    kept[HASH_SESSION_KEY] = marta.get_session_auth_hash()
    kept["signed-in-at"] = kept["seen-at"] = clock.now().timestamp()
    kept.create()
    say(kept.session_key)


def taken(path: str) -> Import:
    with Path(path).open("rb") as body:
        return imports.take_file(
            by=lead(), target="stakeholders", name=Path(path).name, body=body, at=clock.now()
        )


def look(path: str) -> None:
    batch = taken(path)
    imports.request_check(by=lead(), batch=batch, at=clock.now())
    say(batch.pk)


def give(path: str) -> None:
    batch = taken(path)
    imports.request_import(by=lead(), batch=batch, at=clock.now())
    say(batch.pk)


def undo(number: str) -> None:
    imports.request_undo(by=lead(), batch=Import.objects.get(pk=number), at=clock.now())


def party(name: str) -> None:
    details = register.PartyDetails("organisation", name)
    register.add_party(by=lead(), details=details, at=clock.now())


def edit(mark: str, times: str) -> None:
    me = lead() if mark == "a" else SYSTEM
    for turn in range(int(times)):
        seen = Party.objects.latest("id")
        words = f"{seen.summary} {mark}{turn}"
        try:
            register.change_party(
                by=me, party=seen, summary=words, seen=seen.version, at=clock.now()
            )
            say(f"saved {mark}{turn}")
        except Conflict:
            say(f"refused {mark}{turn}")


def post(count: str) -> None:
    for number in range(int(count)):
        draft = Draft(kind="django", to=f"p{number}@example.org", subject="Hi", text="Hi")
        hand_in(by=SYSTEM, draft=draft, at=clock.now())


def write(count: str) -> None:
    at = clock.now()
    letters.set_manner(
        by=SYSTEM, delay_seconds=0, has_pause=False, needs_reader=False, most_touches=4,
        touch_days=14, at=at,
    )  # fmt: skip
    for number in range(int(count)):
        details = register.PartyDetails("person", f"Reader {number}")
        whom = register.add_party(by=SYSTEM, details=details, at=at)
        point = register.ContactDetails("mail", f"reader{number}@example.org")
        register.add_contact_point(by=SYSTEM, party=whom, details=point, at=at)
        words = letters.LetterDetails(parties=(whom,), subject=f"Letter {number}", text="Hello.")
        letter = letters.write_letter(by=lead(), details=words, at=at)
        letters.send_letter(by=lead(), letter=letter, at=at)


def mail_to(count: str) -> None:
    at, by = clock.now(), lead()
    purpose = register.add_consent_purpose(by=SYSTEM, name="Newsletter", at=at)
    parties = []
    for number in range(int(count)):
        details = register.PartyDetails("person", f"Reader {number}")
        whom = register.add_party(by=SYSTEM, details=details, at=at)
        point = register.ContactDetails("mail", f"reader{number}@example.org")
        register.add_contact_point(by=SYSTEM, party=whom, details=point, at=at)
        register.record_consent(
            by=SYSTEM, party=whom, purpose=purpose, state="given", source="form", at=at
        )
        parties.append(whom)
    words = letters.TemplateDetails(name="News", subject="News", text="Hello {{ party.name }}.")
    template = letters.keep_template(by=by, details=words, at=at)
    given = mailings.MailingDetails(
        title="News", template=template, purpose=purpose, parties=tuple(parties), per_minute=1000
    )
    made = mailings.write_mailing(by=by, details=given, at=at)
    mailings.check_mailing(by=by, mailing=made, at=at)
    mailings.begin_mailing(by=by, mailing=made, at=at)


def worker() -> None:
    _send.ATTEMPT = LEASE
    _chunks.CHUNK = int(os.environ.get("TEST_CHUNK", "100"))
    _turns.LEAST = int(os.environ.get("TEST_LEAST", _turns.LEAST))
    made = Worker(lanes=2, lease=LEASE)
    stop_on_signals(made.stop)
    made.run()


WORDS: dict[str, Callable[..., None]] = {
    word.__name__: word
    for word in (people, session, look, give, undo, party, edit, post, write, mail_to, worker)
}

if __name__ == "__main__":
    WORDS[sys.argv[1]](*sys.argv[2:])
