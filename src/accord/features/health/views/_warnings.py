"""Early warnings: which signs open tasks, from which figures on, and who laid that down."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from accord.features.health import actions, policies, queries
from accord.features.health.forms import RuleForm
from accord.features.health.models import WarningRule
from accord.features.health.states import PLAYBOOKS, Sign
from accord.foundation.kernel import clock
from accord.foundation.ui import addresses, formats, sheets
from accord.foundation.ui.pages import Request, page, show


@require_safe
@page(policies.CONFIGURE)
def warnings(request: Request) -> HttpResponse:
    rules, at = queries.rules_in_force(), clock.now()
    context = {
        "rules": [_line(rules[sign]) for sign in Sign.values],
        "written": [
            {
                **_line(row), "who": row.by.name if row.by else _("Accord"),
                "moment": formats.stamp(row.at, at=at),
            }
            for row in queries.rules_written()[:50]
        ],
    }  # fmt: skip
    return show(request, "health/warnings.html", context)


def _line(row: WarningRule) -> dict[str, Any]:
    sign = Sign(row.sign)
    return {
        "label": sign.label, "is_on": row.is_on, "from": _from(row),
        "words": row.words or str(PLAYBOOKS[sign]),
        "change": addresses.to("health:warning-change", kwargs={"sign": sign}),
    }  # fmt: skip


def _from(row: WarningRule) -> str:
    """Say from which figures on a sign is shown."""
    if row.sign == Sign.CROSSED:
        return _("at once")
    if row.sign == Sign.SILENCE:
        return _("%(n)s times the rhythm") % {"n": formats.number(row.figure)}
    within = ngettext("%(n)s in %(days)s day", "%(n)s in %(days)s days", row.days)
    return within % {"n": formats.number(row.figure), "days": row.days}


@require_http_methods(["GET", "POST"])
@page(policies.CONFIGURE)
def warning_change(request: Request, sign: str) -> HttpResponse:
    """Ask when one sign opens tasks from now on."""
    if sign not in Sign.values:
        raise Http404
    back, rule = addresses.to("health:warnings"), queries.rules_in_force()[sign]
    names = ("is_on", "figure", "days", "words")
    form = RuleForm(
        sheets.sent(request), sign=sign, initial={name: getattr(rule, name) for name in names}
    )
    words = sheets.Sheet(
        title=str(Sign(sign).label), save=pgettext("a rule", "Lay down"), said=_("Laid down."),
        back=back, trail=[(_("Early warnings"), back)],
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        kept = {"figure": rule.figure, "days": rule.days, **given}
        details = actions.RuleDetails(sign=sign, **kept)
        return actions.lay_down(by=request.user, details=details, at=clock.now())

    return sheets.answer(request, form, words, act)
