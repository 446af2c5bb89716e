"""What trade-offs show on pages that are not theirs."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy

from accord.features.tradeoffs import policies
from accord.features.tradeoffs.models import TradeOff
from accord.foundation.journal.derived import Touched
from accord.foundation.search.documents import EVERYONE, Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
from accord.foundation.ui import addresses
from accord.foundation.ui.panels import Verb

VERBS = {
    "tradeoff-decided": Verb(
        words=gettext_lazy("%(by)s decided a trade-off: %(title)s"), icon="scale"
    ),
    "tradeoff-told": Verb(
        words=gettext_lazy("%(by)s told them what was decided: %(title)s"), icon="megaphone"
    ),
    "tradeoff-reopened": Verb(
        words=gettext_lazy("%(by)s took a decision back: %(title)s"), icon="scale"
    ),
}


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: title, question and grounds; who demands what is not in it."""
    for row in rows_of(TradeOff, keys, touched):
        yield Document(
            kind="trade-off", object_id=row.pk, ref=row.ref, title=row.title, look="scale",
            names=(row.title,), texts=tuple(filter(None, (row.question, row.grounds))),
            at=row.decided_at or row.opened_at, visibility=EVERYONE,
            owner_ids=(row.opened_by_id,) if row.opened_by_id else (),
        )  # fmt: skip


source = Search(
    number=37,
    label=gettext_lazy("Trade-offs"),
    model="tradeoffs.tradeoff",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("tradeoffs:detail", kwargs={"ref": ref}),
    watches={"tradeoffs.tradeoff": Watch()},
    prefix="B",
    icon="scale",
    has_texts=True,
)
