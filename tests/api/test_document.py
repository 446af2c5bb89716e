"""The document is true, and every operation in it is guarded."""

import pytest
from django.db import connection
from django.test import Client

from accord.foundation.kernel.roles import Role
from accord.overview.api import forms
from accord.overview.api.views import api, document
from accord.overview.api.views._door import Bearer

pytestmark = pytest.mark.either

R = Role
EVERYBODY = set(R)
READERS = set(R) - {R.ADMINISTRATOR}
WRITERS = {R.PRACTITIONER, R.LEAD, R.MANAGER, R.EXECUTIVE, R.CASE_HANDLER}
LEADERS = {R.LEAD, R.MANAGER, R.EXECUTIVE}
HEADS = {R.MANAGER, R.EXECUTIVE}
CONFIGURE = LEADERS | {R.ADMINISTRATOR}

# Written by hand, apart from the rules: operation -> who may call it.
MATRIX = {
    **dict.fromkeys(
        ["list_meetings", "get_meeting", "list_parties", "get_party", "get_health", "list_judgements", "get_coverage", "list_timeline", "list_contact_points", "list_names", "list_identifiers", "list_posts", "list_groups", "list_ties", "get_nearness", "list_routes", "get_network", "get_network_of_all", "list_tie_types", "list_topics_of_party", "list_places_of_party", "list_consents", "list_promises", "get_promise", "list_needs", "get_need", "list_tasks", "get_task", "list_initiatives", "get_initiative", "list_stakes", "get_stake", "list_assessments", "list_standings", "list_rounds", "list_interactions", "get_interaction", "list_categories", "list_topics", "list_consent_purposes", "list_tags", "list_fields", "list_places", "get_place", "list_segments", "list_members", "list_files", "get_file", "fetch_file", "list_tradeoffs", "get_tradeoff", "list_plans", "get_plan", "list_escalations", "get_escalation", "list_arrangements", "get_arrangement", "list_letters", "get_letter", "get_vision", "list_focuses", "get_focus"],
        READERS,
    ),
    **dict.fromkeys(
        ["write_letter", "rewrite_letter", "send_letter", "recall_letter", "agree_to_letter", "plan_meeting", "invite_to_meeting", "add_agenda_item", "send_invitations", "begin_meeting", "take_minutes", "finish_meeting", "send_minutes", "close_meeting", "cancel_meeting", "note_told", "add_step", "change_step", "wait_for_task", "wait_no_longer", "correct_interaction", "note_point", "change_point", "follow_up_point", "raise_escalation", "note_incident", "note_arrangement_told", "receive_appeal", "climb_escalation", "decide_escalation", "answer_escalation", "withdraw_escalation", "serve_aim", "state_want", "replace_want", "confirm_want", "withdraw_want", "ask_again", "list_workshops", "get_workshop", "open_workshop", "show_workshop", "adopt_workshop", "open_tradeoff", "add_demand", "add_option", "weigh_option", "add_criterion", "measure_option", "settle_goal", "review_plan", "open_plan", "add_goal", "end_plan", "add_party", "change_party", "retire_party", "reactivate_party", "hand_over_party", "restrict_party", "keep_note", "merge_party", "judge_relationship", "list_duplicates", "tell_apart", "part_party", "add_tie", "change_tie", "end_tie", "remove_tie", "add_contact_point", "change_contact_point", "make_contact_point_primary", "remove_contact_point", "remove_name", "remove_identifier", "remove_post", "remove_group", "remove_place", "add_name", "add_identifier", "add_post", "end_post", "add_to_group", "set_topics", "link_place", "record_consent", "make_promise", "change_promise", "keep_promise", "break_promise", "release_promise", "reopen_promise", "move_promise", "hand_over_promise", "snooze_promise", "take_stakes", "change_stake", "end_stake", "draw_red_line", "drop_red_line", "assess_stake", "open_round", "show_round", "hear_need", "reword_need", "confirm_need", "judge_need", "add_task", "change_task", "finish_task", "drop_task", "reopen_task", "hand_over_task", "snooze_task", "log_interaction", "add_place", "add_segment", "pick_member", "attach_file", "remove_file"],
        WRITERS,
    ),
    **dict.fromkeys(
        ["add_initiative", "change_initiative", "close_initiative", "reopen_initiative", "decide_tradeoff", "reopen_tradeoff", "withdraw_service", "focus_on", "change_focus", "end_focus"],
        LEADERS,
    ),
    **dict.fromkeys(["set_vision", "add_aim", "change_aim", "close_aim"], HEADS),
    **dict.fromkeys(
        ["add_tie_type", "change_tie_type", "add_category", "add_topic", "add_consent_purpose", "add_tag", "add_field", "list_imports", "get_import", "give_file", "choose_mapping", "check_import", "run_import", "undo_import"],
        CONFIGURE,
    ),
    **dict.fromkeys(["list_incidents", "get_incident", "get_growth", "list_growth_items", "get_growth_item", "list_people", "list_departments", "search", "undo_entry"], EVERYBODY),
    **dict.fromkeys(["list_strategies", "get_strategy", "list_touches"], READERS),
    **dict.fromkeys(["move_touch", "drop_touch", "close_touch", "add_strategy_objective", "add_activity", "start_activity"], WRITERS),
    **dict.fromkeys(["draft_strategy", "approve_strategy"], LEADERS),
    **dict.fromkeys(["list_messages", "get_message", "list_notes", "get_note", "list_feedback", "get_feedback", "list_policies", "get_policy", "list_happenings", "ask_about_note"], READERS),
    **dict.fromkeys(["file_message", "set_message_aside", "write_note", "publish_note", "answer_question", "withdraw_note", "write_feedback", "add_feedback_fact", "give_feedback", "settle_feedback"], WRITERS),
    **dict.fromkeys(["acknowledge_note", "restate_feedback"], EVERYBODY),
    **dict.fromkeys(["list_mailings", "get_mailing", "list_recipients"], READERS),
    **dict.fromkeys(["write_mailing", "rewrite_mailing", "check_mailing", "pause_mailing", "cancel_mailing"], WRITERS),
    **dict.fromkeys(["begin_mailing", "resume_mailing"], LEADERS),
    **dict.fromkeys(["list_consultations", "get_consultation", "list_consultation_answers", "list_discussions", "get_discussion"], READERS),
    **dict.fromkeys(["draft_consultation", "open_consultation", "close_consultation", "enter_consultation_answer", "show_post", "hide_post"], WRITERS),
    "list_arrivals": {R.ADMINISTRATOR},
    **dict.fromkeys(["list_key_messages", "get_key_message", "get_message_house", "list_contradictions", "get_contradiction", "list_tallies", "get_checklist", "list_processes", "get_process", "get_answer_times", "list_answers_on", "list_samples", "get_sample", "list_pulses", "get_pulse", "get_pulse_figures"], READERS),
    **dict.fromkeys(["add_key_message", "amend_key_message", "say_key_message", "unsay_key_message", "decide_contradiction", "tell_what_holds", "tick_telling", "skip_telling", "review_sample", "ask_pulse", "enter_pulse", "withdraw_pulse", "list_nudges", "begin_nudge", "snooze_nudge", "dismiss_nudge"], WRITERS),
    **dict.fromkeys(["approve_key_message", "end_key_message", "watch_matter", "unwatch_matter", "lay_stages", "add_stage", "add_telling", "drop_telling", "draft_process", "set_standard", "drop_standard", "approve_process", "draw_sample"], LEADERS),
    **dict.fromkeys(["get_pulse_rule", "set_pulse_rule"], CONFIGURE),
    **dict.fromkeys(["change_consultation", "add_asked_option", "drop_asked_option", "assess_impact", "ask_parties", "extend_consultation", "match_consultation_answer", "make_party_of_answer", "set_consultation_answer_aside", "respond_to_answers", "drop_reply", "commit_in_consultation", "note_outcome_told", "mail_outcome", "excuse_telling", "end_consultation"], WRITERS),
    "decide_outcome": LEADERS,
    **dict.fromkeys(["get_movement", "get_movement_of_initiative", "get_movement_of_strategy", "get_gaps"], READERS),
    "get_oversight": LEADERS,
    **dict.fromkeys(["change_note", "amend_note", "correct_cause", "change_feedback", "drop_feedback_fact", "snooze_message", "assign_message"], WRITERS),
    **dict.fromkeys(["change_meeting", "end_series", "change_agenda_item", "move_agenda_item", "make_task_of_item", "drop_agenda_item", "note_invitee_answer", "set_invitee_address", "take_invitee_out", "correct_minutes"], WRITERS),
    **dict.fromkeys(["list_coverages", "list_moved", "list_key_relations"], READERS),
    **dict.fromkeys(["list_warnings", "lay_down_warning"], CONFIGURE),
    **dict.fromkeys(["draft_policy", "change_policy", "approve_policy", "end_policy", "add_policy_role", "drop_policy_role", "add_policy_duty", "assign_policy_duty", "drop_policy_duty", "rule_channel", "set_cadence", "drop_cadence"], LEADERS),
    **dict.fromkeys(["excuse_from_rhythm", "change_strategy", "end_strategy", "settle_objective", "stop_activity", "address_parties", "drop_pick", "add_deliverable", "settle_deliverable"], WRITERS),
    **dict.fromkeys(["list_import_remarks", "read_import_again", "stop_import", "forget_import_file"], CONFIGURE),
    "search_texts": EVERYBODY,
    **dict.fromkeys(["list_files_of_talk", "fetch_file_of_talk", "list_files_of_letter", "fetch_file_of_letter", "list_templates"], READERS),
    **dict.fromkeys(["attach_file_to_talk", "remove_file_of_talk", "enclose_file", "take_file_out", "try_mailing", "fetch_mailing_paper", "note_mailing_posted", "discard_mailing", "remove_step", "send_letter_back", "note_letter_posted", "choose_address", "discard_letter", "keep_template", "change_template", "drop_template"], WRITERS),
    **dict.fromkeys(["list_views", "save_view", "change_view", "remove_view"], EVERYBODY),
    **dict.fromkeys(["open_discussion", "change_discussion", "close_discussion", "reopen_discussion", "invite_members", "take_member_out", "say_as_us", "settle_report", "sum_up_discussion"], WRITERS),
}  # fmt: skip
READS = {"get"}


