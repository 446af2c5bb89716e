"""The table of ``test_matrix``: each page and the roles that may open it."""

from datetime import timedelta

from accord.features.alignment import actions as alignment
from accord.features.engagement import actions as engagement
from accord.features.growth import actions as growth
from accord.features.initiatives import actions as initiatives
from accord.features.keyplans import actions as keyplans
from accord.features.needs import actions as needs
from accord.features.networks import actions as networks
from accord.features.promises import actions as promises
from accord.features.stakeholders import actions as stakeholders
from accord.features.tasks import actions as tasks
from accord.features.ties import actions as ties
from accord.features.tradeoffs import actions as tradeoffs
from accord.features.wants import actions as wants
from accord.features.workshops import actions as workshops
from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.models import Grant, User
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.stakeholders import party

R = Role
EVERYBODY = set(R)
READERS = set(R) - {R.ADMINISTRATOR}
WRITERS = {R.PRACTITIONER, R.LEAD, R.MANAGER, R.EXECUTIVE, R.CASE_HANDLER}
LEADERS = {R.LEAD, R.MANAGER, R.EXECUTIVE}
CONFIGURE = LEADERS | {R.ADMINISTRATOR}
CUSTODIANS = {R.CUSTODIAN, R.ADMINISTRATOR}
ADMINISTRATORS = {R.ADMINISTRATOR}


def _rows(app, roles, *names):
    return {f"{app}:{name}" if app else name: roles for name in names}


