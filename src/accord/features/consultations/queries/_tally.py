"""How the answers count: once for each party, by its newest, and those that are nobody's."""

from collections import Counter
from dataclasses import dataclass

from accord.features.consultations.models import Answer, Consultation, Option, Stance
from accord.features.consultations.queries._consultations import options_of
from accord.features.consultations.states import PROMISES, SMALL, View
from accord.features.initiatives.states import Participation


@dataclass(frozen=True)
class Counted:
    """One option with how many say what to it; ``n`` is all of them.

    In public, views are told apart only where none of them is a small group; ``n`` of one is 0.
    """

    option: Option
    views: dict[str, int] | None
    n: int


@dataclass(frozen=True)
class Tally:
    """How many answered, how many of them late, and what they say to each option."""

    n: int
    late: int
    rows: list[Counted]


def counted(consultation: Consultation) -> list[Answer]:
    """Give the answers that count: none set aside, of each party the newest."""
    found = Answer.objects.filter(consultation=consultation, aside="").order_by("said_at", "pk")
    newest = {(one.party_id or f"nobody-{one.pk}"): one for one in found}
    return list(newest.values())


def tally(consultation: Consultation, *, in_public: bool = False) -> Tally:
    answers = counted(consultation)
    said: Counter[tuple[int, str]] = Counter(
        Stance.objects.filter(answer__in=answers).values_list("option_id", "view")
    )
    rows = [_row(option, said, in_public=in_public) for option in options_of(consultation)]
    n = len(answers)
    if in_public and n < SMALL:
        return Tally(0, 0, [Counted(row.option, None, 0) for row in rows])
    return Tally(n, 0 if in_public else sum(one.is_late for one in answers), rows)


def _row(option: Option, said: Counter[tuple[int, str]], *, in_public: bool) -> Counted:
    views = {view.value: said[option.pk, view] for view in View}
    n = sum(views.values())
    if not in_public:
        return Counted(option, views, n)
    # One small group could be reckoned from the others: so all are told, or none.
    is_told = n >= SMALL and all(not 0 < count < SMALL for count in views.values())
    return Counted(option, views if is_told else None, n if n >= SMALL else 0)


def promise_of(consultation: Consultation) -> str:
    """Give what those who are asked may hold us to, by how much say they get."""
    return str(PROMISES[Participation(consultation.level)])
