from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.letters import policies, queries
from accord.features.letters.models import Signature, Template, Wording
from accord.features.letters.states import LANGUAGES, Kind, Scope
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.messages import clean_header

LONG = 20_000
MOST_SIGNATURE = 1000


@dataclass(frozen=True, kw_only=True)
class TemplateDetails:
    """A template, and its words in one language; a saved reply has no subject."""

    name: str
    kind: str = Kind.LETTER
    purpose: str = ""
    scope: str = Scope.OWN
    language: str = "en"
    subject: str = ""
    text: str = ""


def keep_template(*, by: Actor, details: TemplateDetails, at: datetime) -> Template:
    """Keep words to begin letters with. Raises: NotAllowed; Invalid with a field nobody knows."""
    made = Template(owner_id=by.pk, department_id=getattr(by, "department_id", None))
    for name, value in _checked(made, details).items():
        setattr(made, name, value)
    with change(policies.TEMPLATE, by=by, at=at) as record:
        policies.TEMPLATE.demand(by, made)
        record.add(made)
        record.subject = made
        _word(record, made, details)
    return made


def change_template(
    *, by: Actor, template: Template, details: TemplateDetails, at: datetime,
    seen: int | None = None,
) -> Template:  # fmt: skip
    """Change a template and its words in one language; the other languages stay."""
    fields = _checked(template, details)
    with change(policies.TEMPLATE, by=by, at=at, subject=template, seen=seen) as record:
        record.set(template, **fields)
        policies.TEMPLATE.demand(by, template)
        _word(record, template, details)
    return template


def drop_template(*, by: Actor, template: Template, at: datetime) -> None:
    """Take a template out of use; letters that began with it stay as they are."""
    with change(policies.TEMPLATE, by=by, at=at, subject=template) as record:
        record.set(template, is_active=False)


def sign(*, by: Actor, language: str, text: str, at: datetime) -> Signature | None:
    """Say what stands below one's letters in a language; no words take the signature away."""
    if language not in LANGUAGES:
        raise Invalid(_("There is no such choice."), field="language")
    text = plain(text, "text", MOST_SIGNATURE)
    there = queries.signatures_of(by).get(language)
    with change(policies.SIGN, by=by, at=at, subject=there) as record:
        if there is not None and text:
            record.set(there, text=text)
            return there
        if there is not None:
            record.remove(there)
            return None
        made = Signature(person_id=by.pk, language=language, text=said(text, "text"))
        record.add(made)
        record.subject = made
    return made


def _checked(template: Template, details: TemplateDetails) -> dict[str, object]:
    scope = Scope(details.scope)
    if scope == Scope.DEPARTMENT and template.department_id is None:
        raise Invalid(_("You belong to no department."), field="scope")
    return {
        "name": said(details.name, "name", 120), "kind": Kind(details.kind), "scope": scope,
        "purpose": plain(details.purpose, "purpose", 200),
    }  # fmt: skip


def _word(record: Record, template: Template, details: TemplateDetails) -> None:
    if details.language not in LANGUAGES:
        raise Invalid(_("There is no such choice."), field="language")
    subject = clean_header(plain(details.subject, "subject", 200), field="subject")
    text = said(details.text, "text", LONG)
    if unknown := queries.unknown_fields(subject, text):
        words = _("There is no such field: %(names)s")
        raise Invalid(words % {"names": ", ".join(unknown)}, field="text")
    subject = "" if template.kind == Kind.REPLY else subject
    rows = {row.language: row for row in queries.wordings_of([template]).get(template.pk, [])}
    if details.language in rows:
        record.set(rows[details.language], subject=subject, text=text)
    else:
        made = Wording(template=template, language=details.language, subject=subject, text=text)
        record.add(made)
