"""What each level answers for, in our own words, and the states of what shows it."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Practice(TextChoices):
    """The five practices that responsibilities belong to."""

    RELATIONS = "relations", pgettext_lazy("practice", "Relations")
    CLIENT_PROJECTS = "client-projects", pgettext_lazy("practice", "Client projects")
    CUSTOMER_QUALITY = "customer-quality", pgettext_lazy("practice", "Customer quality")
    COMMUNITY = "community", pgettext_lazy("practice", "Community")
    COORDINATION = "coordination", pgettext_lazy("practice", "Coordination")


class Grade(TextChoices):
    """How somebody sees themselves at one responsibility."""

    NOT_YET = "not-yet", pgettext_lazy("self-assessment", "not yet")
    WITH_HELP = "with-help", pgettext_lazy("self-assessment", "with help")
    ALONE = "alone", pgettext_lazy("self-assessment", "on my own")
    HELPS = "helps", pgettext_lazy("self-assessment", "I help others")


class ItemState(TextChoices):
    """The life of one item of a portfolio."""

    DRAFT = "draft", pgettext_lazy("portfolio item", "draft")
    OFFERED = "offered", pgettext_lazy("portfolio item", "offered")
    ACCEPTED = "accepted", pgettext_lazy("portfolio item", "accepted")
    RETURNED = "returned", pgettext_lazy("portfolio item", "returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("portfolio item", "withdrawn")


MOVES: dict[str, frozenset[str]] = {
    ItemState.DRAFT: frozenset({ItemState.OFFERED, ItemState.WITHDRAWN}),
    ItemState.OFFERED: frozenset(
        {ItemState.ACCEPTED, ItemState.RETURNED, ItemState.DRAFT, ItemState.WITHDRAWN}
    ),
    ItemState.RETURNED: frozenset({ItemState.OFFERED, ItemState.WITHDRAWN}),
    ItemState.ACCEPTED: frozenset({ItemState.WITHDRAWN}),
    ItemState.WITHDRAWN: frozenset(),
}
EDITABLE = frozenset({ItemState.DRAFT, ItemState.RETURNED})
SHOWN = frozenset({ItemState.OFFERED, ItemState.ACCEPTED, ItemState.RETURNED})


class Part(TextChoices):
    """What somebody is to the owner of a profile."""

    MENTOR = "mentor", _("Mentor")
    ASSESSOR = "assessor", _("Assessor")


class Verdict(TextChoices):
    """What an assessor says of a level."""

    REACHED = "reached", pgettext_lazy("level", "reached")
    NOT_YET = "not-yet", pgettext_lazy("level", "not yet reached")


LEVEL_NAMES: dict[int, str | Promise] = {
    4: _("Level 4: practitioner"), 5: _("Level 5: lead"), 6: _("Level 6: manager"),
    7: _("Level 7: executive sponsor"),
}  # fmt: skip

ATTRIBUTES: dict[str, tuple[str | Promise, str | Promise]] = {
    "autonomy": (_("Autonomy"), _("What I decide myself, and whom I ask about what.")),
    "influence": (_("Influence"), _("Whom I move to do what, inside and outside.")),
    "complexity": (_("Complexity"), _("How tangled what I deal with is.")),
    "business_skills": (_("Business skills"), _("How I plan, speak, write, lead and learn.")),
    "knowledge": (_("Knowledge"), _("What I know of the field, and how I keep it fresh.")),
}


@dataclass(frozen=True)
class Responsibility:
    """One thing a level answers for: what it is, where it belongs, which facts speak of it."""

    words: str | Promise
    practices: tuple[Practice, ...]
    facts: tuple[str, ...]


P = Practice
RESPONSIBILITIES: dict[str, Responsibility] = {
    "carry_out_plans": Responsibility(
        _("Do in time what the plans for stakeholders ask"),
        (P.RELATIONS, P.CLIENT_PROJECTS), ("tasks_in_time", "talks_recorded"),
    ),
    "deal_with_problems": Responsibility(
        _("See a problem through: settle it, mend what caused it, pass on what it taught"),
        (P.CUSTOMER_QUALITY, P.COORDINATION), ("promises_kept",),
    ),
    "spread_information": Responsibility(
        _("Gather what stakeholders say and bring it to those who need it"),
        (P.COORDINATION, P.COMMUNITY), ("talks_recorded", "needs_quoted"),
    ),
    "measure_by_feedback": Responsibility(
        _("Use what stakeholders tell us to see whether our work helps"),
        (P.CUSTOMER_QUALITY,), ("needs_quoted", "stakes_assessed"),
    ),
    "develop_relationships": Responsibility(
        _("Help relationships grow, with clients and with neighbours"),
        (P.RELATIONS, P.COMMUNITY), ("promises_kept", "stakes_at_level"),
    ),
    "find_needs_of_groups": Responsibility(
        _("Find out what whole groups of stakeholders need"),
        (P.COMMUNITY, P.CUSTOMER_QUALITY), ("needs_quoted", "stakes_assessed"),
    ),
    "turn_strategy_into_activities": Responsibility(
        _("Turn what we want to be for stakeholders into steps that people take"),
        (P.RELATIONS, P.COORDINATION), ("tasks_in_time", "goals_reached"),
    ),
    "make_discussion_open": Responsibility(
        _("Bring people together so that all speak openly"),
        (P.COMMUNITY,), ("workshops_led",),
    ),
    "be_single_point_of_contact": Responsibility(
        _("Be the one to whom a stakeholder can always turn"),
        (P.CLIENT_PROJECTS, P.RELATIONS), ("talks_recorded", "promises_kept"),
    ),
    "keep_plans": Responsibility(
        _("Keep the plans for relationships true as things change"),
        (P.CLIENT_PROJECTS,), ("plans_reviewed", "stakes_assessed"),
    ),
    "give_informed_feedback": Responsibility(
        _("Tell our own people what stakeholders think, resting on what was heard"),
        (P.CUSTOMER_QUALITY, P.COORDINATION), ("needs_quoted", "talks_recorded"),
    ),
    "support_decisions": Responsibility(
        _("Help others decide where stakeholders want different things"),
        (P.CLIENT_PROJECTS, P.COORDINATION), ("tradeoffs_decided", "stakes_assessed"),
    ),
    "share_information": Responsibility(
        _("See that what is known is written down and found by others"),
        (P.COORDINATION,), ("talks_recorded", "needs_quoted"),
    ),
    "lead_strategies_and_plans": Responsibility(
        _("Lead how we deal with stakeholders, and the plans that follow from it"),
        (P.RELATIONS, P.CLIENT_PROJECTS), ("plans_reviewed", "goals_reached"),
    ),
    "keep_senior_relations_long_term": Responsibility(
        _("Keep relationships with those who decide on the other side, over years"),
        (P.RELATIONS,), ("promises_kept", "goals_reached"),
    ),
    "facilitate_between_stakeholders": Responsibility(
        _("Bring stakeholders with different interests to talk with each other"),
        (P.COMMUNITY, P.COORDINATION), ("workshops_led", "tradeoffs_decided"),
    ),
    "negotiate_to_needs_and_agreements": Responsibility(
        _("Negotiate until needs are met and agreements hold"),
        (P.CLIENT_PROJECTS,), ("tradeoffs_decided", "promises_kept"),
    ),
    "oversee_monitoring_and_lessons": Responsibility(
        _("See that relationships are watched and lessons are used"),
        (P.CUSTOMER_QUALITY,), ("plans_reviewed", "stakes_at_level"),
    ),
    "lead_improvement": Responsibility(
        _("Lead what makes our work with stakeholders better"),
        (P.CUSTOMER_QUALITY, P.COORDINATION), ("goals_reached", "tasks_in_time"),
    ),
    "set_approach_to_objectives": Responsibility(
        _("Lay down how the organisation learns what stakeholders aim at"),
        (P.RELATIONS, P.COORDINATION), ("visions_set", "plans_sponsored"),
    ),
    "keep_executive_relations_long_term": Responsibility(
        _("Keep relationships between the heads of both sides, over years"),
        (P.RELATIONS, P.COMMUNITY), ("plans_sponsored", "talks_recorded"),
    ),
    "set_vision_and_roles": Responsibility(
        _("Set the vision, and who in the organisation does what for it"),
        (P.COORDINATION,), ("visions_set",),
    ),
    "answer_for_results": Responsibility(
        _("Answer for what our work with stakeholders brings"),
        (P.CUSTOMER_QUALITY, P.CLIENT_PROJECTS), ("goals_reached", "tradeoffs_decided"),
    ),
}  # fmt: skip

FACTS: dict[str, str | Promise] = {
    "tasks_in_time": _("Tasks done in time"),
    "promises_kept": _("Promises kept in time"),
    "talks_recorded": _("Conversations logged"),
    "needs_quoted": _("Needs heard, with a quotation"),
    "stakes_assessed": _("Stakes assessed"),
    "stakes_at_level": _("Stakes looked after, at the level wanted"),
    "workshops_led": _("Workshops led to the end"),
    "tradeoffs_decided": _("Trade-offs decided"),
    "plans_reviewed": _("Key plans reviewed"),
    "goals_reached": _("Goals reached in own key plans"),
    "plans_sponsored": _("Key plans stood for as sponsor"),
    "visions_set": _("Visions set"),
}
