"""What the API reads: plain rows, made ready to be written as JSON."""

from accord.overview.api.queries._conduct import (
    arrangement,
    arrangement_at,
    arrangement_list,
    incident,
    incident_at,
    incident_list,
)
from accord.overview.api.queries._consultations import (
    answer_at,
    answer_list,
    answers_said,
    asked_option_at,
    consultation,
    consultation_answer,
    consultation_at,
    consultation_list,
    consulted_of,
    promised_by_us,
    reply_at,
)
from accord.overview.api.queries._correspondence import (
    arrival_list,
    message,
    message_at,
    message_list,
    message_to_settle,
)
from accord.overview.api.queries._discussions import (
    report_at,
    space,
    space_at,
    space_list,
    space_member_at,
    space_post_at,
)
from accord.overview.api.queries._duplicates import pair_at, pairs
from accord.overview.api.queries._escalations import (
    escalation,
    escalation_at,
    escalation_list,
)
from accord.overview.api.queries._files import file, file_at, file_of, files, files_of
from accord.overview.api.queries._governance import (
    cadence_at,
    happenings,
    policy,
    policy_at,
    policy_duty_at,
    policy_list,
    policy_role_at,
)
from accord.overview.api.queries._growth import growth, growth_item, growth_items
from accord.overview.api.queries._health import (
    coverage,
    coverages,
    health,
    judgement,
    judgements,
    key_relations,
    moved_list,
    warnings,
)
from accord.overview.api.queries._insights import gaps, movement, oversight
from accord.overview.api.queries._keymessages import (
    contradiction,
    contradiction_at,
    contradiction_list,
    edition_in_force,
    house,
    key_message,
    key_message_at,
    key_message_list,
    matter_at,
    matters,
    said_where,
    use_at,
    worded,
)
from accord.overview.api.queries._knowledge import (
    fact_at,
    feedback,
    feedback_at,
    feedback_list,
    note,
    note_at,
    note_list,
    question_at,
)
from accord.overview.api.queries._letters import (
    addressee_of,
    letter,
    letter_at,
    letter_list,
    template,
    template_at,
    template_list,
)
from accord.overview.api.queries._mailings import mailing, mailing_at, mailing_list, recipients
from accord.overview.api.queries._meetings import (
    agenda_item_at,
    invitee_at,
    meeting,
    meeting_at,
    meeting_list,
)
from accord.overview.api.queries._networks import nearness, network, routes
from accord.overview.api.queries._paging import Span
from accord.overview.api.queries._parties import (
    consents,
    contact_points,
    groups,
    identifiers,
    merge_at,
    names,
    parties,
    party,
    party_at,
    places,
    posts,
    timeline,
    topics,
)
from accord.overview.api.queries._plans import (
    criterion_at,
    demand_at,
    goal_at,
    option_at,
    plan,
    plan_at,
    plan_list,
    tradeoff,
    tradeoff_at,
    tradeoff_list,
)
from accord.overview.api.queries._pulses import (
    nudge_at,
    nudge_list,
    nudge_reply,
    pulse,
    pulse_at,
    pulse_figures,
    pulse_list,
    pulse_rule,
)
from accord.overview.api.queries._stages import checklist, stage_at, tallies, telling_at
from accord.overview.api.queries._stakes import (
    assessments,
    red_line_at,
    round_at,
    rounds,
    stake,
    stake_at,
    stakes,
    standings,
)
from accord.overview.api.queries._standards import (
    answer_times,
    answers_on,
    is_drawn,
    process,
    process_at,
    process_list,
    sample,
    sample_at,
    sample_list,
    standard_on,
)
from accord.overview.api.queries._steering import (
    aim,
    aim_at,
    aligned,
    focus,
    focus_at,
    focus_list,
    link_token,
    service,
    service_at,
    want_at,
    workshop,
    workshop_at,
    workshop_list,
)
from accord.overview.api.queries._strategies import (
    activity_at,
    deliverable_at,
    pick_of,
    strategy,
    strategy_at,
    strategy_list,
    strategy_objective_at,
    touch,
    touch_at,
    touch_list,
)
from accord.overview.api.queries._ties import tie_at, ties
from accord.overview.api.queries._views import view, view_at, views
from accord.overview.api.queries._words import (
    chosen,
    hits,
    import_at,
    imports,
    parties_of,
    place_at,
    remarks,
    text_hits,
    told_import,
    undoable,
    word,
    word_at,
    words,
)
from accord.overview.api.queries._work import (
    as_it_stands,
    hidden_from,
    outcomes,
    point_at,
    record,
    record_at,
    records,
    step_at,
    task_parts,
    wait_of,
)

__all__ = [
    "Span", "activity_at", "addressee_of", "agenda_item_at", "aim", "aim_at", "aligned",
    "answer_at", "answer_list", "answer_times", "answers_on", "answers_said", "arrangement",
    "arrangement_at", "arrangement_list", "arrival_list", "as_it_stands", "asked_option_at",
    "assessments", "cadence_at", "checklist", "chosen", "consents", "consultation",
    "consultation_answer", "consultation_at", "consultation_list", "consulted_of", "contact_points",
    "contradiction", "contradiction_at", "contradiction_list", "coverage", "coverages",
    "criterion_at", "deliverable_at", "demand_at", "edition_in_force", "escalation",
    "escalation_at", "escalation_list", "fact_at", "feedback", "feedback_at", "feedback_list",
    "file", "file_at", "file_of", "files", "files_of", "focus", "focus_at", "focus_list", "gaps",
    "goal_at", "groups", "growth", "growth_item", "growth_items", "happenings", "health",
    "hidden_from", "hits", "house", "identifiers", "import_at", "imports", "incident",
    "incident_at", "incident_list", "invitee_at", "is_drawn", "judgement", "judgements",
    "key_message", "key_message_at", "key_message_list", "key_relations", "letter", "letter_at",
    "letter_list", "link_token", "mailing", "mailing_at", "mailing_list", "matter_at", "matters",
    "meeting", "meeting_at", "meeting_list", "merge_at", "message", "message_at", "message_list",
    "message_to_settle", "moved_list", "movement", "names", "nearness", "network", "note",
    "note_at", "note_list", "nudge_at", "nudge_list", "nudge_reply", "option_at", "outcomes",
    "oversight", "pair_at", "pairs", "parties", "parties_of", "party", "party_at", "pick_of",
    "place_at", "places", "plan", "plan_at", "plan_list", "point_at", "policy", "policy_at",
    "policy_duty_at", "policy_list", "policy_role_at", "posts", "process", "process_at",
    "process_list", "promised_by_us", "pulse", "pulse_at", "pulse_figures", "pulse_list",
    "pulse_rule", "question_at", "recipients", "record", "record_at", "records", "red_line_at",
    "remarks", "reply_at", "report_at", "round_at", "rounds", "routes", "said_where", "sample",
    "sample_at", "sample_list", "service", "service_at", "space", "space_at", "space_list",
    "space_member_at", "space_post_at", "stage_at", "stake", "stake_at", "stakes", "standard_on",
    "standings", "step_at", "strategy", "strategy_at", "strategy_list", "strategy_objective_at",
    "tallies", "task_parts", "telling_at", "template", "template_at", "template_list", "text_hits",
    "tie_at", "ties", "timeline", "told_import", "topics", "touch", "touch_at", "touch_list",
    "tradeoff", "tradeoff_at", "tradeoff_list", "undoable", "use_at", "view", "view_at", "views",
    "wait_of", "want_at", "warnings", "word", "word_at", "worded", "words", "workshop",
    "workshop_at", "workshop_list",
]  # fmt: skip
