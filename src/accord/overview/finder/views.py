"""The search page, and what the palette is answered at each keystroke."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.text import visible
from accord.foundation.search.queries import find
from accord.foundation.search.results import Found, Group
from accord.foundation.search.sources import sources
from accord.foundation.search.texts import TextsFound, find_texts
from accord.foundation.ui.pages import Request, page, show
from accord.overview.finder import policies, queries

LONGEST = 200
FEW, MANY = 8, 50
QUICK = 1000  # cards looked at for several words at each keystroke
TEXTS = "texts"


@require_safe
@page(policies.FIND)
def palette(request: Request) -> HttpResponse:
    """Answer one keystroke with rows to choose from, and nothing around them."""
    words = request.GET.get("q", "")[:LONGEST].strip()
    found = find(request.user, words, limit=FEW, most=QUICK)
    groups = queries.palette_groups(request.user, words, found)
    html = get_template("finder/palette.html", using="jinja2").render({"groups": groups})
    return HttpResponse(html)


@require_safe
@page(policies.FIND)
def names(request: Request) -> HttpResponse:
    """Give whom an @ in somebody's words may mean; ``of=all``: stakeholders as well."""
    words = request.GET.get("q", "")[:LONGEST].strip()
    context = {
        "people": queries.colleagues_called(words),
        "hits": queries.stakeholders_called(request.user, words)
        if request.GET.get("of") == "all" else [],
    }  # fmt: skip
    html = get_template("finder/names.html", using="jinja2").render(context)
    return HttpResponse(html)


@require_safe
@page(policies.FIND)
def results(request: Request) -> HttpResponse:
    """Show everything that has the words; ``kind`` and ``after`` lead on in one group."""
    words = request.GET.get("q", "")[:LONGEST].strip()
    kind = request.GET.get("kind", "")
    after = request.GET.get("after", "")
    try:
        found, texts = _found(request, words, kind, after)
    except Invalid:
        found, texts = _found(request, words, kind, "")
    context = {
        "words": visible(words),
        "headline": _headline(words, found, texts),
        "groups": [_group(words, group) for group in found.groups],
        "texts": [_text(hit) for hit in texts.hits],
        "texts_more": _address(words, TEXTS, texts.after) if texts.after else "",
        "meant": found.meant,
        "meant_address": _address(found.meant) if found.meant else "",
        "is_partial": found.is_partial,
        "new": queries.makings_for(request.user, words) if words and not found.groups else [],
        "recent": [] if words else [queries.option_of(h) for h in _recent(request)],
        "everything": _address(words) if kind else "",
    }
    return show(request, "finder/results.html", context, fragment="results")


def _found(request: Request, words: str, kind: str, after: str) -> tuple[Found, TextsFound]:
    limit = MANY if kind else FEW
    found, texts = Found(), TextsFound()
    if kind != TEXTS:
        kinds = [kind] if kind in sources else []
        found = find(request.user, words, limit=limit, kinds=kinds, after=after if kind else "")
    if kind in {"", TEXTS}:
        texts = find_texts(request.user, words, limit=limit, after=after if kind else "")
    return found, texts


def _headline(words: str, found: Found, texts: TextsFound) -> str:
    if not words:
        return _("Search")
    said = {"words": visible(words)}
    if found.groups or texts.hits:
        return _("Found for “%(words)s”") % said
    return _("Nothing has “%(words)s”") % said


def _group(words: str, group: Group) -> dict[str, Any]:
    return {
        "label": str(sources[group.kind].label),
        "options": [queries.option_of(hit) for hit in group.hits],
        "more": _address(words, group.kind, group.after) if group.after else "",
    }


def _text(hit: Any) -> dict[str, Any]:
    return {
        "title": visible(hit.title),
        "ref": hit.ref,
        "address": hit.address,
        "at": hit.at,
        "excerpt": queries.drawn((visible(text), is_marked) for text, is_marked in hit.excerpt),
    }


def _recent(request: Request) -> Any:
    return queries.recently_changed(request.user)


def _address(words: str, kind: str = "", after: str = "") -> str:
    asked = {"q": words, "kind": kind, "after": after}
    return f"{reverse('finder:results')}?{urlencode({k: v for k, v in asked.items() if v})}"
