"""Why a server refused, told by its words first and its numbers after.

A refusal is hard only where the address itself can't be written to: nobody of that name, no such
host, moved away, takes no mail. All else is soft, for it may be otherwise tomorrow.
"""

import re
from enum import StrEnum


class Reason(StrEnum):
    UNKNOWN = "unknown-user"
    NO_HOST = "unknown-host"
    MOVED = "moved"
    TAKES_NONE = "takes-no-mail"
    FULL = "mailbox-full"
    TOO_LARGE = "too-large"
    SUSPENDED = "suspended"
    BLOCKED = "blocked"
    CONTENT = "content"
    POLICY = "policy"
    AUTHENTICATION = "authentication"
    FILTERED = "filtered"
    EXPIRED = "expired"
    NETWORK = "network"
    SYSTEM = "system"
    OTHER = "other"


HARD = frozenset({Reason.UNKNOWN, Reason.NO_HOST, Reason.MOVED, Reason.TAKES_NONE})

# In order: what speaks against a person being unknown stands before it.
_WORDS: tuple[tuple[Reason, str], ...] = (
    (Reason.UNKNOWN, (
        r"5\.4\.1\b.{0,80}recipient address rejected: access denied"
    )),
    (Reason.NETWORK, (
        r"try again$|name server reply|(?:host|domain) .{0,60}, try again"
    )),
    (Reason.SYSTEM, (
        r"procmail|(?:couldn'?t|can'?t|cannot|unable to) (?:create|open|write|lock)"
    )),
    (Reason.FULL, (
        r"quota|mailbox (?:is |size )?(?:full|exceed)|mailbox.{0,30}(?:too large|over.{0,12}limit)"
        r"|(?:user|account|recipient|box).{0,30}(?:full|storage)|exceeded.{0,20}storage"
        r"|not enough (?:storage |disk )?space|maildir.{0,20}(?:over|full)|mailbox would exceed"
        r"|insufficient (?:disk|user|mailbox)|no space left in|allocated storage"
    )),
    (Reason.TOO_LARGE, (
        r"(?:message|mail|size).{0,30}(?:too (?:big|large)|exceed)|exceeds? .{0,30}(?:size|limit)"
        r"|maximum message size|552 5\.3\.4"
    )),
    (Reason.SUSPENDED, (
        r"suspend|(?:account|mailbox|user|recipient|address|email|inbox)\b.{0,40}"
        r"(?:disabled|inactive|not active|locked|on hold|expired|restricted|deactivated|frozen)"
        r"|(?:disabled|inactive|locked|expired|deactivated) (?:account|mailbox|user|recipient)"
        r"|not accepting (?:mail|messages)|dormant"
    )),
    (Reason.AUTHENTICATION, (
        r"\bspf\b|\bdkim\b|\bdmarc\b|authenticat|sender id|softfail|not authorized to send"
        r"|openspf|domainkeys"
    )),
    (Reason.BLOCKED, (
        r"black ?list|block ?list|blocked|\bbl\b|\brbl\b|dnsbl|spamhaus|spamcop|barracuda"
        r"|\bptr\b|reverse (?:dns|host|lookup|address)|greylist|gr[ae]y.?list|rate limit|too many"
        r"|reputation|throttl|client host|helo|ehlo|client .{0,40}reject|access denied"
        r"|poor|banned|bad ip|dynamic|too fast|try again later|temporarily deferred"
        r"|ip (?:address )?(?:is )?(?:not|has|was)|cannot find your hostname|hostname|fix reverse"
    )),
    (Reason.CONTENT, (
        r"\bspam|virus|junk|malware|unsolicited|bulk|content (?:filter|reject|analys|is not)|bogus"
        r"|bare (?:lf|cr|newline)|8.?bit|attachment|phish|advert|header|mime|line too long"
        r"|not rfc|rfc ?5?[28]22|message.?id|charset|infected|suspicious|message (?:was )?rejected"
        r"|message refused|syntax|spoof"
    )),
    (Reason.POLICY, (
        r"relay|polic(?:y|ies)|not (?:permitted|authori[sz]ed|allowed)|prohibit|forbid"
        r"|permission denied|unauthori[sz]ed|security|requires? (?:tls|auth)|tls|starttls"
        r"|verify sender|sender (?:address )?(?:verif|reject|domain|denied|unknown)|callback"
        r"|domain of sender|sender.{0,40}(?:exist|resolve|not found|invalid)|no third.?party"
        r"|administratively|rejected by|transport rule|restrict|must be|refused by|mail from"
    )),
    (Reason.EXPIRED, (
        r"queue too long|too long in (?:the )?queue|delivery (?:time|expire)|expired|retry time"
        r"|(?:could|can) ?not be delivered for|too old|timed? out|timeout|gave up|giving up after"
        r"|undeliverable for|lifetime|delivery delayed|still (?:being )?retr"
    )),
    (Reason.TAKES_NONE, (
        r"does not accept (?:any )?(?:mail|email)|null mx|\bnull mx|no mail (?:is )?accepted"
        r"|couldn'?t find (?:a|any) mail exchanger|doesn't accept mail|no mail service"
    )),
    (Reason.NO_HOST, (
        r"host (?:or domain name )?(?:not found|unknown)|unknown host|unknown domain|no such domain"
        r"|domain (?:name )?(?:does not exist|not found|is not valid|is invalid)|nxdomain"
        r"|unrouteable|name service error|couldn'?t find any host|no route to host by name"
        r"|domain not exist|name or service not known|host name lookup|mx points to nothing"
        r"|invalid domain|bad destination mail|illegal host|no mx found|could ?n(?:o|')t find any"
        r"|host .{0,60} not found|domain .{0,60} (?:not found|does not exist|not exist)"
    )),
    (Reason.MOVED, (
        r"(?:has |have )moved|no longer (?:on|in use|valid|used|here)|new address|please forward to"
        r"|address (?:has )?changed|user not local|has been replaced|recipient has moved"
        r"|551.{0,20}not local"
    )),
    (Reason.UNKNOWN, (
        r"user.{0,3}unknown|unknown.{0,3}(?:user|local|recipient|mailbox|address|account|rcpt)"
        r"|no.{0,3}such.{0,3}(?:user|recipient|mailbox|person|address|account|local|email|rcpt)"
        r"|(?:user|recipient|mailbox|address|account|email|rcpt|person)\b.{0,80}"
        r"(?:not (?:found|known|exist|valid|recogni[sz]ed|listed|a known)|unknown|doesn'?t exist"
        r"|does not exist|don'?t exist|invalid|unavailable|nonexist|not.{0,3}here|rejected|not our"
        r"|isn'?t|undeliverable|no longer|not available)"
        r"|(?:invalid|bad|illegal|non.?exist[ae]nt|nonexistent|unrecogni[sz]ed|undeliverable) "
        r"(?:user|recipient|mailbox|address|account|destination|rcpt|local)"
        r"|no (?:mailbox|account|user|recipient|valid recipient|longer)"
        r"|unable to find (?:the )?user"
        r"|not a valid (?:mailbox|user|recipient|address)|not (?:a )?(?:known|local) user"
        r"|can'?t (?:verify|find)|destination address"
        r"|does not (?:exist|have an? (?:account|mailbox))"
        r"|doesn'?t have (?:an? |a )?.{0,30}account|isn'?t (?:a|in)|not (?:a customer|in our)"
        r"|not exist|no one (?:by|here)|nobody|user .{0,60} (?:has|is) (?:been )?deleted"
        r"|undefined mail|verification failed|dosn'?t exist|is not a|no matches|this user doesn"
    )),
    (Reason.NETWORK, (
        r"connection (?:refused|reset|lost|closed|timed|dropped|broken)|connect(?:ed)? to|connect:"
        r"|network|no route|unreachable|dns|routing|loop|too many hops|hop count|conversation with"
        r"|establish an smtp|host is down|connection"
    )),
    (Reason.SYSTEM, (
        r"system|local (?:error|configuration)|configuration|disk|temporar|internal|resource|server"
        r"|command|died|mailer|can't create|error writing|i/o|pipe|ldap|database|program"
    )),
)  # fmt: skip
_COMPILED = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _WORDS)

