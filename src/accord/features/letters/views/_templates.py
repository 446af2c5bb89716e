"""Templates, saved replies and one's signature."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.letters import actions, forms, policies, queries
from accord.features.letters.models import Template
from accord.features.letters.states import LANGUAGES, Kind
from accord.foundation.kernel import clock
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])


def template_or_404(request: Request, pk: int) -> Template:
    return get_object_or_404(queries.templates_visible_to(request.user), pk=pk)


def _trail() -> list[tuple[str, str]]:
    return [(_("Letters"), reverse("letters:list")), (_("Templates"), reverse("letters:templates"))]


@require_safe
@page(policies.WRITE)
def templates(request: Request) -> HttpResponse:
    """List what one may begin with, what was used last first; and one's signatures."""
    found, at = list(queries.templates_visible_to(request.user)), clock.now()
    worded = queries.wordings_of(found)
    signed = queries.signatures_of(request.user)
    context = {
        "trail": [(_("Letters"), reverse("letters:list")), (_("Templates"), "")],
        "rows": [
            {
                "template": one, "scope": one.get_scope_display(),
                "kind": Kind(one.kind).label,
                "used": formats.when(one.used_at, at=at) if one.used_at else "–",
                "wordings": [
                    {
                        "label": LANGUAGES[row.language],
                        "href": _change(request, one, row.language),
                    }
                    for row in worded.get(one.pk, [])
                ],
                "more": _change(request, one, ""),
                "drop": reverse("letters:template-drop", args=[one.pk])
                if policies.TEMPLATE.allows(request.user, one) else "",
            }
            for one in found
        ],
        "add": reverse("letters:template-add"),
        "signatures": [
            {
                "label": label, "text": signed[code].text if code in signed else "",
                "href": f"{reverse('letters:sign')}?language={code}",
            }
            for code, label in LANGUAGES.items()
        ],
        "allowed": [
            {"name": one.colleague.name, "end": reverse("letters:disallow", args=[one.pk])}
            for one in queries.allowed_by(request.user)
        ],
        "allow": reverse("letters:allow"),
        "fields": [(f"{{{{ {name} }}}}", label) for name, label in queries.FIELDS.items()],
    }  # fmt: skip
    return show(request, "letters/template_list.html", context)


def _change(request: Request, template: Template, language: str) -> str:
    """Give the address to change a template at, for who may."""
    if not policies.TEMPLATE.allows(request.user, template):
        return ""
    return f"{reverse('letters:template-change', args=[template.pk])}?language={language}"


@both
@page(policies.TEMPLATE)
def template_add(request: Request) -> HttpResponse:
    form = forms.TemplateForm(
        sheets.sent(request), initial={"language": request.user.language or "en"}
    )
    words = sheets.Sheet(
        title=_("Add a template"), save=_("Save"), said=_("Saved."),
        back=reverse("letters:templates"), trail=_trail(),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        details = actions.TemplateDetails(**given)
        return actions.keep_template(by=request.user, details=details, at=clock.now())

    return sheets.answer(request, form, words, act)


@both
@page(policies.TEMPLATE)
def template_change(request: Request, pk: int) -> HttpResponse:
    """Change a template in one language; ``?language=`` without one asks for another."""
    template = template_or_404(request, pk)
    policies.TEMPLATE.demand(request.user, template)
    rows = {row.language: row for row in queries.wordings_of([template]).get(template.pk, [])}
    row = rows.get(request.GET.get("language", ""))
    initial = {
        name: getattr(template, name) for name in ("name", "kind", "purpose", "scope")
    }  # fmt: skip
    left = next((code for code in LANGUAGES if code not in rows), "en")
    initial |= {
        "language": row.language if row else left, "subject": row.subject if row else "",
        "text": row.text if row else "",
    }  # fmt: skip
    form = forms.TemplateForm(sheets.sent(request), initial=initial)
    words = sheets.Sheet(
        title=_("Change the template"), save=_("Save"), said=_("Saved."),
        back=reverse("letters:templates"), trail=_trail(), version=template.version,
        sub=_("The other languages stay as they are."),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.change_template(
            by=request.user, template=template, details=actions.TemplateDetails(**given),
            at=clock.now(), seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.TEMPLATE)
def template_drop(request: Request, pk: int) -> HttpResponse:
    template, back = template_or_404(request, pk), reverse("letters:templates")
    return sheets.pressed(
        request, partial(actions.drop_template, template=template), _("Taken out of use."), back
    )


@both
@page(policies.SIGN)
def sign(request: Request) -> HttpResponse:
    """Say what stands below one's letters; ``?language=pl`` in which language."""
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else "en"
    there = queries.signatures_of(request.user).get(language)
    form = forms.SignForm(sheets.sent(request), initial={"text": there.text if there else ""})
    words = sheets.Sheet(
        title=_("My signature in %(language)s") % {"language": LANGUAGES[language]},
        save=_("Save"), said=_("Saved."), back=reverse("letters:templates"), trail=_trail(),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.sign, language=language))
