"""Fields and tags, made by the same actions as everybody's."""

from accord.foundation.fields import actions
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON

PARTY = "stakeholders.party"


def field(key="meter", kind="text", *, at=NOON, options=(), **more):
    details = actions.FieldDetails(
        PARTY, kind, {"en": key.capitalize()}, key=key, is_filterable=more.pop("filterable", True),
        options=[{"key": word, "labels": {"en": word.capitalize()}} for word in options], **more,
    )  # fmt: skip
    return actions.add_field(by=SYSTEM, details=details, at=at)


def tag(name="farmers", *, at=NOON):
    return actions.add_tag(by=SYSTEM, name=name, at=at)
