from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet

from accord.features.letters.models import Signature, Template, Wording
from accord.features.letters.queries._merging import nearest
from accord.features.letters.states import Scope


def templates_visible_to(user: Any) -> QuerySet[Template]:
    """Give what one may begin a letter with; what was used last comes first."""
    mine = Q(scope=Scope.OWN, owner_id=user.pk) | Q(scope=Scope.EVERYONE)
    department = getattr(user, "department_id", None)
    if department is not None:
        mine |= Q(scope=Scope.DEPARTMENT, department_id=department)
    found = Template.objects.filter(mine, is_active=True)
    return found.select_related("owner").order_by(F("used_at").desc(nulls_last=True), "name", "pk")


def wordings_of(templates: Any) -> dict[int, list[Wording]]:
    """Give the wordings of some templates, by the key of each."""
    found: dict[int, list[Wording]] = {}
    for row in Wording.objects.filter(template__in=templates).order_by("template_id", "pk"):
        found.setdefault(row.template_id, []).append(row)
    return found


def wording_for(template: Template, language: str) -> Wording | None:
    """Give the words in the language of a party, in the house's, or in whichever there is."""
    rows = {row.language: row for row in wordings_of([template]).get(template.pk, [])}
    there = rows.get(nearest(language)) or rows.get(settings.LANGUAGE_CODE)
    return there or next(iter(rows.values()), None)


def signatures_of(user: Any) -> dict[str, Signature]:
    return {row.language: row for row in Signature.objects.filter(person_id=user.pk)}
