"""One's own growth, and the items of others that one may see."""

from datetime import date, datetime

from accord.overview.api.forms import _shapes as s


class FactTold(s.Told):
    """`hits` of `n` where it is a share; `low` and `high` are null where `n` is too small."""

    key: str
    n: int
    hits: int | None
    low: float | None
    high: float | None
    since: datetime
    until: datetime


class ItemTold(s.Told):
    id: int
    responsibility: str
    claim: str
    reflection: str
    day: date
    state: str
    records: list[str]
    assessor: str
    answer: str
    answered_at: datetime | None


class OthersItemTold(ItemTold):
    """`person` is whose it is: one's own, or that of somebody who named one."""

    person: s.Named


class SelfTold(s.Told):
    responsibility: str
    grade: str
    note: str
    at: datetime


class StatementTold(s.Told):
    attribute: str
    words: str
    at: datetime


class GrowthStepTold(s.Told):
    words: str
    responsibility: str
    due_date: date | None
    company: str
    done_date: date | None
    effect: str


class CompanionTold(s.Told):
    name: str
    part: str
    since: datetime


class JudgedTold(s.Told):
    level: int
    verdict: str
    reasons: str
    by: str
    at: datetime


class GrowthTold(s.Told):
    level: int
    started_at: datetime
    facts: list[FactTold]
    items: list[ItemTold]
    self_assessments: list[SelfTold]
    statements: list[StatementTold]
    steps: list[GrowthStepTold]
    companions: list[CompanionTold]
    judgements: list[JudgedTold]


class ItemsTold(s.Told):
    items: list[OthersItemTold]
    next: str