def operations():
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield operation["operationId"], method, path.removeprefix("/api/v1/")


def test_the_matrix_names_each_operation_once():
    names = [name for name, _method, _path in operations()]
    assert sorted(names) == sorted(MATRIX)


def test_each_operation_has_one_door_with_the_right_scope():
    doors = dict(_doors())
    assert {type(door) for door in doors.values()} == {Bearer}
    wanted = {name: "read" if method == "get" else "write" for name, method, _path in operations()}
    assert {name: door.scope for name, door in doors.items()} == wanted


def _address(path):
    for name in ("{key}", "{entry}"):
        path = path.replace(name, "999999")
    return path.replace("{ref}", "X-999999")


def _doors():
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                (door,) = operation.auth_callbacks
                yield operation.operation_id, door


@pytest.mark.django_db
def test_each_door_opens_to_whom_it_should(person):
    people = {role: person(role) for role in Role}
    wrong = [
        (name, role)
        for name, door in _doors()
        for role, one in people.items()
        if door.rule.allows(one) != (role in MATRIX[name])
    ]
    assert wrong == []


# Who may is asked of each door above; the second database has no say in it.
ASKING = [R.VIEWER, R.LEAD, R.ADMINISTRATOR] if connection.vendor == "sqlite" else [R.MANAGER]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ASKING, ids=str)
def test_who_may_call_what(caller, role):
    """Whoever may comes as far as the input or the record; nobody else does."""
    call = caller(role)
    wrong = []
    for name, method, path in operations():
        status = call(method.upper(), _address(path), None if method == "get" else {}).status_code
        if (status != 403) != (role in MATRIX[name]) or status >= 500 or status == 405:
            wrong.append((name, status))
    assert wrong == []


