"""What mail shows on pages that are not its own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from accord.features.correspondence import policies, queries
from accord.features.correspondence.models import Message
from accord.features.correspondence.states import State
from accord.features.engagement.models import Interaction
from accord.foundation.accounts.models import User
from accord.foundation.arrivals.doors import address_of
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel import clock
from accord.foundation.search.documents import NAMED, Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source, Watch
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.menu import Count
from accord.foundation.ui.pages import Request, piece


def address(message: Message, verb: str = "detail") -> str:
    return addresses.to(f"correspondence:{verb}", kwargs={"ref": message.ref})


def waiting(user: User) -> Count:
    """Tell how much mail waits for one to be filed."""
    return Count.of(queries.waiting_for(user, formats.local(clock.now())))


def mail_address(request: Request, subject: Any) -> str:
    """Show the address by which mail is filed with this record, one's own for it."""
    found = address_of(request.user, subject.ref)
    return piece(request, "correspondence/panel_address.html", {"door": found}) if found else ""


def of_talk(request: Request, talk: Interaction) -> str:
    """Lead from a talk that was a mail to the mail: its quotes, files and conversation."""
    found = queries.mail_of(request.user, talk)
    if found is None:
        return ""
    context = {"message": found, "href": address(found)}
    return piece(request, "correspondence/panel_talk.html", context)


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give the mail that may be found: by its words while it waits, then by its subject.

    The words of what is filed are found on the timelines where it stands.
    """
    messages = rows_of(Message, keys, touched)
    known = queries.known_of(messages)
    for message in messages:
        if message.arrival_id not in known.findable:
            continue
        talk = known.talks.get(message.interaction_id or 0)
        people = [message.owner_id]
        if message.state == State.WAITING:
            people += known.people.get(message.department_id or 0, ())
        elif talk is not None:
            people += [*known.readers.get(talk.pk, ()), talk.logged_by_id or message.owner_id]
        first = known.first.get(talk.pk) if talk else None
        yield Document(
            kind="mail", object_id=message.pk, ref=message.ref,
            title=message.subject or message.sender_address or message.ref, look="mail",
            subtitle=message.sender_name or message.sender_address,
            names=(message.subject or message.sender_address or message.ref,),
            others=(message.sender_name,), at=message.sent_at,
            texts=() if talk else (message.subject, message.text),
            visibility=talk.visibility if talk else NAMED,
            department_id=talk.department_id if talk else None,
            reader_ids=tuple(dict.fromkeys(people)), owner_ids=(message.owner_id,),
            within=("party", first) if first else None, stands_alone=True,
        )  # fmt: skip


source = Source(
    number=7,
    label=gettext_lazy("Mail"),
    model="correspondence.message",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("correspondence:detail", kwargs={"ref": ref}),
    watches={
        "correspondence.message": Watch(
            columns=frozenset({"subject", "text", "state", "owner_id", "department_id"})
        ),
        "accounts.user": Watch(
            columns=frozenset({"department_id"}), keys=queries.waiting_where_moved
        ),
        "stakeholders.timelinerow": Watch(keys=queries.told_anew),
    },
    prefix="M",
    icon="mail",
    nested=True,
    has_texts=True,
)
