"""What initiatives show on pages that are not theirs."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy

from accord.features.initiatives import policies, queries
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.tables import stakes as table
from accord.features.stakeholders.models import Party
from accord.foundation.journal.derived import Touched
from accord.foundation.search.documents import BEST, EVERYONE, LAST, Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
from accord.foundation.ui import addresses
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Look, Verb

VERBS = {
    "stake-taken": Verb(
        words=gettext_lazy("A stake in %(title)s was noted"), icon="route", is_small=True
    ),
    "stake-changed": Verb(
        words=gettext_lazy("The stake in %(title)s was changed"), icon="route", is_small=True
    ),
    "stake-ended": Verb(
        words=gettext_lazy("The stake in %(title)s ended"), icon="route", is_small=True
    ),
    "red-line-drawn": Verb(
        words=gettext_lazy("A red line was written down for %(title)s"), icon="ban"
    ),
    "assessed": Verb(
        words=gettext_lazy("%(by)s assessed the stake in %(title)s"), icon="scale", is_small=True
    ),
    "round-shown": Verb(
        words=gettext_lazy("Blind assessments for %(title)s were shown"), icon="eye"
    ),
}


def stakes_held(request: Request, party: Party) -> Callable[[], str]:
    """Draw what ``party`` has at stake, where it stands there and where we want it."""
    asked = queries.ask_stakes_held(request.user, party)

    def draw() -> str:
        stakes = [
            {
                "name": stake.initiative.name, "role": stake.role,
                "href": addresses.to(
                    "initiatives:stake", kwargs={"ref": stake.initiative.ref, "party": party.ref}
                ),
                "track": table.track_of(stake.engagement, stake.wanted),
                "glyph": table.glyph_of(stake.power, stake.interest),
            }
            for stake in asked()
        ]  # fmt: skip
        return piece(request, "initiatives/panel_stakes.html", {"stakes": stakes})

    return draw


def _at(name: str) -> Callable[[Initiative], str]:
    return lambda initiative: addresses.to(f"initiatives:{name}", kwargs={"ref": initiative.ref})


LOOKS = tuple(
    Look(
        page="initiatives.stakes", key=key, label=label, icon=icon, order=order,
        address=_at(key), rule=policies.VIEW,
    )
    for order, key, label, icon in (
        (10, "stakes", gettext_lazy("Table"), "table-2"),
        (20, "map", gettext_lazy("Power, interest"), ""),
        (30, "salience", gettext_lazy("Salience"), ""),
        (40, "matrix", gettext_lazy("Matrix"), ""),
    )
)  # fmt: skip


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: the name, for whoever may read anything; what is over last."""
    for row in rows_of(Initiative, keys, touched):
        yield Document(
            kind="initiative", object_id=row.pk, ref=row.ref, title=row.name,
            look="folder-kanban", names=(row.name,), visibility=EVERYONE,
            rank=BEST if row.is_active else LAST,
            owner_ids=(row.owner_id,) if row.owner_id else (),
        )  # fmt: skip


source = Search(
    number=34,
    label=gettext_lazy("Initiatives"),
    model="initiatives.initiative",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("initiatives:detail", kwargs={"ref": ref}),
    watches={
        "initiatives.initiative": Watch(
            columns=frozenset({"ref", "name", "is_active", "owner_id"})
        ),
    },
    prefix="V",
    icon="folder-kanban",
)