@pytest.mark.django_db
def test_nobody_comes_in_without_a_key():
    statuses = {
        Client().generic(method.upper(), f"/api/v1/{_address(path)}").status_code
        for _name, method, path in operations()
    }
    assert statuses == {401}


@pytest.mark.django_db
def test_the_document_is_openapi_3_1():
    found = Client().get("/api/v1/openapi.json")

    assert found.status_code == 200
    assert found.json()["openapi"].startswith("3.1")
    import schemathesis  # takes a second, which no other test should wait for

    schemathesis.openapi.from_dict(found.json()).validate()


@pytest.mark.django_db
def test_each_shape_has_a_name_of_its_own():
    """Two shapes of one name would stand in the document as one of them."""
    named = [
        name
        for module in {id(each): each for each in vars(forms).values()}.values()
        if getattr(module, "__name__", "").startswith("accord.overview.api.forms._")
        for name, shape in vars(module).items()
        if isinstance(shape, type) and shape.__module__ == module.__name__
    ]
    assert len(named) > 100
    assert sorted(name for name in set(named) if named.count(name) > 1) == []


def test_the_page_lists_each_operation(as_role):
    shown = as_role(Role.VIEWER).get("/api/v1/").content.decode()

    for _name, method, path in operations():
        assert f"{method.upper()} /api/v1/{path}" in shown
