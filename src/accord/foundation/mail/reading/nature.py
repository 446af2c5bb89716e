"""What a message is before anybody reads it: a person's, a machine's, a list's, a report, our own.

Told by what it says of itself (RFC 3834, 2919, 5965) and by the habits of machines that don't.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from accord.foundation.mail.reading.bounces import Bounce, bounce_in
from accord.foundation.mail.reading.headers import ids
from accord.foundation.mail.reading.shapes import Incoming

MOST_HOPS = 50
# What machines begin a subject with, and what a person may begin one with as well.
_BY_MACHINE = re.compile(
    r"^\W*(?:auto(?:matic|mated|mat|matyczna|maatne|maat)?[ -]?(?:re(?:ply|sponse|spuesta)"
    r"|odpowiedź|vastus|antwort)|odpowiedź automatyczna|автоматический ответ|автоответ"
    r"|自动(?:回复|答复)|réponse automatique)\s*(?:[:：([–—-]|$)",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"^\W*(?:auto(?:matic|mated)?[ -]?re(?:ply|sponse)|out of (?:the )?office"
    r"|away from (?:my )?(?:mail|desk)|on vacation|poza biurem|kontorist väljas|abwesen"
    r"|нет на работе)",
    re.IGNORECASE,
)
_BY_LINE = re.IGNORECASE | re.MULTILINE
_BULK = {"bulk", "junk", "list", "auto_reply"}
_NOBODY = re.compile(r"^(?:no-?reply|do-?not-?reply|mailer-daemon|bounces?)\b[^@]*@", re.IGNORECASE)


class Nature(StrEnum):
    PERSON = "person"
    AUTO_REPLY = "auto-reply"
    MACHINE = "machine"
    LIST = "list"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    LOOP = "loop"


@dataclass(frozen=True)
class Complaint:
    """Somebody told their provider that a mail of ours is not wanted."""

    address: str
    kind: str
    message_id: str


@dataclass(frozen=True)
class Judged:
    nature: Nature
    bounce: Bounce | None = None
    complaint: Complaint | None = None

    @property
    def may_be_answered(self) -> bool:
        """Nothing but a person's mail gets an answer that nobody wrote."""
        return self.nature == Nature.PERSON


def judge(message: Incoming, *, own_marks: Collection[str] = ()) -> Judged:
    """Tell what a message is; ``own_marks`` are what our own mails bear in ``X-Loop``."""
    if message.feedback:
        return Judged(Nature.COMPLAINT, complaint=_complaint(message))
    bounce = bounce_in(message)
    if bounce is not None:
        return Judged(Nature.BOUNCE, bounce=bounce)
    if _loops(message, own_marks):
        return Judged(Nature.LOOP)
    if _answers_by_itself(message):
        return Judged(Nature.AUTO_REPLY)
    if "list-id" in message.headers or "list-unsubscribe" in message.headers:
        return Judged(Nature.LIST)
    return Judged(Nature.MACHINE if _is_machine(message) else Nature.PERSON)


def _loops(message: Incoming, own_marks: Collection[str]) -> bool:
    marks = {mark.lower() for mark in message.headers.get("x-loop", ())}
    if marks & {mark.lower() for mark in own_marks}:
        return True
    return len(message.headers.get("received", ())) > MOST_HOPS


def _answers_by_itself(message: Incoming) -> bool:
    submitted = message.header("auto-submitted").lower()
    if submitted.startswith("auto-replied"):
        return True
    if any(name in message.headers for name in ("x-autoreply", "x-autorespond", "x-autoresponse")):
        return message.header("x-autoreply").lower() != "no"
    if message.header("precedence").lower() == "auto_reply":
        return True
    if _BY_MACHINE.match(message.subject):
        return True
    is_answer = bool(message.in_reply_to or message.references)
    return bool(_AWAY.match(message.subject)) and (is_answer or _is_machine(message))


def _is_machine(message: Incoming) -> bool:
    submitted = message.header("auto-submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if message.header("precedence").lower() in _BULK or message.return_path == "":
        return True
    suppress = message.header("x-auto-response-suppress").lower()
    return suppress in {"all", "oof, autoreply"} or bool(_NOBODY.match(message.sender.address))


def _complaint(message: Incoming) -> Complaint:
    """Read feedback (RFC 5965): about whom, which kind, and which of our mails."""
    fields = message.feedback
    address = fields.get("original-rcpt-to", "").strip(" <>").lower()
    message_id = ""
    for inner in message.inner:
        head = inner[:20_000].decode("utf-8", "replace")
        found = re.search(r"^message-id:\s*(<[^>\s]+>)", head, _BY_LINE)
        message_id = next(iter(ids([found[1]])), "") if found else ""
        if not address:
            to = re.search(
                r"^to:.*?([\w.+%-]{1,64}@[\w.-]{1,200})", head, re.IGNORECASE | re.MULTILINE
            )
            address = to[1].lower() if to else ""
    return Complaint(address[:254], fields.get("feedback-type", "abuse").lower()[:40], message_id)
