"""Views that people saved of lists."""

from typing import Annotated, Literal

from pydantic import Field

from accord.foundation.fields.models import Scope
from accord.overview.api.forms import _shapes as s

Area = Literal["stakeholders", "tasks", "promises", "talks", "needs", "initiatives"]
ViewScope = Annotated[Scope, s.written_out(Scope)]
Words = Annotated[list[s.T300], Field(max_length=40)]


class ViewsAsked(s.Given):
    area: Area


class ViewState(s.Given):
    """How a list stands; `filters` are as an address writes them."""

    filters: Words = []
    sort: s.T60 = ""
    columns: Words = []
    group: s.T60 = ""
    density: s.T20 = ""


class ViewGiven(s.Given):
    area: Area
    name: Annotated[s.Text, Field(max_length=80)]
    state: ViewState
    scope: ViewScope = Scope.PRIVATE


class ViewChanged(s.Given):
    """Only what is named is written."""

    name: Annotated[s.Text, Field(max_length=80)] = ""
    state: ViewState = ViewState()
    is_pinned: s.Flag = False
    version: s.VersionRead = None


class ViewStateTold(s.Told):
    filters: list[str]
    sort: str
    columns: list[str]
    group: str
    density: str


class ViewTold(s.Told):
    """`is_pinned` where it stands in your own sidebar."""

    id: int
    area: str
    name: str
    scope: str
    owner: s.Named | None
    is_pinned: bool
    state: ViewStateTold
    version: int
