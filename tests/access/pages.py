"""The table of ``test_matrix``: each page and the roles that may open it."""

from accord.foundation.accounts import actions as accounts
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.access.records import CANARY, MAKERS, of_person
from tests.access.records import OWN as RECORDS
from tests.access.voice_records import VOICE
from tests.conftest import NOON

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
    **_rows("escalations", READERS, "list", "detail"),
    **_rows("escalations", WRITERS, "raise", "climb", "withdraw", "answer", "decide"),
    **_rows("escalations", CONFIGURE, "ladder", "step-set", "step-drop"),
    **_rows("conduct", EVERYBODY, "list", "detail", "rules", "mine", "load-of", "consent-add",
            "consent-drop", "check-add", "debrief"),
    **_rows("conduct", READERS, "cards", "arrangements", "arrangement", "notice"),
    **_rows("conduct", WRITERS, "note", "guide", "call", "card-put", "card-off", "pin-add",
            "pin-drop", "relieve", "relief-end", "decide", "second", "read", "told", "appeal"),
    **_rows("conduct", {R.MANAGER, R.EXECUTIVE}, "arrange", "review", "end", "appeal-judge"),
    **_rows("conduct", LEADERS, "fairness"),
    **_rows("conduct", CONFIGURE, "rules-change"),
    **_rows("conduct", ADMINISTRATORS, "card-add", "card-change"),
    **_rows("pulses", READERS, "list", "detail"),
    **_rows("pulses", WRITERS, "ask", "enter", "withdraw"),
    **_rows("pulses", CONFIGURE, "rule"),
    **_rows("feedback", READERS, "list", "detail"),
    **_rows("feedback", EVERYBODY, "restate"),
    **_rows("feedback", WRITERS, "add", "change", "fact-add", "fact-drop", "give", "settle"),
    **_rows("knowledge", READERS, "list", "detail", "ask", "routes"),
    **_rows("knowledge", LEADERS, "route-add", "route-change", "route-end"),
    **_rows("knowledge", EVERYBODY, "acknowledge"),
    **_rows(
        "knowledge", WRITERS, "add", "change", "publish", "amend", "withdraw", "answer",
        "correct", "fit",
    ),
    **_rows("letters", WRITERS, "address", "allow", "disallow"),
    **_rows("keyplans", READERS, "list", "detail"),
    **_rows("keyplans", WRITERS, "review", "goal-settle"),
    **_rows("keyplans", LEADERS, "add", "change", "goal-add", "end"),
    **_rows("standards", READERS, "list", "detail", "sample", "answers"),
    **_rows("standards", WRITERS, "review"),
    **_rows("standards", LEADERS, "add", "draw", "approve", "set", "drop"),
    **_rows("stages", READERS, "list", "checklist"),
    **_rows("stages", WRITERS, "tick", "skip"),
    **_rows("stages", LEADERS, "lay", "stage-add", "telling-add", "drop"),
    **_rows("nudges", WRITERS, "list", "begin", "snooze", "dismiss"),
    **_rows("keymessages", READERS, "list", "detail", "house", "contradictions", "contradiction"),
    **_rows("keymessages", WRITERS, "add", "amend", "say", "unsay", "decide", "tell"),
    **_rows("keymessages", LEADERS, "approve", "end", "matter-add", "matter-drop"),
    **_rows("governance", READERS, "list", "detail"),
    **_rows("governance", WRITERS, "excuse"),
    **_rows(
        "governance", LEADERS,
        "add", "change", "approve", "end", "role-add", "role-drop", "duty-add", "duty-assign",
        "duty-drop", "channel-rule", "cadence-set", "cadence-drop",
    ),
    **_rows("discussions", READERS, "list", "detail"),
    **_rows(
        "discussions", WRITERS,
        "add", "change", "close", "reopen", "invite", "take-out", "post", "show", "hide", "settle",
        "summary",
    ),
    **_rows("consultations", READERS, "list", "detail", "answers"),
    **_rows(
        "consultations", WRITERS,
        "add", "change", "open", "close", "extend", "option-add", "option-drop", "assess", "ask",
        "answer-add", "answer-match", "answer-make", "answer-aside", "respond", "response-drop",
        "commit", "told", "told-mail", "excuse", "end",
    ),
    **_rows("consultations", LEADERS, "decide"),
    **_rows("strategies", READERS, "list", "detail", "activity", "touches"),
    **_rows(
        "strategies", WRITERS, "touch-close", "touch-move", "touch-drop", "deliverable-settle",
    ),
    **_rows(
        "strategies", LEADERS,
        "add", "approve", "change", "end", "objective-add", "objective-settle", "activity-add",
        "activity-change", "activity-start", "activity-stop", "address", "pick-drop",
        "deliverable-add",
    ),
    **_rows("tradeoffs", READERS, "list", "detail"),
    **_rows(
        "tradeoffs", WRITERS, "told",
        "add", "change", "demand-add", "demand-drop", "option-add", "option-drop", "weigh",
        "criterion-add", "criterion-change", "criterion-drop", "measure",
    ),
    **_rows("tradeoffs", LEADERS, "decide", "reopen"),
    **_rows("meetings", READERS, "list", "detail", "agenda-paper", "minutes-paper"),
    **_rows(
        "meetings", WRITERS, "add", "change", "invite", "send", "cancel", "close", "series-end",
        "prepare", "item-add", "item-change", "item-up", "item-down", "item-drop", "item-task",
        "address", "answer-for", "uninvite", "begin", "run", "read", "keep", "turn", "finish",
        "correct", "minutes-send",
    ),
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
        "mail-resend", "arrivals", "arrival-retry", "mailbox-share",
    ),
    **_rows("admin", WRITERS, "mailbox-add"),
    **_rows(
        "admin", WRITERS | ADMINISTRATORS,
        "mailboxes", "mailbox", "mailbox-look", "mailbox-folders", "mailbox-change",
        "mailbox-pause", "mailbox-poll", "mailbox-close",
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
    **_rows("engagement", READERS, "list", "export", "detail", "file", "file-preview"),
    **_rows("engagement", WRITERS, "correct", "point-add", "point-change", "point-follow-up",
            "point-settle", "point-reopen", "point-strike", "mark-add", "mark-remove", "file-add",
            "file-remove"),
    **_rows("correspondence", READERS, "list", "detail", "enclosed"),
    **_rows("letters", READERS, "list", "detail", "file", "file-preview"),
    **_rows(
        "letters", WRITERS,
        "write", "change", "send", "recall", "agree", "send-back", "discard", "paper", "posted",
        "templates", "template-add", "template-change", "template-drop", "sign", "file-add",
        "file-remove",
    ),
    **_rows("letters", ADMINISTRATORS, "manner"),
    **_rows("mailings", READERS, "list", "detail", "rows"),
    **_rows("mailings", WRITERS, "paper", "posted", "add", "change", "check", "try", "pause", "cancel", "discard"),
    **_rows("mailings", LEADERS, "begin", "resume"),
    **_rows("correspondence", WRITERS, "file", "snooze", "set-aside", "assign"),
    **_rows("correspondence", READERS, "looking"),
    **_rows("correspondence", WRITERS, "block", "card"),
    **_rows("correspondence", WRITERS | ADMINISTRATORS, "blocks", "block-add", "block-remove"),
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
    **_rows("insights", LEADERS, "oversight"),
    **_rows("insights", READERS, "party", "initiative", "strategy", "segment"),
    **_rows("calendar", READERS, "show"),
    **_rows("calendar", EVERYBODY, "feeds", "feed-make", "feed-revoke"),
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
        "tasks", WRITERS, "add", "finish", "drop", "reopen", "change", "hand-over", "snooze",
        "repeat", "depend", "independ", "item-add", "item-change", "item-tick", "item-untick",
        "item-remove",
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
        "contact-works",
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
    "pulses:read",
    "openid_connect_callback", "account_logout", "account_language", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key_done",
    "account_reset_password_from_key", "account_invitation", "account_welcome",
    "account_mail_change", "workshops:take-part", "workshops:put", "feedback:read", "discussions:mine", "discussions:rename", "discussions:say", "discussions:report", "discussions:digest", "discussions:leave", "discussions:gone", "consultations:public-list", "consultations:public", "consultations:mine", "mailings:stop", "meetings:answer", "meetings:propose", "meetings:answer-calendar",
    "meetings:judge", "meetings:confirm-all", "meetings:judge-line", "calendar:feed", "ui:asset", "ui:prefer", "api:openapi", "api:nothing",
}  # fmt: skip