# name -> the roles that may open it
MATRIX: dict[str, set[Role]] = {
    **_rows(
        "", EVERYBODY,
        "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_index",
        "account_change_password", "mfa_activate_totp", "mfa_add_webauthn",
        "account_recovery_codes", "account_remove_factor", "account_rename_passkey",
        "account_unlink", "account_end_sessions", "account_end_session", "account_mail",
    ),
    **_rows("alignment", READERS, "home"),
    **_rows("alignment", {R.MANAGER, R.EXECUTIVE}, "vision", "aim-add", "aim-change", "aim-close"),
    **_rows("alignment", WRITERS, "serve"),
    **_rows("alignment", LEADERS, "service-drop"),
    **_rows("wants", READERS, "home", "detail"),
    **_rows("wants", LEADERS, "add", "change", "end"),
    **_rows("wants", WRITERS, "state", "ask", "replace", "confirm", "withdraw"),
    **_rows(
        "growth", EVERYBODY,
        "home", "aim", "fact", "assess", "attribute", "step-add", "step-change", "step-done",
        "step-drop", "companion-add", "companion-drop", "portfolio", "item-add", "item",
        "item-change", "item-offer", "item-recall", "item-withdraw", "item-answer", "accompanied", "of", "judge",
    ),
    **_rows("keyplans", READERS, "list", "detail"),
    **_rows("keyplans", WRITERS, "review", "goal-settle"),
    **_rows("keyplans", LEADERS, "add", "change", "goal-add", "end"),
    **_rows("tradeoffs", READERS, "list", "detail"),
    **_rows(
        "tradeoffs", WRITERS,
        "add", "change", "demand-add", "demand-drop", "option-add", "option-drop", "weigh",
    ),
    **_rows("tradeoffs", LEADERS, "decide", "reopen"),
    **_rows("workshops", LEADERS, "list", "open", "detail", "show", "adopt"),
    **_rows(
        "admin", EVERYBODY,
        "me", "absence-plan", "absence-drop", "tokens", "token-make", "token-revoke", "notices",
        "notices-read", "notice-preferences", "notice-open", "colleagues",
    ),
    **_rows(
        "admin", ADMINISTRATORS,
        "people", "person", "person-change", "person-close", "person-open", "person-sign-out",
        "person-reset-factors", "person-absence", "grant", "grant-withdraw", "departments",
        "department-add", "department-rename", "department-move", "department-close",
        "department-open", "invitations", "invite", "invitation-withdraw", "services",
        "service-make", "service-revoke", "jobs", "job-retry", "job-cancel", "mails",
        "mail-resend",
    ),
    **_rows(
        "admin", CUSTODIANS,
        "trail", "retention", "rule-add", "rule", "rule-change", "rule-switch", "processing",
    ),
    **_rows(
        "admin", CONFIGURE,
        "topics", "topic-add", "topic-change", "topic-close",
        "purposes", "purpose-add", "purpose-change", "purpose-close",
    ),
    **_rows(
        "admin", CONFIGURE,
        "imports", "import-add", "import", "import-read", "import-check", "import-run",
        "import-stop", "import-undo", "import-forget", "import-refused",
    ),
    **_rows(
        "admin", CONFIGURE,
        "fields", "field-add", "field-change", "field-archive", "field-move", "tags", "tag-add",
        "tag-change", "tag-archive", "tag-merge", "synonym-add", "synonym-remove", "categories",
        "category-add", "category-change", "category-close",
    ),
    **_rows("stakeholders", WRITERS, "custom"),
    **_rows("home", EVERYBODY, "home"),
    **_rows("home", READERS, "brief"),
    **_rows("engagement", WRITERS, "log", "read", "more"),
    **_rows("engagement", READERS, "list", "export", "detail"),
    **_rows("initiatives", READERS, "list", "export", "detail", "stakes", "stakes-export",
            "stake", "map", "matrix", "salience"),
    **_rows("initiatives", WRITERS, "stake-add", "stake-change", "stake-end", "stake-assess",
            "stake-red-line", "red-line-drop", "place", "level", "rate"),
    **_rows("initiatives", LEADERS, "add", "change", "close", "reopen", "vision", "round-open",
            "round-show"),
    **_rows("initiatives", CONFIGURE, "advice", "advice-add"),
    **_rows("networks", READERS, "network-all", "picture-all", "routes", "network", "picture"),
    **_rows("networks", WRITERS, "measure-all", "measure"),
    **_rows("needs", READERS, "list", "export", "detail"),
    **_rows("needs", WRITERS, "add", "judge", "change", "confirm"),
    **_rows("coverage", READERS, "list", "detail"),
    **_rows("health", READERS, "list", "detail", "key"),
    **_rows("health", WRITERS, "judge"),
    **_rows("health", CONFIGURE, "warnings", "warning-change"),
    **_rows("ties", WRITERS, "add", "change", "end", "remove"),
    **_rows("ties", CONFIGURE, "types", "type-add", "type-change"),
    **_rows("promises", READERS, "list", "export", "detail"),
    **_rows(
        "promises", WRITERS,
        "add", "keep", "break", "release", "reopen", "move", "change", "hand-over", "snooze",
    ),
    **_rows("tasks", READERS, "list", "export", "detail"),
    **_rows(
        "tasks", WRITERS, "add", "finish", "drop", "reopen", "change", "hand-over", "snooze"
    ),
    **_rows("api", EVERYBODY, "docs"),
    **_rows("finder", EVERYBODY, "results", "palette"),
    **_rows("stakeholders", READERS, "list", "export", "detail", "peek", "follow", "history",
            "file", "file-preview", "segments", "segment", "places", "place-map", "place", "groups"),
    **_rows("stakeholders", WRITERS, "place-add-new", "place-change", "place-link"),
    **_rows("stakeholders", WRITERS, "segment-add", "segment-rule-add", "segment-rule",
            "segment-change", "segment-retire", "segment-pick", "segment-unpick"),
    **_rows("stakeholders", CUSTODIANS, "protection", "erase"),
    **_rows("stakeholders", {R.CUSTODIAN}, "whole-file"),
    **_rows("stakeholders", WRITERS | CUSTODIANS, "keep-longer"),
    **_rows(
        "stakeholders", WRITERS,
        "add", "bulk", "bulk-run", "bulk-undo", "fact", "contact-add", "contact-primary",
        "post-add", "post-end", "name-add", "identifier-add", "group-add", "place-add", "topics",
        "consent", "permission", "hand-over", "retire", "reactivate", "restrict", "note",
        "fact-remove", "file-add", "file-remove", "merge", "merges", "part",
        "duplicates", "scan", "apart",
    ),
    **_rows("ui", EVERYBODY, "commands", "counts", "here", "keys", "undo", "view-save", "view-keep",
            "view-pin", "view-remove", "view-rename"),
    **_rows("ui", ADMINISTRATORS, "sheet"),
}  # fmt: skip

