"""A letter leaves by the clock: handed to the outbox whole or not at all, kept once it was sent."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.correspondence.actions import Sent, keep_sent
from accord.features.correspondence.models import Message
from accord.features.engagement.policies import LOG
from accord.features.letters import policies, queries
from accord.features.letters.events import LetterFailed
from accord.features.letters.models import Addressee, Letter
from accord.features.letters.states import Copy, State
from accord.features.promises.actions import PromiseDetails
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.journal.change import Record, change
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import SYSTEM, Actor
from accord.foundation.mail.actions import Draft, post
from accord.foundation.mail.models import WAITING, OutMail
from accord.foundation.mail.models import State as Mail
from accord.foundation.mail.reading.shapes import Addressed

LEAVE = "letters.leave"
SETTLE = "letters.settle"


def order_for(letter: Letter) -> Order:
    return Order(LEAVE, {"letter_id": letter.pk}, run_at=letter.send_at)


def settling(letter: Letter) -> Order:
    return Order(SETTLE, {"letter_id": letter.pk})


def leave_all(*, by: Actor, at: datetime) -> int:
    """Let everything leave whose moment came; what a dead worker left lying too."""
    return _each(queries.due(at), lambda letter: leave(by=by, letter=letter, at=at))


def settle_all(*, by: Actor, at: datetime) -> int:
    """Look what became of everything that left."""
    return _each(queries.unsettled(), lambda letter: settle(by=by, letter=letter, at=at))


def _each(letters: Iterable[Letter], do: Callable[[Letter], object]) -> int:
    count = 0
    for letter in list(letters):
        try:
            do(letter)
        except Stale:  # somebody called it back, or was quicker
            continue
        count += 1
    return count


def leave(*, by: Actor, letter: Letter, at: datetime) -> Letter:
    """Hand a letter to the outbox, a copy for each whom it may reach. Raises Stale if not due."""
    with change(policies.LEAVE, by=by, at=at, subject=letter) as record:
        ready = letter.state in {State.WAITING, State.HELD}
        if not ready or letter.send_at is None or letter.send_at > at:
            raise Stale(_("This letter is not due."))
        rows = queries.addressees_of(letter)
        refused = queries.holes(letter, rows, at) | queries.refused(letter, rows, at)
        thread, known = "", queries.known_names(letter, rows)
        keys = [file.pk for file in queries.files_of(letter)]
        for row in rows:
            if row.pk in refused:
                record.set(row, state=Copy.FAILED, error=refused[row.pk][:500])
                continue
            headers = _by_whom(letter) | _threading(letter, known[row.party_id], thread)
            draft = _draft(letter, row, headers, keys, at)
            try:
                name = post(by=by, draft=draft, at=at).message_id.strip("<>")
            except Invalid as wrong:  # an address from elsewhere that no server takes
                refused[row.pk] = str(wrong)
                record.set(row, state=Copy.FAILED, error=str(wrong)[:500])
                continue
            thread = thread or name
            record.set(row, state=Copy.LEAVING, message_id=name)
        record.set(letter, state=State.LEAVING, left_at=at, thread=thread, held_for=[])
        record.note(copies=len(rows) - len(refused))
        enqueue(by=by, order=settling(letter), at=at)
    return letter


def _draft(
    letter: Letter, row: Addressee, headers: dict[str, str], files: list[int], at: datetime
) -> Draft:
    """Write the mail for one of them; nobody sees who else got it."""
    subject, words = queries.written_for(letter, [row.party], at)
    sender = queries.sender_of(letter.signed_by)
    return Draft(
        kind=queries.MAIL, to=row.address, to_name=row.party.name, party_id=row.party_id,
        subject=subject, text=f"{words}\n", reply_to=sender.reply_to,
        from_address=sender.address, from_name=sender.name, headers=headers,
        language=queries.language_of(letter),
        enclosed={"by": queries.MAIL, "keys": files} if files else {}, is_personal=True,
    )  # fmt: skip


def _by_whom(letter: Letter) -> dict[str, str]:
    """Name who wrote it in another's name (RFC 5322, 3.6.2), where that address is of ours."""
    author = queries.sender_of(letter.author)
    return {"Sender": author.address} if letter.sender and author.address else {}


