"""Help for a hard talk: options, words to say, a second person, who takes over, agreed facts."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.conduct import actions, forms, panels, policies, queries
from accord.features.conduct.states import RESPONSES, SCRIPTS, Level
from accord.features.conduct.views._found import guide_of, talk_asked, trail_of
from accord.features.engagement.models import Interaction
from accord.features.engagement.queries import parties_of
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])


@require_safe
@page(policies.NOTE)
def guide(request: Request) -> HttpResponse:
    """Lay out what one can do about a talk; ``?lang=pl`` says in which language one talks."""
    talk, user = talk_asked(request), request.user
    parties = list(parties_of(user, talk))
    lang = request.GET.get("lang", "")
    lang = lang if lang in dict(settings.LANGUAGES) else (get_language() or "en")
    pinned = queries.pinned_facts(user, queries.pins_at(talk))
    marks = {pin.mark for pin, _fact in pinned}
    context = {
        "talk": talk, "parties": parties, "trail": trail_of((talk.ref, "")),
        "talk_href": reverse("engagement:detail", args=[talk.ref]),
        "incidents": [panels.incident_row(one) for one in queries.of_talk(user, talk)],
        "steps": _steps(talk, parties), "languages": _languages(talk, lang),
        "options": _options(), **_in_language(talk, user, lang),
        "pinned": [
            {"fact": fact, "words": visible(fact.words), "href": page_of(fact.ref),
             "drop": _of(talk, "pin-drop", pk=pin.pk)}
            for pin, fact in pinned
        ],
        "facts": [
            {"fact": fact, "words": visible(fact.words),
             "pin": _of(talk, "pin-add", mark=fact.mark)}
            for fact in queries.agreed_facts(user, parties) if fact.mark not in marks
        ],
    }  # fmt: skip
    return show(request, "conduct/guide.html", context)


def _of(talk: Interaction, verb: str, **names: Any) -> str:
    return f"{reverse(f'conduct:{verb}', kwargs=names)}?talk={talk.ref}"


def _steps(talk: Interaction, parties: list[Party]) -> dict[str, str]:
    """Give where each way to help begins."""
    about = f"?about={parties[0].ref}" if parties else ""
    return {
        "note": _of(talk, "note"), "call": _of(talk, "call"),
        "relieve": reverse("conduct:relieve") + about if about else "",
        "escalate": reverse("escalations:raise") + about if about else "",
    }  # fmt: skip


def _options() -> list[tuple[Any, list[Any]]]:
    return [
        (label, [one.label for one in RESPONSES["theirs"].values() if one.level == level])
        for level, label in Level.choices
    ]


def _languages(talk: Interaction, lang: str) -> list[dict[str, Any]]:
    here = guide_of(talk)
    return [
        {"label": name, "href": f"{here}&lang={key}", "on": key == lang}
        for key, name in settings.LANGUAGES
    ]


def _in_language(talk: Interaction, user: Any, lang: str) -> dict[str, Any]:
    """Give scripts and cards in the language one talks in."""
    mine = {use.key: use.pk for use in queries.cards_at(user, talk)}
    with override(lang):
        return {
            "lang": lang,
            "scripts": [(str(name), str(words)) for name, words in SCRIPTS],
            "cards": [
                {
                    "name": str(card.name), "signs": str(card.signs), "reply": str(card.reply),
                    "limit": str(card.limit), "on": key in mine,
                    "act": _of(talk, "card-off", pk=mine[key]) if key in mine
                    else _of(talk, "card-put", key=key),
                }
                for key, card in sorted(queries.cards().items(), key=lambda one: one[0] not in mine)
            ],
        }  # fmt: skip


@both
@page(policies.CALL)
def second_call(request: Request) -> HttpResponse:
    """Ask a colleague to come in."""
    talk = talk_asked(request)
    party = get_object_or_404(parties_of(request.user, talk)[:1])
    form = forms.CallForm(sheets.sent(request), user=request.user)
    words = sheets.Sheet(
        title=_("Ask somebody to come in"), save=_("Ask"), said=_("Asked."), back=guide_of(talk),
        trail=trail_of((talk.ref, guide_of(talk))),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.call_second, talk=talk, party=party))


@both
@page(policies.RELIEVE)
def relieve(request: Request) -> HttpResponse:
    """Hand the contact with ``?about=S-1042`` over for a time; nobody asks why."""
    ref = request.GET.get("about", "")
    party = get_object_or_404(parties_visible_to(request.user), ref=ref)
    policies.RELIEVE.demand(request.user, party)
    initial = {"taker": party.deputy_id, "days": 14}
    form = forms.RelieveForm(sheets.sent(request), user=request.user, initial=initial)
    words = sheets.Sheet(
        title=_("Somebody else takes the contact"), save=_("Hand over"), said=_("Handed over."),
        back=reverse("stakeholders:detail", args=[party.ref]), trail=trail_of(),
        sub=_("With %(name)s, for a time. You need not say why.") % {"name": visible(party.name)},
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.relieve, party=party))


@require_POST
@page(policies.RELIEVE_END)
def relief_end(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.reliefs_visible_to(request.user), pk=pk)
    actions.end_relief(by=request.user, relief=found, at=clock.now())
    back = reverse("stakeholders:detail", args=[found.party.ref])
    return sheets.done(request, _("It is as it was before."), back)


@require_POST
@page(policies.ATTACH)
def card_put(request: Request, key: str) -> HttpResponse:
    talk = talk_asked(request)
    return sheets.pressed(
        request,
        partial(actions.put_card, talk=talk, key=key),
        _("It stands at this talk, for you alone."),
        guide_of(talk),
    )


@require_POST
@page(policies.ATTACH)
def card_off(request: Request, pk: int) -> HttpResponse:
    talk = talk_asked(request)
    found = [use for use in queries.cards_at(request.user, talk) if use.pk == pk]
    for use in found:
        actions.take_card_off(by=request.user, use=use, at=clock.now())
    return sheets.done(request, _("Taken off."), guide_of(talk))


@require_POST
@page(policies.PIN)
def pin_add(request: Request, mark: str) -> HttpResponse:
    talk = talk_asked(request)
    parties = list(parties_of(request.user, talk))
    return sheets.pressed(
        request,
        partial(actions.pin_fact, talk=talk, parties=parties, mark=mark),
        _("Pinned."),
        guide_of(talk),
    )


@require_POST
@page(policies.PIN)
def pin_drop(request: Request, pk: int) -> HttpResponse:
    talk = talk_asked(request)
    for pin in (pin for pin in queries.pins_at(talk) if pin.pk == pk):
        actions.unpin_fact(by=request.user, pin=pin, at=clock.now())
    return sheets.done(request, _("No longer pinned."), guide_of(talk))


@require_safe
@page(policies.SEE)
def card_list(request: Request) -> HttpResponse:
    """Show all cards; administrators put them in words of their own."""
    may = policies.CARD.allows(request.user)
    context = {
        "trail": trail_of((_("Cards"), "")),
        "cards": [
            {"card": card,
             "change": reverse("conduct:card-change", args=[key]) if may else ""}
            for key, card in queries.cards().items()
        ],
        "add": reverse("conduct:card-add") if may else "",
    }  # fmt: skip
    return show(request, "conduct/card_list.html", context)


@both
@page(policies.CARD)
def card_add(request: Request) -> HttpResponse:
    return _card(request, "", forms.CardForm(sheets.sent(request)))


@both
@page(policies.CARD)
def card_change(request: Request, key: str) -> HttpResponse:
    card = queries.cards().get(key)
    initial = {name: str(words) for name, words in card._asdict().items()} if card else {}
    return _card(request, key, forms.CardForm(sheets.sent(request), initial=initial))


def _card(request: Request, key: str, form: forms.CardForm) -> HttpResponse:
    def act(given: dict[str, Any]) -> object:
        details = actions.CardDetails(**given)
        return actions.word_card(by=request.user, key=key, details=details, at=clock.now())

    back = reverse("conduct:cards" if policies.SEE.allows(request.user) else "conduct:rules")
    words = sheets.Sheet(
        title=_("A card"), save=_("Save"), said=_("Saved."), back=back,
        trail=trail_of((_("Cards"), back)),
        sub=_("About what is done in a talk, never about who does it."),
    )  # fmt: skip
    return sheets.answer(request, form, words, act)


@require_safe
@page(policies.VIEW)
def rules(request: Request) -> HttpResponse:
    """Show how people are to be treated here."""
    found = queries.rules_now()
    may_change = policies.CONFIGURE.allows(request.user)
    context = {
        "trail": trail_of((_("Rules of conduct"), "")), "rules": found,
        "change": reverse("conduct:rules-change") if may_change else "",
    }  # fmt: skip
    return show(request, "conduct/rules.html", context)


@both
@page(policies.CONFIGURE)
def rules_change(request: Request) -> HttpResponse:
    found = queries.rules_now()
    names = ("words", "appeal", "suggests")
    initial = {name: getattr(found, name) for name in names} if found else {}
    form = forms.RulesForm(sheets.sent(request), initial=initial)
    back = reverse("conduct:rules")
    words = sheets.Sheet(
        title=_("Rules of conduct"), save=_("Save"), said=_("Saved."), back=back,
        trail=trail_of((_("Rules of conduct"), back)),
    )  # fmt: skip
    return sheets.filled(request, form, words, actions.set_rules)
