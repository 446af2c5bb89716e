"""How the roll-up of a strategic segment is said: each number with what stands behind it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from accord.features.needs.states import Confidence, Kind, State
from accord.features.wants.models import Focus, Want
from accord.features.wants.queries import FEWEST, Rollup, edge_of
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats


def listed(name: str, focus: Focus, *filters: str) -> str:
    """Give the address of a list that is asked for this segment, and for ``filters``."""
    asked = [("view", "all"), ("f", f"segment:is:{focus.segment_id}")]
    return f"{reverse(name)}?{urlencode([*asked, *(('f', one) for one in filters)])}"


def age(day: date | None, at: datetime) -> str:
    """Say how old knowledge is, in months from the second on."""
    if day is None:
        return "–"
    days = max((formats.local(at) - day).days, 0)
    if days < 60:  # noqa: PLR2004 -- two months
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    months = round(days / 30.44)
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}


def figures(focus: Focus, rolled: Rollup, at: datetime) -> list[dict[str, Any]]:
    """Give the numbers of a segment; each leads to the list that it counts."""
    silent = rolled.members - rolled.known
    return [
        {
            "label": _("Have said something"),
            "value": _("%(n)s of %(all)s") % {"n": rolled.known, "all": rolled.members},
            "href": listed("stakeholders:list", focus, "wants:is:yes"),
            "sub": _link(
                ngettext("nothing known of %(n)s", "nothing known of %(n)s", silent)
                % {"n": silent},
                listed("stakeholders:list", focus, "wants:is:no") if silent else "",
            ),
        },
        {
            "label": _("What was heard"), "value": rolled.needs,
            "href": listed("needs:list", focus) if rolled.needs else "",
            "sub": Markup(", ").join(
                _link(
                    f"{kind.label} {rolled.kinds[kind]}",
                    listed("needs:list", focus, f"kind:is:{kind.value}"),
                )
                for kind in Kind
                if rolled.kinds[kind]
            ),
        },
        _met(focus, rolled), _age(focus, rolled, at),
    ]  # fmt: skip


def _met(focus: Focus, rolled: Rollup) -> dict[str, Any]:
    share = rolled.share_met
    of = _("%(n)s of %(all)s") % {"n": rolled.met, "all": rolled.needs}
    few = _("%(of)s; a share is said from %(least)s on") % {"of": of, "least": FEWEST}
    return {
        "label": _("Met"), "value": "–" if share is None else formats.percent(share),
        "href": listed("needs:list", focus, f"state:is:{State.MET.value}") if rolled.met else "",
        "sub": few if share is None else of,
    }  # fmt: skip


def _age(focus: Focus, rolled: Rollup, at: datetime) -> dict[str, Any]:
    edge = edge_of(focus, at)
    stale = rolled.stale(edge)
    behind = listed("needs:list", focus, f"confirmed:before:{edge.isoformat()}")
    oldest = _("median; the oldest %(age)s") % {"age": age(rolled.oldest, at)}
    words = ngettext("%(n)s to be asked again", "%(n)s to be asked again", stale) % {"n": stale}
    return {
        "label": _("Age of what we know"), "value": age(rolled.median, at),
        "sub": Markup("{}; {}").format(oldest, _link(words, behind if stale else ""))
        if rolled.needs
        else "",
    }  # fmt: skip


def _link(words: str, href: str) -> Markup | str:
    return Markup('<a class="link" href="{}">{}</a>').format(href, words) if href else words


def how_known(focus: Focus, rolled: Rollup) -> list[tuple[str, int, str]]:
    """Give the mix of how we know: (word, how many, the list of them)."""
    return [
        (str(one.label), n, listed("needs:list", focus, f"confidence:is:{one.value}"))
        for one in Confidence
        if (n := rolled.confidences[one])
    ]


def method(focus: Focus, rolled: Rollup, at: datetime) -> str:
    """Say what was counted, over which period."""
    if rolled.oldest is None or rolled.newest is None:
        return _("Nothing is known of the members yet, as far as you may see them.")
    words = _(
        "What holds of the members that you may see, last confirmed %(first)s – %(last)s; "
        "to be asked again after %(months)s."
    )
    today = formats.local(at)
    first, last = (formats.day_month(day, today=today) for day in (rolled.oldest, rolled.newest))
    months = ngettext("%(n)s month", "%(n)s months", focus.fresh_months)
    return words % {
        "first": first, "last": last, "months": months % {"n": focus.fresh_months},
    }  # fmt: skip


def told(want: Want, at: datetime, here: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Give what a segment wants as its row shows it."""
    is_stale = want.ended_at is None and want.confirmed_on < edge_of(want.focus, at)
    return {
        "words": visible(want.words), "kind": Kind(want.kind).label,
        "how": Confidence(want.confidence).label, "source": visible(want.source),
        "day": formats.day_month(want.confirmed_on, today=formats.local(at)),
        "who": want.by or _("The system"),
        "is_stale": is_stale, "here": here or {},
    }  # fmt: skip