# Pages that anybody may open; why stands at the view itself.
PUBLIC: set[str] = {
    "account_login", "mfa_authenticate", "mfa_login_webauthn", "openid_connect_login",
    "openid_connect_callback", "account_logout", "account_language", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key_done",
    "account_reset_password_from_key", "account_invitation", "account_welcome",
    "account_mail_change", "workshops:take-part", "workshops:put", "ui:asset", "ui:prefer", "api:openapi", "api:nothing",
}  # fmt: skip

CANARY = "Canary Kanarek"


def _somebody():
    return accounts.add_person(by=SYSTEM, email="kanarek@example.org", name=CANARY, at=NOON)


def _promise():
    details = promises.PromiseDetails(CANARY, owner_id=_somebody().pk)
    return promises.make_promise(by=SYSTEM, party=party(CANARY), details=details, at=NOON)


def _need():
    return needs.hear_need(by=SYSTEM, party=party(CANARY), words=CANARY, at=NOON)


def _tie(_name):
    kind = ties.add_type(by=SYSTEM, name=CANARY, at=NOON)
    made = ties.tie(by=SYSTEM, kind=kind, one=party(CANARY), other=party(), at=NOON)
    return {"pk": made.pk}


def _task():
    details = tasks.TaskDetails(CANARY, owner_id=_somebody().pk, party=party(CANARY))
    return tasks.add_task(by=SYSTEM, details=details, at=NOON)


def _initiative():
    details = initiatives.InitiativeDetails(CANARY)
    return initiatives.add_initiative(by=SYSTEM, details=details, at=NOON)


def _talk():
    details = engagement.TalkDetails(CANARY)
    return engagement.log_interaction(by=SYSTEM, parties=[party(CANARY)], details=details, at=NOON)


def _segment(name):
    """Make a segment with a member; by a rule where its rule is asked for."""
    rule = {"is_rule": True, "rule": ["name:has:Canary"]} if name.endswith("-rule") else {}
    found = stakeholders.add_segment(by=SYSTEM, name=CANARY, at=NOON, **rule)
    if not rule:
        stakeholders.pick(by=SYSTEM, segment=found, party=party(CANARY), at=NOON)
    member = found.members.first()
    more = {"party_id": member.party_id} if name.endswith("-unpick") else {}
    return {"segment_id": found.pk, **more}


def _place(_name):
    details = stakeholders.PlaceDetails(CANARY, latitude=59.4, longitude=24.7)
    return {"ref": stakeholders.add_place(by=SYSTEM, details=details, at=NOON).ref}


def _stake(name):
    """Give the canary a stake; with a red line or an open round where one is asked for."""
    if name in {"round-open", "round-show", "place", "level", "rate"} | {
        "map",
        "matrix",
        "salience",
    }:
        of = _initiative()
        made = initiatives.open_round(by=SYSTEM, initiative=of, title=CANARY, at=NOON)
        return {"ref": of.ref, **({"round_id": made.pk} if name == "round-show" else {})}
    on = {"by": SYSTEM, "at": NOON}
    [held] = initiatives.take_stakes(initiative=_initiative(), parties=[party(CANARY)], **on)
    given = {"ref": held.initiative.ref, "party": held.party.ref}
    if name == "red-line-drop":
        details = initiatives.RedLineDetails(CANARY)
        given["line_id"] = initiatives.draw_red_line(stake=held, details=details, **on).pk
    return given


