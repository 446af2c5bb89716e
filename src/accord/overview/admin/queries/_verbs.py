"""What the verbs of the trail are called in front of people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AREAS: dict[str, str | Promise] = {
    "accounts": _("People and sign-in"),
    "demo": _("Demo"),
    "engagement": _("Engagement"),
    "fields": _("Fields, tags, views"),
    "files": _("Files"),
    "imports": _("Imports"),
    "initiatives": _("Initiatives"),
    "jobs": _("Work in the background"),
    "journal": _("Undo"),
    "mail": _("Mail"),
    "needs": _("Needs"),
    "notices": _("Notices"),
    "promises": _("Promises"),
    "stakeholders": _("Stakeholders"),
    "tasks": _("Tasks"),
}
VERBS: dict[str, str | Promise] = {
    "accounts.absence": _("changed an absence"),
    "accounts.administer": _("changed a person"),
    "accounts.ask-mail-change": _("asked for another mail address"),
    "accounts.ask-reset": _("asked for a new password"),
    "accounts.change-mail": _("changed their mail address"),
    "accounts.deactivate": _("closed an account"),
    "accounts.departments": _("changed a department"),
    "accounts.end-sessions": _("signed somebody out"),
    "accounts.factors": _("changed their second factor"),
    "accounts.grant": _("gave a role"),
    "accounts.invite": _("invited somebody"),
    "accounts.join": _("made their account"),
    "accounts.leave-sessions": _("signed out elsewhere"),
    "accounts.reactivate": _("opened an account again"),
    "accounts.reset-factors": _("reset somebody's second factor"),
    "accounts.self": _("changed their settings"),
    "accounts.services": _("changed the key of a service"),
    "accounts.set-password": _("changed their password"),
    "accounts.sign-in": _("signed in"),
    "accounts.tokens": _("changed one of their keys"),
    "accounts.withdraw-grant": _("withdrew a role"),
    "accounts.withdraw-invitation": _("withdrew an invitation"),
    "demo.remove": _("took the demo away"),
    "demo.tell": _("told the demo"),
    "engagement.log": _("logged a conversation"),
    "fields.configure": _("changed a field"),
    "fields.govern-tags": _("changed the tags"),
    "fields.keep-view": _("kept a view"),
    "fields.remove-view": _("removed a view"),
    "fields.share-view": _("shared a view"),
    "fields.tag": _("tagged"),
    "files.attach": _("attached a file"),
    "files.detach": _("took a file off"),
    "initiatives.add": _("added an initiative"),
    "initiatives.change": _("changed an initiative"),
    "jobs.cancel": _("stopped a job"),
    "jobs.retry": _("let a job run again"),
    "journal.undo": _("undid something"),
    "mail.resend": _("sent a letter again"),
    "needs.change": _("changed a need"),
    "needs.hear": _("heard a need"),
    "needs.judge": _("judged a need"),
    "notices.prefer": _("chose what they are told"),
    "promises.change": _("changed a promise"),
    "promises.hand-over": _("handed a promise over"),
    "promises.keep": _("kept a promise"),
    "promises.make": _("made a promise"),
    "promises.snooze": _("put a promise off"),
    "stakeholders.add": _("added a stakeholder"),
    "stakeholders.bulk": _("changed many stakeholders"),
    "stakeholders.change": _("changed a stakeholder"),
    "stakeholders.configure": _("changed categories or groups"),
    "stakeholders.erase": _("erased a stakeholder"),
    "stakeholders.export": _("took a list away"),
    "stakeholders.follow": _("followed a stakeholder"),
    "stakeholders.hand-over": _("handed a stakeholder over"),
    "stakeholders.import": _("imported"),
    "stakeholders.note": _("wrote a note"),
    "stakeholders.protect": _("changed what protects a stakeholder's data"),
    "stakeholders.retire": _("retired a stakeholder"),
    "tasks.add": _("added a task"),
    "tasks.change": _("changed a task"),
    "tasks.finish": _("finished a task"),
    "tasks.hand-over": _("handed a task over"),
    "tasks.snooze": _("put a task off"),
}


def said(verb: str) -> str:
    """Say a verb in words; one that is not known here is shown as it is written."""
    return str(VERBS.get(verb, verb))


def areas() -> list[tuple[str, str]]:
    """Give the areas of the trail, in the order of their names in the language that is spoken."""
    return sorted(((key, str(label)) for key, label in AREAS.items()), key=lambda pair: pair[1])