def _threading(letter: Letter, known: Sequence[str], thread: str) -> dict[str, str]:
    """Say which conversation it is in, by mails its reader has seen.

    Further copies refer to the first, as answers to it will.
    """
    names = [f"<{name}>" for name in dict.fromkeys([*known, thread]) if name and "@" in name]
    found = {"References": " ".join(names)}
    if letter.answers and letter.answers.message_id in known:
        found["In-Reply-To"] = f"<{letter.answers.message_id}>"
    return found


def settle(*, by: Actor, letter: Letter, at: datetime) -> bool:
    """Take up what became of the copies; once all ended, keep the letter with those it reached.

    Gives False while one is still on its way.
    """
    with change(policies.SETTLE, by=by, at=at, subject=letter) as record:
        if letter.state not in {State.LEAVING, State.FAILED}:
            raise Stale(_("This letter is settled."))
        rows = queries.addressees_of(letter)
        mails = queries.mails_of(rows)
        waits = [_ended(record, row, mails.get(row.message_id)) for row in rows].count(False)
        record.note(waits=waits)
        if waits:
            return False
        _end(record, letter, rows, at)
    return True


def _ended(record: Record, row: Addressee, mail: OutMail | None) -> bool:
    if not row.message_id or row.state in {Copy.SENT, Copy.BOUNCED}:
        return True
    if mail is not None and mail.state in WAITING:
        return False
    if mail is not None and mail.state == Mail.SENT:
        record.set(row, state=Copy.SENT, error="")
    else:
        words = mail.error if mail is not None else _("It is no longer in the outbox.")
        record.set(row, state=Copy.FAILED, error=words[:500])
    return True


def _end(record: Record, letter: Letter, rows: Sequence[Addressee], at: datetime) -> None:
    sent = [row for row in rows if row.state == Copy.SENT]
    failed = [row for row in rows if row.state == Copy.FAILED]
    trouble = "; ".join(dict.fromkeys(row.error for row in failed if row.error))[:500]
    if sent:
        message = _keep(letter, sent, at)
        record.set(letter, state=State.SENT, message=message, trouble=trouble)
    else:
        record.set(letter, state=State.FAILED, trouble=trouble)
    if failed:
        record.publish(
            LetterFailed(at=at, letter_id=letter.pk, ref=letter.ref, to_id=letter.author_id)
        )


def _keep(letter: Letter, rows: Sequence[Addressee], at: datetime) -> Message:
    """Keep it with those it reached, by its author unless they may no longer."""
    author = letter.author
    parties = [row.party for row in rows]
    may = author.is_active and all(LOG.allows(author, party) for party in parties)
    subject, words = queries.written_for(letter, parties, letter.left_at or at)
    answered = letter.answers.thread if letter.answers else ""
    sent = Sent(
        owner_id=author.pk, message_id=rows[0].message_id, thread=answered or letter.thread,
        sender=Addressed(letter.signed_by.email, letter.signed_by.name),
        recipients=tuple(Addressed(row.address.lower(), row.party.name) for row in rows),
        subject=subject, text=words, sent_at=min(letter.left_at or at, at),
        sight=letter.sight, promises=tuple(_promise(each) for each in letter.promises),
        files=tuple(queries.files_of(letter)),
    )  # fmt: skip
    return keep_sent(by=author if may else SYSTEM, sent=sent, parties=parties, at=at)


def _promise(kept: Sequence[str]) -> PromiseDetails:
    words, due, source = kept
    return PromiseDetails(words, due_at=datetime.fromisoformat(due) if due else None, source=source)
