"""A list as one person sees it now: what the template draws."""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import cached_property
from hashlib import blake2s
from typing import Any

from django.core.cache import cache
from django.db import OperationalError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from accord.foundation.fields.policies import SHARE_VIEW
from accord.foundation.ui.listing.columns import Column, Drawing, draw_rows, load, needed
from accord.foundation.ui.listing.counts import Counted, count, exactly
from accord.foundation.ui.listing.filters import Checked
from accord.foundation.ui.listing.lines import Chip, Head, Item, Tab
from accord.foundation.ui.listing.listing import Listing
from accord.foundation.ui.listing.paging import Page, read_cursor
from accord.foundation.ui.listing.planning import Plan, Timed, plan
from accord.foundation.ui.listing.state import (
    State,
    View,
    address,
    chosen_view,
    every_pair,
    pairs,
    read_state,
)

COUNTS_KEPT = 60  # seconds


class Shown:
    """Everything about one list on one page; each part is made when the template asks for it."""

    def __init__(
        self, listing: Listing, asked: QueryDict, along: Callable[[], object] | None = None
    ) -> None:
        """``along`` asks for what else the page needs, together with what its columns do."""
        self.listing = listing
        self.along = along
        self.asked = asked
        self.view = chosen_view(listing.views, asked)
        self.state = read_state(asked, self.view.state)
        self.checked = listing.checked(self.state)
        self.columns = listing.shown(self.state)
        self.failed = False

    # rows

    @cached_property
    def rows(self) -> Any:
        """Give the rows that are asked for, to count or to change them all."""
        return self.listing.assuming(self.state).filter(self._condition)

    @cached_property
    def _condition(self) -> Q:
        return self.listing.condition(self.state, self.checked)

    @cached_property
    def _plan(self) -> Plan:
        order, _descending = self.listing.order(self.state)
        return plan(
            lambda: self.listing.assuming(self.state),
            self.listing.rows.model,
            self._condition,
            order,
            self._asked,
            self._timed,
        )

    @property
    def _timed(self) -> Timed | None:
        """Say what is asked at a moment, where only that changes from one time to the next."""
        if not self._is_known or all(one.filter and one.filter.is_steady for one in self.checked):
            return None
        return Timed(
            self.listing.asking.at,
            lambda at: self.listing.condition(self.state, self.checked, at),
        )

    @property
    def _is_known(self) -> bool:
        """Tell whether the same is asked whenever the same is typed, but for the moment."""
        found = [one.filter for one in self.checked]
        return all(one is not None and (one.is_steady or one.is_timed) for one in found)

    @property
    def _asked(self) -> Hashable:
        """Tell what is asked of this list from everything else that may be."""
        token = self.listing.token
        return None if token is None else (token, *(use.written() for use in self.state.filters))

    @property
    def _token(self) -> Hashable:
        """Tell this list from all others where nothing in it changes but the moment."""
        return self._asked if self._is_known and not self._plan.is_named else None

    @cached_property
    def page(self) -> Page:
        needs = needed(self.columns, self.listing.needs)
        after, before = (read_cursor(self.asked.get(name, "")) for name in ("after", "before"))
        try:
            pager = self.listing.pager(self.state, needs, self._plan, self._token)
            if after is not None:
                return pager.after(after)
            if before is not None:
                return pager.before(before)
            return pager.last() if "last" in self.asked else pager.first()
        except OperationalError:
            self.failed = True
            return Page([], None, None)

    @cached_property
    def rows_html(self) -> Markup:
        """Draw the rows. They are joined from strings, for a template would take most of a page."""
        listing, rows = self.listing, self.page.rows
        loaded = load(self.columns, rows, listing.asking, self.along)
        drawing = Drawing(
            asking=listing.asking,
            columns=self.columns, peek=listing.peek, name=listing.name, key=listing.key,
            select_words=listing.select_words,
            group=listing.groupings.get(self.state.group), after_group=self._after_group,
        )  # fmt: skip
        return Markup(draw_rows(drawing, rows, loaded))  # noqa: S704 -- each cell escapes its own

    @property
    def _after_group(self) -> str:
        """Name the group that rows which are added to others go on with."""
        after = read_cursor(self.asked.get("after", ""))
        return after.part if after is not None and self.asked.get("part") == "rows" else "-"

    @cached_property
    def is_moved(self) -> bool:
        """Tell whether the page stands somewhere behind the first one."""
        return any(name in self.asked for name in ("after", "before", "last"))

    @cached_property
    def known_count(self) -> Counted | None:
        """Give the number of rows where it is known already; a page never waits for it."""
        if not self.is_moved and self.page.after is None:
            return exactly(len(self.page.rows))
        if self._plan.count is not None:
            return self._plan.count
        found: Counted | None = cache.get(self._count_key)
        return found

    @cached_property
    def count(self) -> Counted:
        found = self.known_count
        if found is None:
            found = count(self.rows)
            cache.set(self._count_key, found, COUNTS_KEPT)
        return found

    def count_of(self, name: str, rows: QuerySet[Any]) -> Counted:
        """Count some of the rows, as often as the rows themselves are counted."""
        key = f"{self._count_key}.{name}"
        found: Counted | None = cache.get(key)
        if found is None:
            found = count(rows)
            cache.set(key, found, COUNTS_KEPT)
        return found

    @property
    def _count_key(self) -> str:
        asked = "&".join(use.written() for use in self.state.filters)
        digest = blake2s(asked.encode(), digest_size=16).hexdigest()
        return f"{self._counts_key}.{digest}"

    @property
    def is_empty(self) -> bool:
        return not self.page.rows

    @property
    def is_narrowed(self) -> bool:
        """Tell whether only the filters leave nothing: without them there is something."""
        return bool(self.state.filters) and self.listing.rows.exists()

    @property
    def problems(self) -> list[Checked]:
        return [one for one in self.checked if one.problem]

    @cached_property
    def tally(self) -> list[str]:
        """Say how many rows are shown, and of how many once that is known."""
        n = len(self.page.rows)
        if self.known_count is None:
            return [ngettext("%(n)s shown", "%(n)s shown", n) % {"n": n}]
        shown = ngettext("%(n)s shown of %(count)s", "%(n)s shown of %(count)s", n)
        return [shown % {"n": n, "count": self.known_count}]

    # addresses

    def to(self, state: State, *more: tuple[str, str]) -> str:
        return self.listing.address + address(self.view, state, more)

    @property
    def here(self) -> str:
        """The address of this list from its start."""
        return self.to(self.state)

    @property
    def next(self) -> str:
        after = self.page.after
        return self.to(self.state, ("after", after.written())) if after else ""

    @property
    def previous(self) -> str:
        before = self.page.before
        return self.to(self.state, ("before", before.written())) if before else ""

    @property
    def last(self) -> str:
        return self.to(self.state, ("last", "1")) if self.page.after else ""

    @property
    def unchanged(self) -> str:
        return self.to(self.view.state)

    @property
    def query(self) -> str:
        return address(self.view, self.state)

    @property
    def kept(self) -> str:
        """Give the state as the form that saves it sends it."""
        return json.dumps(self.state.kept(), separators=(",", ":"))

    @property
    def can_share(self) -> bool:
        return SHARE_VIEW.allows(self.listing.asking.user)

    @property
    def cleared(self) -> str:
        return self.to(replace(self.state, filters=()))

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The state as fields of a form."""
        return pairs(self.view, self.state)

    @property
    def lasting(self) -> list[tuple[str, str]]:
        """The same, to be read alike though the view is another one by then, or gone."""
        return every_pair(self.view, self.state)

    @property
    def is_lost(self) -> bool:
        """Tell whether a view was asked for that is gone, so that these are the rows of another."""
        return "f" not in self.asked and self.asked.get("view", self.view.key) != self.view.key

    # what stands above the rows

    @cached_property
    def is_changed(self) -> bool:
        return self.state != self.view.state

    @cached_property
    def tabs(self) -> list[Tab]:
        known = self._known_counts()
        return [
            Tab(
                key=view.key,
                label=str(view.label),
                href=f"{self.listing.address}?view={view.key}",
                on=view is self.view,
                changed=view is self.view and self.is_changed,
                count=known.get(view.key),
                scope=view.scope,
            )
            for view in self.listing.views
        ]

    @property
    def counts_missing(self) -> bool:
        return self.known_count is None or any(tab.count is None for tab in self.tabs)

    def fresh_counts(self) -> None:
        """Count the rows of every view, so that the tabs can say it for a minute."""
        counts = {view.key: self._counted(view) for view in self.listing.views}
        cache.set(self._counts_key, counts, COUNTS_KEPT)
        self.known_count = self.count
        for name in ("tabs", "tally"):
            self.__dict__.pop(name, None)

    def _counted(self, view: View) -> str:
        try:
            return str(count(self.listing.narrowed(view.state)))
        except OperationalError:
            return ""

    def _known_counts(self) -> Mapping[str, str]:
        found: Mapping[str, str] = cache.get(self._counts_key, {})
        return found

    @property
    def _counts_key(self) -> str:
        return f"ui.list.{self.listing.area}.{self.listing.asking.user.pk}"

    @cached_property
    def chips(self) -> list[Chip]:
        return [
            Chip(
                place=place,
                label=str(one.label),
                says=one.words,
                edit=self.to(self.state, ("edit", str(place))),
                remove=self.to(self.state.without(place)),
                invalid=one.problem,
            )
            for place, one in enumerate(self.checked)
        ]

    @cached_property
    def heads(self) -> list[Head]:
        order, down = self.listing.order(self.state)
        return [self._head(column, order.key, down=down) for column in self.columns]

    def _head(self, column: Column, order: str, *, down: bool) -> Head:
        found = self.listing.order_named(column.sort) if column.sort else None
        href, sort = "", ""
        if found is not None:
            turned = found.starts_descending
            if found.key == order:
                sort = "descending" if down else "ascending"
                turned = not down
            state = replace(self.state, sort=("-" if turned else "") + found.key, group="")
            href = self.to(state)
        place = f"on-{column.place}" if column.place else ""
        return Head(column.key, str(column.label), href, sort, column.is_numeric, place)

    @property
    def order_words(self) -> str:
        order, down = self.listing.order(self.state)
        return _("%(order)s, downwards") % {"order": order.label} if down else str(order.label)

    @cached_property
    def orders(self) -> list[Item]:
        now, _down = self.listing.order(self.state)
        return [
            Item(
                order.key,
                str(order.label),
                self.to(
                    replace(
                        self.state,
                        sort=("-" if order.starts_descending else "") + order.key,
                        group="",
                    )
                ),
                on=order is now and not self.state.group,
            )
            for order in self.listing.orders
        ]

    @cached_property
    def groups(self) -> list[Item]:
        found = [
            Item(key, str(order.label), self.to(replace(self.state, group=key)), on=False)
            for key in self.listing.groupings
            if (order := self.listing.order_named(key)) is not None
        ]
        return [replace(item, on=item.key == self.state.group) for item in found]

    @property
    def ungrouped(self) -> str:
        return self.to(replace(self.state, group=""))

    @cached_property
    def column_choices(self) -> list[Item]:
        shown = {column.key for column in self.columns}
        return [
            Item(column.key, str(column.label), "", on=column.key in shown)
            for column in self.listing.columns
            if not column.is_fixed
        ]

    @property
    def density_turned(self) -> str:
        turned = "comfortable" if self.state.density == "compact" else "compact"
        return self.to(replace(self.state, density=turned))

    @property
    def total(self) -> str:
        """Say how many rows "select all" means; nothing where all of them are on the page."""
        if self.page.after is None and not self.is_moved:
            return ""
        return _("all %(n)s") % {"n": self.known_count} if self.known_count else _("all")

    @property
    def span(self) -> int:
        return len(self.columns) + 1