# Addresses without a reference in them.
PLAIN = {"allow", "draw", "contradictions", "blocks", "block-add", "block-remove", "write", "manner", "templates", "template-add", "sign", "list", "raise", "ladder", "step-set", "export", "add", "home", "log", "read", "more", "bulk", "merge", "duplicates", "scan", "view-save", "results",
         "palette", "segments", "segment-add", "segment-rule-add", "warnings", "warning-change", "key",
         "places", "place-map", "place-add-new", "groups", "advice", "advice-add"}  # fmt: skip
EXTRA = {
    "stakeholders:fact": {"name": "summary"},
    "stakeholders:contact-primary": {"pk": 1},
    "stakeholders:contact-works": {"pk": 1},
    "stakeholders:post-end": {"pk": 1},
    "stakeholders:fact-remove": {"kind": "name", "pk": 1},
    **{f"stakeholders:file{verb}": {"pk": 1} for verb in ("", "-preview", "-remove")},
    **{f"letters:file{verb}": {"pk": 1} for verb in ("", "-preview", "-remove")},
    **{f"engagement:file{verb}": {"pk": 1} for verb in ("", "-preview", "-remove")},
    "mailings:rows": {"key": "waiting"},
    "letters:address": {"pk": 1},
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
    "escalations:raise": {},
    "pulses:ask": {},
    "insights:segment": {"segment_id": 1},
    "conduct:guide": {},
    "conduct:note": {},
    "conduct:call": {},
    "conduct:relieve": {},
    "conduct:card-put": {"key": "salami"},
    "conduct:card-change": {"key": "salami"},
    "conduct:pin-add": {"mark": "P-0001"},
    "growth:fact": {"key": "talks_recorded"},
    "growth:assess": {"key": "carry_out_plans"},
    "growth:attribute": {"key": "autonomy"},
    "growth:portfolio": {"form": "pdf"},
    "growth:step-add": {},
    "growth:companion-add": {},
    "growth:item-add": {},
    "ties:type-change": {"pk": 1},
    "admin:token-revoke": {"token_id": 1},
    "calendar:feed-revoke": {"token_id": 1},
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
    "admin:arrival-retry": {"arrival_id": 1},
    **{
        f"admin:mailbox{verb}": {"mailbox_id": 1}
        for verb in ("", "-look", "-folders", "-change", "-pause", "-poll", "-close")
    },
    "correspondence:enclosed": {"pk": 1},
    "correspondence:card": {"number": 0},
    "correspondence:block-remove": {"pk": 1},
    "account_remove_factor": {"factor_id": 1},
    "account_rename_passkey": {"factor_id": 1},
    "account_unlink": {"identity_id": 1},
    "account_end_session": {"session_id": 1},
}
# These look one thing up that is not there: whoever may use the address gets "not found".
GONE = {
    "escalations:step-drop",
    "wants:end",
    "knowledge:acknowledge",
    "knowledge:route-end",
    # a draft of another is nobody's to find
    *(f"feedback:{verb}" for verb in ("change", "fact-add", "fact-drop", "give")),
    "stakeholders:bulk",
    "stakeholders:segment-unpick",
    "initiatives:red-line-drop",
    "ties:remove",
    "tradeoffs:demand-drop",
    "tradeoffs:option-drop",
    "tradeoffs:criterion-drop",
    "meetings:item-drop",
    "meetings:uninvite",
    "strategies:pick-drop",
    *(f"consultations:{verb}" for verb in ("option-drop", "response-drop", "answer-make")),
    "stages:drop",
    "standards:drop",
    "standards:answers",
    # another's reasons to write are nobody's to find
    *(f"nudges:{verb}" for verb in ("begin", "snooze", "dismiss")),
    *(f"keymessages:{verb}" for verb in ("matter-drop", "unsay")),
    *(f"governance:{verb}" for verb in ("role-drop", "duty-drop", "cadence-drop")),
    "engagement:mark-remove",
    "tasks:item-remove",
    "tasks:independ",
    "engagement:point-strike",
    "alignment:service-drop",
    *(
        f"letters:{verb}"
        for verb in (
            "change",
            "send",
            "recall",
            "agree",
            "send-back",
            "discard",
            "paper",
            "posted",
            "address",
            "disallow",
        )
    ),
    *(f"mailings:{verb}" for verb in ("change", "paper", "posted")),  # those of another
    "letters:template-change",
    "letters:template-drop",
    *(
        f"correspondence:{verb}"
        for verb in ("file", "snooze", "set-aside", "assign", "looking", "block")
    ),
    *(
        f"conduct:{verb}"
        for verb in (
            "card-off",
            "pin-drop",
            "relief-end",
            "load-of",
            "consent-drop",
            # nobody but those in it and who leads them finds these
            "detail",
            "debrief",
            "decide",
            "second",
            "read",
            "arrange",
        )
    ),
    "letters:file-add",
    "letters:file-remove",
    "letters:file-preview",
    "letters:file",
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
OWN = {**RECORDS, **VOICE}
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
        return of_person(name)
    if name.startswith("admin:department-") and name != "admin:department-add":
        made = accounts.add_department(by=SYSTEM, name=CANARY, parent=None, at=NOON)
        return {"department_id": made.pk}, CANARY
    return EXTRA.get(name, {}), ""
