"""The small parts that a list draws hundreds of times: functions, far faster than macros.

Templates import them from ``ui/parts.html`` like every other part.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from accord.foundation.kernel.text import initials, tone, visible
from accord.foundation.ui.assets import icon as draw
from accord.foundation.ui.charts import ring
from accord.foundation.ui.charts.svg import safe
from accord.foundation.ui.formats import Due

_WAYS = {"up": "trending-up", "dn": "trending-down"}


def avatar(
    name: str,
    kind: str = "person",
    size: str = "",
    colour: int = 0,
    photo: str = "",
    spoken: bool = False,  # noqa: FBT001, FBT002 -- templates name it
) -> Markup:
    """Draw who it is: people are round, organisations and groups rounded squares; size "", s, l."""
    return _avatar(name, kind == "person", size, colour or tone(name), photo, spoken)


@lru_cache(maxsize=4096)
def _avatar(
    name: str,
    is_round: bool,  # noqa: FBT001
    size: str,
    colour: int,
    photo: str,
    spoken: bool,  # noqa: FBT001
) -> Markup:
    classes = f"av c{colour}{'' if is_round else ' sq'}{f' {size}' if size else ''}"
    said = escape(name)
    told = f'role="img" aria-label="{said}" title="{said}"' if spoken else 'aria-hidden="true"'
    if photo:
        face = f'<img src="{escape(photo)}" alt="" loading="lazy">'
    else:
        face = escape(initials(name)) if name else draw("user-round", "s")
    return safe(f'<span class="{classes}" {told}>{face}</span>')


def who(  # noqa: PLR0913, PLR0917 -- somebody, on one line
    name: str,
    sub: str = "",
    href: str = "",
    kind: str = "person",
    size: str = "",
    colour: int = 0,
    photo: str = "",
) -> Markup:
    """Name somebody with their picture and one quiet line below."""
    below = f"<small>{escape(visible(sub))}</small>" if sub else ""
    tag, end = (
        (f'a class="who" href="{escape(href)}"', "a") if href else ('span class="who"', "span")
    )
    return safe(
        f"<{tag}>{avatar(name, kind, size, colour, photo)}"
        f"<span><b>{escape(visible(name))}</b>{below}</span></{end}>"
    )


def owner(name: str, colour: int = 0) -> Markup:
    """Draw a colleague small; the name is said and shown on hover."""
    return avatar(name, "person", "s", colour, "", spoken=True)


def stack(people: Iterable[Mapping[str, Any]], more: int = 0) -> Markup:
    """Draw several people overlapping; each is ``{"name": …, "colour": …}``."""
    drawn = "".join(
        avatar(person["name"], "person", "", person.get("colour", 0), "", spoken=True)
        for person in people
    )
    if more:
        said = escape(ngettext("%(n)s more", "%(n)s more", more) % {"n": more})
        drawn += f'<span class="av" role="img" aria-label="{said}">+{more}</span>'
    return safe(f'<span class="avs">{drawn}</span>')


def clock(words: str, part: float = 0.5, state: str = "", full: str = "") -> Markup:
    """Tell how much of the agreed time is used; state "", soon, late or done."""
    title = f' title="{escape(full)}"' if full else ""
    return safe(f'<span class="clock {state}"{title}>{ring(part)}{escape(words)}</span>')


def due_clock(due: Due) -> Markup:
    return clock(due.words, due.part, due.state, due.full)


def delta(text: str, way: str = "fl", icon_only: bool = False) -> Markup:  # noqa: FBT001, FBT002 -- templates name it
    """Tell a change: ``way`` is up, dn or fl."""
    said = f'<span class="vh">{escape(text)}</span>' if icon_only else escape(text)
    return safe(f'<span class="delta {way}">{draw(_WAYS.get(way, "minus"), "s")}{said}</span>')


def tag(text: str, kind: str = "", icon: str = "", href: str = "") -> Markup:
    """Set a word apart; kind "", ok, warn, bad, info, acc (a link) or line (a fact)."""
    face = f"{draw(icon, 's') if icon else ''}{escape(text)}"
    if href:
        return safe(f'<a class="tag {kind}" href="{escape(href)}">{face}</a>')
    return safe(f'<span class="tag {kind}">{face}</span>')


def ref(code: str, href: str = "", icon: str = "") -> Markup:
    """Write a reference, grey, with the icon of its area."""
    face = f"{draw(icon, 's') if icon else ''}{escape(code)}"
    if href:
        return safe(f'<a class="ref" href="{escape(href)}">{face}</a>')
    return safe(f'<span class="ref">{face}</span>')


def pip(kind: str = "") -> Markup:
    return safe(f'<i class="pip {kind}"></i>')


def td_check(label: str, value: object, name: str = "ids", on: bool = False) -> Markup:  # noqa: FBT001, FBT002 -- templates name it
    """Draw the first cell of a row that can be selected."""
    return safe(
        f'<td><input type="checkbox" class="check" data-select name="{escape(name)}" '
        f'value="{escape(value)}" aria-label="{escape(label)}"{" checked" if on else ""}></td>'
    )


def event(  # noqa: PLR0913, PLR0917 -- one line of a stream
    icon: str,
    line: str,
    moment: str = "",
    full: str = "",
    tone: str = "",
    inside: bool = False,  # noqa: FBT001, FBT002 -- templates name it
    id: str = "",  # noqa: A002 -- as the attribute is called
    body: str = "",
    caller: Callable[[], Markup] | None = None,
) -> Markup:
    """Draw one event of a stream; what is told of it is ``body``, or what the caller gives."""
    told = body or (caller() if caller is not None else "")
    kept = f' <span class="vh">{_inside()}</span>' if inside else ""
    when = ""
    if moment:
        title = f' title="{escape(full)}"' if full else ""
        when = f"<time{title}>{escape(moment)}</time>"
    box = f'<div class="bx{" int" if inside else ""}">{escape(told)}</div>' if told else ""
    name = f' id="{escape(id)}"' if id else ""
    return safe(
        f'<div class="ev"{name}><span class="ic {"int" if inside else tone}">'
        f'{draw("lock" if inside else icon)}</span><div><div class="hd">'
        f"<span>{escape(line)}{kept}</span>{when}</div>{box}</div></div>"
    )


def _inside() -> Markup:
    return escape(_("inside, not visible outside"))


def prop(  # noqa: PLR0913, PLR0917 -- one fact with all its states
    label: str,
    value: object = "",
    edit: str = "",
    id: str = "",  # noqa: A002 -- as the attribute is called
    state: str = "rest",
    origin: str = "",
    why: str = "",
    cls: str = "",
) -> Markup:
    """Draw a fact, its name before it."""
    name = f' id="{escape(id)}"' if id else ""
    shown = prop_value(label, value, edit, state, origin, why, cls)
    return safe(f"<dt>{escape(label)}</dt><dd{name}>{shown}</dd>")


def prop_value(  # noqa: PLR0913, PLR0917 -- one fact with all its states
    label: str,
    value: object = "",
    edit: str = "",
    state: str = "rest",
    origin: str = "",
    why: str = "",
    cls: str = "",
) -> Markup:
    """Draw the value of a fact; state rest, saved or readonly. With ``edit`` it opens its form."""
    dress = " ".join(
        part
        for part in ("ed", cls, "okk" if state == "saved" else "", "" if value else "blank")
        if part
    )
    shown = escape(value or _("not known"))
    if origin:
        shown += safe(f' <span class="from">{escape(origin)}</span>')
    saved = draw("check", "s") if state == "saved" else ""
    if edit:
        here, named = escape(edit), escape(_("Edit %(field)s:") % {"field": label})
        told = escape(_("saved"))
        said = f'{saved}<span class="vh">{told}</span>' if saved else ""
        return safe(
            f'<a class="{dress}" href="{here}" hx-get="{here}" hx-target="closest dd" data-prop>'
            f'<span class="vh">{named} </span>{shown}{said}{draw("pencil", "s pen")}</a>'
        )
    title = f' title="{escape(why)}"' if why else ""
    if state == "readonly":
        locked = escape(why or _("read only"))
        saved += safe(f'{draw("lock", "s mut")}<span class="vh">{locked}</span>')
    return safe(f'<span class="{dress}"{title}>{shown}{saved}</span>')


PARTS = {
    part.__name__: part
    for part in (
        avatar,
        who,
        owner,
        stack,
        clock,
        due_clock,
        delta,
        tag,
        ref,
        pip,
        td_check,
        event,
        prop,
        prop_value,
    )
}
