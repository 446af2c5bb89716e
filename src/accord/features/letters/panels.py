"""What letters show on pages that are not theirs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from accord.features.letters import policies, queries
from accord.features.letters.models import Letter
from accord.features.letters.states import State
from accord.foundation.accounts.models import User
from accord.foundation.journal.derived import Touched
from accord.foundation.search.documents import NAMED, Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source, Watch
from accord.foundation.ui import addresses
from accord.foundation.ui.menu import Count
from accord.foundation.ui.pages import Request, piece

# Where a letter can be begun with one click: the page, and the place on it.
PLACES = {"stakeholders.record": "acts", "correspondence.message": "acts"}


def address(letter: Letter, verb: str = "detail", pk: int | None = None) -> str:
    more = {} if pk is None else {"pk": pk}
    return addresses.to(f"letters:{verb}", kwargs={"ref": letter.ref, **more})


def to_read(user: User) -> Count:
    """Tell how many letters wait for one to agree to them."""
    return Count.of(queries.to_read(user))


def acts(request: Request, subject: Any) -> str:
    """Draw the line of a record's menu, or the button of a mail."""
    context = {
        "address": f"{addresses.to('letters:write')}?about={subject.ref}",
        "is_mail": subject.ref.startswith("M-"),
    }
    return piece(request, "letters/panel_acts.html", context)


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give letters for who wrote them and who reads them first; all others find what was filed."""
    for letter in rows_of(Letter, keys, touched):
        people = [letter.author_id]
        if letter.reader_id and letter.state != State.DRAFT:
            people.append(letter.reader_id)
        yield Document(
            kind="letter", object_id=letter.pk, ref=letter.ref, title=letter.subject or letter.ref,
            look="send", names=(letter.subject or letter.ref,), at=letter.written_at,
            texts=() if letter.message_id else (letter.subject or letter.ref, letter.text),
            visibility=NAMED, reader_ids=tuple(people), owner_ids=(letter.author_id,),
        )  # fmt: skip


source = Source(
    number=8,
    label=gettext_lazy("Letters"),
    model="letters.letter",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("letters:detail", kwargs={"ref": ref}),
    watches={
        "letters.letter": Watch(
            columns=frozenset(
                {
                    "ref",
                    "subject",
                    "text",
                    "state",
                    "author_id",
                    "reader_id",
                    "message_id",
                }
            )
        ),
    },
    prefix="W",
    icon="send",
    has_texts=True,
)