def _network(_name):
    """Measure the network of an initiative in which the party of the canary has a stake."""
    made = _initiative()
    initiatives.take_stakes(by=SYSTEM, initiative=made, parties=[party(CANARY)], at=NOON)
    networks.measure(by=SYSTEM, initiative=made, at=NOON)
    return {"ref": made.ref}


def _aim(name):
    """Say that the canary's initiative serves an aim."""
    on = {"by": SYSTEM, "at": NOON}
    aim = alignment.add_aim(words=CANARY, **on)
    of = initiatives.add_initiative(details=initiatives.InitiativeDetails(CANARY), **on)
    service = alignment.serve(initiative=of, aim=aim, words=CANARY, **on)
    return {"pk": service.pk if name == "service-drop" else aim.pk}


def _want(name):
    """Say what the canary's segment wants; one of its members is to be asked."""
    on = {"by": SYSTEM, "at": NOON}
    made = stakeholders.add_segment(name=CANARY, **on)
    details = wants.FocusDetails(_somebody().pk, CANARY)
    focus = wants.focus_on(segment=made, details=details, **on)
    if name in {"replace", "confirm", "withdraw"}:
        details = wants.WantDetails(CANARY, CANARY)
        return {"pk": wants.state_want(focus=focus, details=details, **on).pk}
    return {"pk": focus.pk, **({"ref": party(CANARY).ref} if name == "ask" else {})}


def _growth(name):
    """Give the canary a profile that nobody else was named for: all others find nothing."""
    whose = _somebody()
    accounts.grant(by=SYSTEM, person=whose, role=R.LEAD, at=NOON)
    whose = User.objects.get(pk=whose.pk)
    on = {"by": whose, "at": NOON}
    profile = growth.aim(level=4, **on)
    step = growth.plan_step(profile=profile, details=growth.StepDetails(CANARY), **on)
    details = growth.ItemDetails("carry_out_plans", CANARY, NOON.date())
    item = growth.add_item(profile=profile, details=details, **on)
    named = growth.name_companion(
        profile=profile, person=accounts.add_person(
            by=SYSTEM, email="mentor@example.org", name="Mentor", at=NOON
        ), part="mentor", **on,
    )  # fmt: skip
    if name in {"of", "judge"}:
        return {"person_id": whose.pk}
    found = {"item": item, "step": step, "companion": named}[name.partition("-")[0]]
    return {"pk": found.pk}


def _plan(name):
    """Plan the canary's relationship, with a goal."""
    on = {"by": SYSTEM, "at": NOON}
    span = {"from_date": NOON.date(), "until_date": NOON.date() + timedelta(days=900)}
    details = keyplans.PlanDetails(CANARY, _somebody().pk, **span)
    made = keyplans.open_plan(party=party(CANARY), details=details, **on)
    goal = keyplans.add_goal(plan=made, details=keyplans.GoalDetails(2027, CANARY), **on)
    return {"ref": made.ref, **({"pk": goal.pk} if name == "goal-settle" else {})}


def _tradeoff(name):
    """Weigh what the canary asks for; the second asker finds gone what the first removed."""
    on = {"by": SYSTEM, "at": NOON}
    made = tradeoffs.open_tradeoff(details=tradeoffs.TradeOffDetails(CANARY), **on)
    demand = tradeoffs.add_demand(tradeoff=made, party=party(CANARY), words=CANARY, **on)
    option = tradeoffs.add_option(tradeoff=made, words=CANARY, **on)
    more = {
        "demand-drop": {"pk": demand.pk}, "option-drop": {"pk": option.pk},
        "decide": {"pk": option.pk}, "weigh": {"pk": option.pk, "demand": demand.pk},
    }  # fmt: skip
    return {"ref": made.ref, **more.get(name, {})}


