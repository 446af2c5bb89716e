"""What needs show on pages that are not theirs."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy

from accord.features.needs import policies, queries
from accord.features.needs.models import Need
from accord.features.needs.states import Confidence, Kind, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import told_readers, told_subjects, told_to
from accord.features.stakeholders.states import Visibility
from accord.foundation.journal.derived import Touched
from accord.foundation.search.documents import Document
from accord.foundation.search.reading import rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
from accord.foundation.ui import addresses
from accord.foundation.ui.listing.filters import Asked, Filter
from accord.foundation.ui.listing.planning import amid
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

VERBS = {
    "need-heard": Verb(words=gettext_lazy("%(by)s heard of a need: %(title)s"), icon="lightbulb"),
    "need-met": Verb(
        words=gettext_lazy("A need is met: %(title)s"), icon="circle-check", tone="ok"
    ),
    "need-in-part": Verb(
        words=gettext_lazy("A need is met in part: %(title)s"), icon="circle-dot-dashed"
    ),
    "need-not-met": Verb(
        words=gettext_lazy("A need is not met: %(title)s"), icon="circle-x", tone="bad"
    ),
    "need-confirmed": Verb(
        words=gettext_lazy("%(by)s confirmed: %(title)s"), icon="badge-check", is_small=True
    ),
    "need-gone": Verb(
        words=gettext_lazy("A need is no longer there: %(title)s"), icon="circle-dashed"
    ),
}
SIGNS = {
    State.NOT_MET: ("circle-x", "bad"),
    State.IN_PART: ("circle-dot-dashed", "warn"),
    State.MET: ("circle-check", "ok"),
    State.GONE: ("circle-dashed", ""),
}
SHOWN = 12


def address(need: Need, verb: str = "detail") -> str:
    return addresses.to(f"needs:{verb}", kwargs={"ref": need.ref})


def what_matters(request: Request, party: Party) -> Callable[[], str]:
    """Draw what matters to ``party``, unmet first."""
    asked = queries.ask_needs(request.user, party)

    def draw() -> str:
        context = {
            "needs": [
                {"words": need.words, "ref": need.ref, "href": address(need),
                 "told": _told(need), "sign": SIGNS[State(need.state)]}
                for need in asked()[:SHOWN]
            ],
            "add": add_address(party) if policies.HEAR.allows(request.user, party) else "",
        }  # fmt: skip
        return piece(request, "needs/panel_needs.html", context)

    return draw


def _on_known(asked: Asked) -> Q:
    if {"yes", "no"} <= set(asked.values):
        return Q()
    among = amid(queries.known_parties(asked.asking.user), "party_id")
    return among if asked.values[0] == "yes" else ~among


FILTERS = (
    Filter(
        key="wants", label=gettext_lazy("We know what they want"), kind="yes-no", where=_on_known
    ),
)


def _told(need: Need) -> str:
    """Say of what kind a need is where it is not just one, its state, and whether we assume it."""
    words = [State(need.state).label]
    if need.kind != Kind.NEED:
        words.insert(0, Kind(need.kind).label)
    if need.confidence != Confidence.THEMSELVES:
        words.append(Confidence(need.confidence).label)
    return ", ".join(map(str, words))


def add_address(party: Party) -> str:
    return f"{addresses.to('needs:add')}?about={party.ref}"


def acts(request: Request, party: Party) -> str:
    """Draw the lines of the record's menu."""
    return piece(request, "needs/panel_acts.html", {"add": add_address(party)})


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: found by reference or by words, by whoever may see the party."""
    rows = rows_of(Need, keys, touched)
    told = told_to(queries.KIND, [row.pk for row in rows if row.visibility == Visibility.NAMED])
    for row in rows:
        yield Document(
            kind="need", object_id=row.pk, ref=row.ref, title=row.words, look="lightbulb",
            names=(row.words,), visibility=row.visibility, department_id=row.department_id,
            reader_ids=tuple(told.get(row.pk, ())),
            within=("party", row.party_id),
        )  # fmt: skip


source = Search(
    number=5,
    label=gettext_lazy("Needs"),
    model="needs.need",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("needs:detail", kwargs={"ref": ref}),
    watches={
        "needs.need": Watch(
            columns=frozenset({"ref", "words", "visibility", "department_id", "party_id"})
        ),
        "stakeholders.timelinerow": Watch(keys=told_subjects(queries.KIND)),
        "stakeholders.timelinereader": Watch(keys=told_readers(queries.KIND)),
    },
    prefix="N",
    icon="lightbulb",
    nested=True,
)
