"""What mailings show on pages that are not theirs."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy

from accord.features.mailings import policies
from accord.features.mailings.models import Mailing
from accord.features.mailings.states import OPEN
from accord.foundation.journal.derived import Touched
from accord.foundation.search.documents import EVERYONE, NAMED, Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source, Watch
from accord.foundation.ui import addresses
from accord.foundation.ui.panels import Verb

VERBS = {
    "mailing-sent": Verb(words=gettext_lazy("They got %(ref)s: %(title)s"), icon="mail"),
    "mailing-posted": Verb(
        words=gettext_lazy("%(ref)s was posted to them: %(title)s"), icon="mail-open"
    ),
}  # fmt: skip


def address(mailing: Mailing, verb: str = "detail", **more: object) -> str:
    return addresses.to(f"mailings:{verb}", kwargs={"ref": mailing.ref, **more})


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what was begun for whoever may read it, with its words; before that for its author."""
    for row in rows_of(Mailing, keys, touched):
        words = [part for wording in row.words.values() for part in wording]
        yield Document(
            kind="mailing", object_id=row.pk, ref=row.ref, title=row.title, look="megaphone",
            names=(row.title,), texts=(row.title, *words) if words else (),
            at=row.begun_at or row.written_at,
            visibility=NAMED if row.state in OPEN else EVERYONE,
            reader_ids=(row.author_id,), owner_ids=(row.author_id,),
        )  # fmt: skip


source = Source(
    number=33,
    label=gettext_lazy("Mailings"),
    model="mailings.mailing",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("mailings:detail", kwargs={"ref": ref}),
    watches={
        "mailings.mailing": Watch(columns=frozenset({"ref", "title", "words", "state"})),
    },
    prefix="ML",
    icon="megaphone",
    has_texts=True,
)