def _workshop(name):
    """Lay out the canary's stake; what is said is shown where it is to be taken over."""
    if name in {"list", "open"}:
        return {"ref": _initiative().ref}
    on = {"by": SYSTEM, "at": clock.now()}
    [held] = initiatives.take_stakes(initiative=_initiative(), parties=[party(CANARY)], **on)
    made = workshops.open_workshop(
        initiative=held.initiative, title=CANARY, stakes=[held],
        closes_at=on["at"] + timedelta(hours=1), **on,
    )  # fmt: skip
    return {"pk": made.pk}


# What some addresses of the register need that is no party.
OWN = {
    **{f"stakeholders:{verb}": _place for verb in ("place", "place-change", "place-link")},
    **{
        f"initiatives:{verb}": _stake
        for verb in ("round-open", "round-show", "place", "level", "rate", "map", "matrix", "salience",
                     "stake", "stake-change", "stake-end", "stake-assess", "stake-red-line",
                     "red-line-drop")
    },
    **{
        f"stakeholders:{verb}": _segment
        for verb in ("segment", "segment-rule", "segment-change", "segment-retire",
                     "segment-pick", "segment-unpick")
    },
    **dict.fromkeys(("networks:network", "networks:picture", "networks:measure"), _network),
    **{f"alignment:{verb}": _aim for verb in ("aim-change", "aim-close", "service-drop")},
    **{
        f"wants:{verb}": _want
        for verb in ("detail", "change", "end", "state", "ask", "replace", "confirm", "withdraw")
    },
    **{
        f"growth:{verb}": _growth
        for verb in ("of", "judge", "item", "item-change", "item-offer", "item-withdraw",
                     "item-recall", "item-answer", "step-change", "step-done", "step-drop", "companion-drop")
    },
    **{
        f"keyplans:{verb}": _plan
        for verb in ("detail", "change", "goal-add", "goal-settle", "review", "end")
    },
    **{
        f"tradeoffs:{verb}": _tradeoff
        for verb in ("detail", "change", "demand-add", "demand-drop", "option-add", "option-drop",
                     "weigh", "decide", "reopen")
    },
    **{f"workshops:{verb}": _workshop for verb in ("list", "open", "detail", "show", "adopt")},
    **dict.fromkeys(("ties:change", "ties:end", "ties:remove"), _tie),
}  # fmt: skip


MAKERS = {
    "stakeholders": lambda: party(CANARY),
    "home": lambda: party(CANARY),
    "coverage": _initiative,
    "health": lambda: party(CANARY),
    "promises": _promise,
    "needs": _need,
    "tasks": _task,
    "initiatives": _initiative,
    "engagement": _talk,
}
# Addresses without a reference in them.
PLAIN = {"list", "export", "add", "home", "log", "read", "more", "bulk", "merge", "duplicates", "scan", "view-save", "results",
         "palette", "segments", "segment-add", "segment-rule-add", "warnings", "warning-change", "key",
         "places", "place-map", "place-add-new", "groups", "advice", "advice-add"}  # fmt: skip
