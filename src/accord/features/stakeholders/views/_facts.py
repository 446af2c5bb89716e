"""What is added to a record and taken away again: each a form in a drawer and one action."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accord.features.stakeholders import actions, forms, policies, queries
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Kind
from accord.features.stakeholders.views._sheet import done, party_or_404, sheet
from accord.foundation.kernel import clock
from accord.foundation.ui.pages import Request, page

both = require_http_methods(["GET", "POST"])


@both
@page(policies.CHANGE)
def party_contact_add(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        details = actions.ContactDetails(**given)
        return actions.add_contact_point(
            by=request.user, party=party, details=details, at=clock.now()
        )

    form = forms.ContactForm(request.POST or None)
    return sheet(
        request, party, form, act=act, title=_("Add a way to reach %(name)s") % _named(party),
        save=_("Add"), said=_("Added."),
    )  # fmt: skip


def _named(party: Party) -> dict[str, str]:
    return {"name": party.name}


@both
@page(policies.CHANGE)
def party_post_add(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        person, other = party, given.pop("other")
        if party.kind != Kind.PERSON:
            person, other = other, party
        moves = given.pop("moves", False)
        post = actions.Post(organisation=other, **given)
        write = actions.move_person if moves else actions.add_affiliation
        return write(by=request.user, person=person, post=post, at=clock.now())

    form = forms.PostForm(request.POST or None, user=request.user, party=party)
    title = (
        _("Add a post of %(name)s") if party.kind == Kind.PERSON else _("Add a person at %(name)s")
    )
    return sheet(
        request, party, form, act=act, title=title % _named(party), save=_("Add"), said=_("Added.")
    )


@both
@page(policies.CHANGE)
def party_post_end(request: Request, ref: str, pk: int) -> HttpResponse:
    party = party_or_404(request, ref)
    held = get_object_or_404(queries.posts_with(party), pk=pk)

    def act(given: dict[str, Any]) -> object:
        return actions.end_affiliation(
            by=request.user, affiliation=held, until_date=given["until_date"], at=clock.now()
        )

    form = forms.EndPostForm(request.POST or None)
    title = _("%(person)s leaves %(organisation)s") % {
        "person": held.person.name, "organisation": held.organisation.name,
    }  # fmt: skip
    return sheet(request, party, form, act=act, title=title, save=_("End"), said=_("Ended."))


@both
@page(policies.CHANGE)
def party_name_add(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        return actions.add_name(by=request.user, party=party, at=clock.now(), **given)

    form = forms.NameForm(request.POST or None)
    title = _("Another name of %(name)s") % _named(party)
    return sheet(request, party, form, act=act, title=title, save=_("Add"), said=_("Added."))


@both
@page(policies.CHANGE)
def party_identifier_add(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        return actions.add_identifier(by=request.user, party=party, at=clock.now(), **given)

    form = forms.IdentifierForm(request.POST or None)
    title = _("A register number of %(name)s") % _named(party)
    return sheet(request, party, form, act=act, title=title, save=_("Add"), said=_("Added."))


@both
@page(policies.CHANGE)
def party_group_add(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        return actions.add_to_group(by=request.user, party=party, at=clock.now(), **given)

    form = forms.GroupForm(request.POST or None, user=request.user)
    title = _("Add %(name)s to a group") % _named(party)
    return sheet(request, party, form, act=act, title=title, save=_("Add"), said=_("Added."))


@both
@page(policies.CHANGE)
def party_place_add(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        place = queries.place_named(given["place"]) or actions.add_place(
            by=request.user, at=clock.now(),
            details=actions.PlaceDetails(
                given["place"], latitude=given["latitude"], longitude=given["longitude"]
            ),
        )  # fmt: skip
        return actions.link_place(
            by=request.user, party=party, place=place, role=given["role"], at=clock.now()
        )

    form = forms.PlaceForm(request.POST or None)
    title = _("A place of %(name)s") % _named(party)
    return sheet(request, party, form, act=act, title=title, save=_("Add"), said=_("Added."))


@both
@page(policies.CHANGE)
def party_topics(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        actions.set_topics(
            by=request.user, party=party, topics=list(given["topics"]), at=clock.now()
        )
        return None

    chosen = [row.topic_id for row in queries.facts_of(request.user, party).topics]
    form = forms.TopicsForm(request.POST or None, initial={"topics": chosen})
    title = _("What %(name)s wants to hear about") % _named(party)
    return sheet(request, party, form, act=act, title=title, save=_("Save"), said=_("Saved."))


@both
@page(policies.CHANGE)
def party_consent(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        return actions.record_consent(by=request.user, party=party, at=clock.now(), **given)

    form = forms.ConsentForm(request.POST or None)
    title = _("What %(name)s said") % _named(party)
    return sheet(request, party, form, act=act, title=title, save=_("Keep"), said=_("Kept."))


@both
@page(policies.CHANGE)
def party_permission(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        return actions.change_party(by=request.user, party=party, at=clock.now(), **given)

    names = ("is_contact_permitted", "contact_refusal", "is_sensitive")
    form = forms.PermissionForm(
        request.POST or None, initial={name: getattr(party, name) for name in names}
    )
    title = _("May we contact %(name)s?") % _named(party)
    return sheet(request, party, form, act=act, title=title, save=_("Save"), said=_("Saved."))


@both
@page(policies.HAND_OVER)
def party_hand_over(request: Request, ref: str) -> HttpResponse:
    """Give a party a new owner, with the pack of what stands open that day."""
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        return actions.hand_over(by=request.user, party=party, at=clock.now(), **given)

    form = forms.HandOverForm(request.POST or None, initial={"deputy": party.deputy_id})
    title = _("Hand %(name)s over") % _named(party)
    return sheet(
        request, party, form, act=act, title=title, save=_("Hand over"), said=_("Handed over.")
    )


@both
@page(policies.RETIRE)
def party_retire(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        return actions.retire_party(by=request.user, party=party, at=clock.now(), **given)

    form = forms.RetireForm(request.POST or None)
    title = _("Set %(name)s inactive") % _named(party)
    return sheet(
        request, party, form, act=act, title=title, save=_("Set inactive"),
        said=_("%(name)s is inactive.") % _named(party),
    )  # fmt: skip


@require_POST
@page(policies.RETIRE)
def party_reactivate(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)
    actions.reactivate_party(by=request.user, party=party, at=clock.now())
    return done(request, party, _("%(name)s is active again.") % _named(party))


@both
@page(policies.CHANGE)
def party_restrict(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        return actions.restrict(
            by=request.user, party=party, visibility=given["visibility"],
            readers=list(given["readers"]), at=clock.now(),
        )  # fmt: skip

    readers = queries.reader_ids(party)
    form = forms.RestrictForm(
        request.POST or None, initial={"visibility": party.visibility, "readers": readers}
    )
    title = _("Who may see %(name)s") % _named(party)
    return sheet(request, party, form, act=act, title=title, save=_("Save"), said=_("Saved."))


@both
@page(policies.NOTE)
def party_note(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)

    def act(given: dict[str, Any]) -> object:
        return actions.keep_note(
            by=request.user, party=party, text=given["text"], visibility=given["visibility"],
            readers=list(given["readers"]), at=clock.now(),
        )  # fmt: skip

    form: Form = forms.NoteForm(request.POST or None)
    title = _("A note on %(name)s") % _named(party)
    return sheet(request, party, form, act=act, title=title, save=_("Keep"), said=_("Kept."))


@require_POST
@page(policies.CHANGE)
def party_fact_remove(request: Request, ref: str, kind: str, pk: int) -> HttpResponse:
    """Take away one thing that belongs to a record."""
    party = party_or_404(request, ref)
    row = get_object_or_404(queries.belongings(party, kind), pk=pk)
    actions.remove_fact(by=request.user, row=row, at=clock.now())
    return done(request, party, _("Removed."))


@require_POST
@page(policies.CHANGE)
def party_contact_primary(request: Request, ref: str, pk: int) -> HttpResponse:
    party = party_or_404(request, ref)
    point = get_object_or_404(queries.belongings(party, "contact"), pk=pk)
    actions.make_primary(by=request.user, point=point, at=clock.now())
    return done(request, party, _("Saved."))


@require_POST
@page(policies.CHANGE)
def party_contact_works(request: Request, ref: str, pk: int) -> HttpResponse:
    party = party_or_404(request, ref)
    point = get_object_or_404(queries.belongings(party, "contact"), pk=pk)
    actions.note_reachable(by=request.user, point=point, at=clock.now())
    return done(request, party, _("Saved."))
