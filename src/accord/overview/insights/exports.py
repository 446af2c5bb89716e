"""The joint list on paper, for the partner."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accord.features.promises.models import Promise
from accord.features.promises.states import Side
from accord.features.stakeholders.models import Party
from accord.foundation.ui import formats
from accord.foundation.ui.posting import Page, paper
from accord.overview.insights import queries


def joint_paper(user: Any, party: Party, at: datetime) -> bytes:
    return paper([joint_letter(user, party, at)], ref=party.ref, at=at)


def joint_letter(user: Any, party: Party, at: datetime) -> Page:
    """Write, in the partner's language, what each side said it would do and by when."""
    known = dict(settings.LANGUAGES)
    language = party.language if party.language in known else get_language() or "en"
    with override(language):
        both = queries.joint_list(user, party)
        ours = [one.name for one in (party.owner, party.deputy) if one]
        reached = _("You reach us through %(names)s.") % {"names": formats.listing(ours)}
        text = "\n\n".join([
            _side(_("What we do:"), [one for one in both if one.side == Side.WE]),
            _side(_("What you do:"), [one for one in both if one.side == Side.THEY]),
            *([reached] if ours else []),
            settings.ORGANISATION,
        ])  # fmt: skip
        subject = _("What we agreed to do, as of %(day)s") % {"day": formats.long_date(at)}
    return Page(party.name, "", subject, text, language)


def _side(head: str, promises: Sequence[Promise]) -> str:
    lines = [f"{one.words} ({_due(one)})" for one in promises] or [_("nothing")]
    return "\n".join([head, *(f"– {line}" for line in lines)])


def _due(promise: Promise) -> str:
    if promise.due_at is None:
        return _("no date")
    return _("by %(day)s") % {"day": formats.long_date(promise.due_at)}
