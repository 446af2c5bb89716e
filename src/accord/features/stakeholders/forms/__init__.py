"""The shapes of what people give."""

from accord.features.stakeholders.forms._fact import (
    FACTS,
    GROUP_ONLY,
    MAIN,
    MORE,
    PERSON_ONLY,
    answer,
    country_name,
    fact_form,
    language_name,
)
from accord.features.stakeholders.forms._protection import ErasureForm
from accord.features.stakeholders.forms._record import (
    AddForm,
    ConsentForm,
    ContactForm,
    EndPostForm,
    GroupForm,
    HandOverForm,
    IdentifierForm,
    NameForm,
    NoteForm,
    PermissionForm,
    PlaceForm,
    PostForm,
    RestrictForm,
    RetireForm,
    TopicsForm,
)

__all__ = [
    "FACTS", "GROUP_ONLY", "MAIN", "MORE", "PERSON_ONLY", "AddForm", "ConsentForm", "ContactForm",
    "EndPostForm", "ErasureForm", "GroupForm", "HandOverForm", "IdentifierForm",
    "NameForm", "NoteForm", "PermissionForm", "PlaceForm", "PostForm", "RestrictForm", "RetireForm",
    "TopicsForm", "answer", "country_name", "fact_form", "language_name",
]  # fmt: skip