EXTRA = {
    "stakeholders:fact": {"name": "summary"},
    "stakeholders:contact-primary": {"pk": 1},
    "stakeholders:post-end": {"pk": 1},
    "stakeholders:fact-remove": {"kind": "name", "pk": 1},
    **{f"stakeholders:file{verb}": {"pk": 1} for verb in ("", "-preview", "-remove")},
    "stakeholders:whole-file": {"form": "json"},
    "stakeholders:keep-longer": {},
    "stakeholders:part": {"merge_id": 1},
    "stakeholders:apart": {"pair_id": 1},
    **{f"admin:rule{verb}": {"rule_id": 1} for verb in ("", "-change", "-switch")},
    **{
        f"admin:{word}-{verb}": {"key": 1}
        for word in ("topic", "purpose")
        for verb in ("change", "close")
    },
    "stakeholders:bulk-run": {"job_id": 1},
    "stakeholders:bulk-undo": {"job_id": 1},
    "ui:undo": {"entry_id": 1},
    **{f"ui:view-{verb}": {"view_id": 1} for verb in ("keep", "pin", "remove", "rename")},
    "admin:absence-drop": {"absence_id": 1},
    **{f"admin:field-{verb}": {"field_id": 1} for verb in ("change", "archive", "move")},
    **{f"admin:tag-{verb}": {"tag_id": 1} for verb in ("change", "archive", "merge")},
    **{f"admin:category-{verb}": {"category_id": 1} for verb in ("change", "close")},
    "admin:synonym-add": {"tag_id": 1},
    "admin:synonym-remove": {"synonym_id": 1},
    "stakeholders:custom": {"key": "nothing"},
    "health:warning-change": {"sign": "none"},
    "ties:add": {},
    "keyplans:add": {},
    "growth:fact": {"key": "talks_recorded"},
    "growth:assess": {"key": "carry_out_plans"},
    "growth:attribute": {"key": "autonomy"},
    "growth:portfolio": {"form": "pdf"},
    "growth:step-add": {},
    "growth:companion-add": {},
    "growth:item-add": {},
    "ties:type-change": {"pk": 1},
    "admin:token-revoke": {"token_id": 1},
    "admin:service-revoke": {"token_id": 1},
    "admin:notice-open": {"notice_id": 1},
    "admin:invitation-withdraw": {"invitation_id": 1},
    **{
        f"admin:import{verb}": {"batch_id": 1}
        for verb in ("", "-read", "-check", "-run", "-stop", "-undo", "-forget", "-refused")
    },
    "admin:job-retry": {"job_id": 1},
    "admin:job-cancel": {"job_id": 1},
    "admin:mail-resend": {"mail_id": 1},
    "account_remove_factor": {"factor_id": 1},
    "account_rename_passkey": {"factor_id": 1},
    "account_unlink": {"identity_id": 1},
    "account_end_session": {"session_id": 1},
}
# These look one thing up that is not there: whoever may use the address gets "not found".
GONE = {
    "wants:end",
    "stakeholders:bulk",
    "stakeholders:segment-unpick",
    "initiatives:red-line-drop",
    "ties:remove",
    "tradeoffs:demand-drop",
    "tradeoffs:option-drop",
    "alignment:service-drop",
    # nobody but their owner and those named finds these
    *(
        f"growth:{verb}"
        for verb in (
            "of",
            "judge",
            "item",
            "item-change",
            "item-offer",
            "item-recall",
            "item-withdraw",
            "item-answer",
            "step-change",
            "step-done",
            "step-drop",
            "companion-drop",
        )
    ),
}  # the second asker finds it gone
MISSING = frozenset(EXTRA) - {"stakeholders:fact", "stakeholders:whole-file"} | GONE


def arguments(name):
    """Make what the address of ``name`` needs; give its arguments and words nobody else may see."""
    app, _colon, verb = name.rpartition(":")
    if name in {"stakeholders:bulk-run", "stakeholders:bulk-undo", "stakeholders:apart"}:
        return EXTRA[name], ""
    if name in OWN:
        return OWN[name](verb), CANARY
    if app in MAKERS and verb not in PLAIN:
        return {"ref": MAKERS[app]().ref, **EXTRA.get(name, {})}, CANARY
    if name.startswith(("admin:person", "admin:grant")):
        return _of_person(name)
    if name.startswith("admin:department-") and name != "admin:department-add":
        made = accounts.add_department(by=SYSTEM, name=CANARY, parent=None, at=NOON)
        return {"department_id": made.pk}, CANARY
    return EXTRA.get(name, {}), ""


def _of_person(name):
    who = _somebody()
    accounts.grant(by=SYSTEM, person=who, role=R.VIEWER, at=NOON)
    if name == "admin:grant-withdraw":
        return {"person_id": who.pk, "grant_id": Grant.objects.get(person=who).pk}, CANARY
    return {"person_id": User.objects.get(name=CANARY).pk}, CANARY