# Codes that say it by themselves (RFC 3463, 7504, 7505).
_CODES = {
    "1.1": Reason.UNKNOWN, "1.2": Reason.NO_HOST, "1.3": Reason.UNKNOWN, "1.6": Reason.MOVED,
    "1.10": Reason.TAKES_NONE, "2.1": Reason.SUSPENDED, "2.2": Reason.FULL,
    "2.3": Reason.TOO_LARGE, "3.4": Reason.TOO_LARGE, "3.1": Reason.SYSTEM, "3.2": Reason.SYSTEM,
    "3.5": Reason.SYSTEM, "4.1": Reason.NETWORK, "4.2": Reason.NETWORK, "4.3": Reason.NETWORK,
    "4.4": Reason.NETWORK, "4.6": Reason.NETWORK, "4.7": Reason.EXPIRED, "5.4": Reason.SYSTEM,
    "6.1": Reason.CONTENT, "7.1": Reason.POLICY, "7.25": Reason.BLOCKED, "7.26":
    Reason.AUTHENTICATION, "1.7": Reason.POLICY, "1.8": Reason.POLICY, "1.0": Reason.OTHER,
}  # fmt: skip
_MOST_WORDS = 3_000
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.#])([245]\d\d)(?=[ -](?!\d{3}))")


def status_in(words: str) -> str:
    """Give the enhanced status code in some words, if one stands there."""
    found = _STATUS.search(words)
    return found[0] if found else ""


def reply_in(words: str) -> str:
    found = _REPLY.search(words)
    return found[1] if found else ""


def reason_of(words: str, status: str) -> Reason:
    """Judge by words; where they say nothing known, by the code."""
    words = words[:_MOST_WORDS]
    for reason, pattern in _COMPILED:
        if pattern.search(words):
            return reason
    return _CODES.get(status.partition(".")[2], Reason.OTHER)


def is_hard(reason: Reason, *, status: str, reply: str) -> bool:
    """Ask for a hard reason, and no number beside it that says "later"."""
    return reason in HARD and not status.startswith("4") and not reply.startswith("4")
