"""What is asked when we ask others, and when they answer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.features.consultations.actions import ConsultationDetails, Said
from accord.features.consultations.models import Answer, Consultation, Consulted, Option
from accord.features.consultations.states import Direction, How, Verdict, Via, View
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.initiatives.states import Participation
from accord.features.promises.models import Promise
from accord.features.promises.states import Side
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.features.tradeoffs.queries import visible_to as tradeoffs_visible_to
from accord.foundation.accounts.models import User
from accord.foundation.kernel.text import visible
from accord.foundation.ui.inputs import ColleagueField, DueField, offer

TALL = forms.Textarea(attrs={"rows": 4})
TICKS = forms.CheckboxSelectMultiple
LEVELS = [(level.value, level.label) for level in Participation]


class ConsultationForm(forms.Form):
    """What is asked, why, how much say those asked get, and until when."""

    initiative: Any = forms.ModelChoiceField(label=_("Initiative"), queryset=None)
    question = forms.CharField(label=_("What you ask"), max_length=200)
    background = forms.CharField(
        label=_("What one has to know to answer"), required=False, max_length=8000, widget=TALL
    )
    level = forms.ChoiceField(
        label=_("How much say those asked get"), choices=LEVELS, initial=Participation.CONSULT,
        widget=forms.RadioSelect,
        help_text=_("The page tells what you promise by it: what they may hold us to."),
    )  # fmt: skip
    owner = ColleagueField(label=_("Who runs it"))
    opens_at = DueField(label=_("Planned to open"), required=False)
    closes_at = DueField(label=_("Closes"))
    is_listed = forms.BooleanField(
        label=_("List it in public"), required=False,
        help_text=_("Otherwise only those who have the address find it."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, user: User, one: Consultation | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["initiative"]
        choice.queryset = initiatives_visible_to(user).order_by("sort_key")
        if one is not None:
            del self.fields["initiative"]

    def details(self) -> ConsultationDetails:
        given = {key: value for key, value in self.cleaned_data.items() if key != "initiative"}
        return ConsultationDetails(owner_id=given.pop("owner").pk, **given)


class OptionForm(forms.Form):
    words = forms.CharField(label=_("One way it could be"), max_length=200)
    details = forms.CharField(
        label=_("More about it"), required=False, max_length=4000, widget=TALL
    )


class WhoForm(forms.Form):
    """Somebody by number or whole name, as far as one sees them."""

    who = forms.CharField(
        label=_("Who"), max_length=300, help_text=_("The number or the whole name")
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.found: Party | None = None

    def clean_who(self) -> str:
        words: str = self.cleaned_data["who"]
        self.found = party_named(self.user, words)
        if self.found is None:
            raise forms.ValidationError(_("Nobody of this name or number is here."))
        return words

    @property
    def party(self) -> Party:
        assert self.found is not None  # noqa: S101 -- the form found it, or was not valid
        return self.found


class ImpactForm(WhoForm):
    """How an option bears on somebody, and on what grounds."""

    direction = forms.TypedChoiceField(
        label=_("By this option they"), choices=Direction.choices, coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip
    size = forms.TypedChoiceField(
        label=_("How much, from 1 to 5"), choices=[(n, str(n)) for n in range(1, 6)], coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip
    grounds = forms.CharField(label=_("On what grounds"), max_length=500, widget=TALL)


class AskForm(forms.Form):
    """Who is asked: of those with a stake in the initiative, and others a line each."""

    chosen = forms.MultipleChoiceField(
        label=_("Of those with a stake"), required=False, widget=TICKS
    )
    others = forms.CharField(
        label=_("Others"), required=False, max_length=6000, widget=TALL,
        help_text=_("The number or the whole name, one on each line"),
    )  # fmt: skip
    by_mail = forms.BooleanField(
        label=_("Send each their link by e-mail"), required=False,
        help_text=_("Where we have an address and may write. The links stand on the page, too."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, offered: Iterable[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.offered = {str(one.pk): one for one in offered}
        choice: Any = self.fields["chosen"]
        choice.choices = [(key, visible(one.name)) for key, one in self.offered.items()]
        if not self.offered:
            del self.fields["chosen"]

    def clean_others(self) -> list[Party]:
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines()]
        found = {line: party_named(self.user, line) for line in lines[:200] if line}
        unknown = [line for line, party in found.items() if party is None]
        if unknown:
            words = _("Nobody of this name or number is here: %(who)s")
            raise forms.ValidationError(words, params={"who": unknown[0]})
        return [party for party in found.values() if party is not None]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("chosen") and not given.get("others") and not self.errors:
            raise forms.ValidationError(_("Choose who is asked."))
        return given

    def parties(self) -> list[Party]:
        chosen = [self.offered[key] for key in self.cleaned_data.get("chosen", ())]
        every = {one.pk: one for one in [*chosen, *self.cleaned_data["others"]]}
        return list(every.values())


class SaidForm(forms.Form):
    """What somebody says: to each option, and in words."""

    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip

    def __init__(self, *args: Any, options: Iterable[Option], **more: Any) -> None:
        super().__init__(*args, **more)
        self.choices: dict[str, int] = {}
        first: dict[str, forms.Field] = {}
        for option in options:
            self.choices[f"option_{option.pk}"] = option.pk
            first[f"option_{option.pk}"] = forms.ChoiceField(
                label=visible(option.words), required=False, widget=forms.RadioSelect,
                choices=[("", _("nothing to say")), *reversed(View.choices)],
                help_text=visible(option.details),
            )  # fmt: skip
        before = ("who", "via")
        rest = {name: one for name, one in self.fields.items() if name not in before}
        there = {name: self.fields[name] for name in before if name in self.fields}
        self.fields = {**there, **first, **rest}

    def said(self) -> Said:
        given = self.cleaned_data
        stances = {key: given[name] for name, key in self.choices.items() if given.get(name)}
        return Said(given["words"], stances)

    @property
    def looks(self) -> dict[str, str]:
        return dict.fromkeys(self.choices, "pills")


class EnterForm(SaidForm, WhoForm):
    """What somebody told one of us."""

    via = forms.ChoiceField(
        label=_("How they told us"), widget=forms.RadioSelect,
        choices=[one for one in Via.choices if one[0] not in {Via.PAGE, Via.LINK}],
    )  # fmt: skip
    said_at = DueField(label=_("When, if not now"), required=False)


class PublicForm(SaidForm):
    """What a stranger says, and who they are."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail address"), help_text=_("So that we can tell you what came of it.")
    )
    has_agreed = forms.BooleanField(
        label=_("You may keep my name, my address and what I say, to answer me."),
    )


class AsideForm(forms.Form):
    why = forms.CharField(label=_("Why it does not count"), max_length=300)


class ExcuseForm(forms.Form):
    why = forms.CharField(label=_("Why they are not told"), max_length=300)


class ExtendForm(forms.Form):
    closes_at = DueField(label=_("Closes"))


class ResponseForm(forms.Form):
    """You said, we did."""

    said = forms.CharField(label=_("What was said"), max_length=300)
    verdict = forms.ChoiceField(
        label=_("What becomes of it"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    did = forms.CharField(label=_("What we do, or why not"), max_length=4000, widget=TALL)
    answers = forms.MultipleChoiceField(label=_("Who said so"), required=False, widget=TICKS)
    promise = forms.ChoiceField(label=_("The promise it led to"), required=False)

    def __init__(
        self, *args: Any, answers: Iterable[tuple[Answer, str]], promises: Iterable[Promise],
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.said_in = {str(one.pk): one for one, _label in answers}
        self.kept_by = {one.ref: one for one in promises}
        chosen: Any = self.fields["answers"]
        chosen.choices = [(str(one.pk), label) for one, label in answers]
        kept: Any = self.fields["promise"]
        kept.choices = [("", _("none")), *((ref, visible(str(one))) for ref, one in
                                           self.kept_by.items())]  # fmt: skip
        if not self.said_in:
            del self.fields["answers"]
        if not self.kept_by:
            del self.fields["promise"]

    def chosen(self) -> list[Answer]:
        return [self.said_in[key] for key in self.cleaned_data.get("answers", ())]

    def promise_kept(self) -> Promise | None:
        return self.kept_by.get(self.cleaned_data.get("promise", ""))


class CommitForm(WhoForm):
    """What one side promises the other in it."""

    side = forms.ChoiceField(
        label=_("Who promises"), choices=Side.choices, initial=Side.WE, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("What"), max_length=300)
    due_at = DueField(label=_("By when"), required=False)
    owner = ColleagueField(label=_("Who sees to it"))
    their_owner = forms.CharField(
        label=_("Who sees to it on their side"), required=False, max_length=120
    )


class DecideForm(forms.Form):
    """What came of it."""

    outcome = forms.CharField(
        label=_("What came of it"), max_length=8000, widget=TALL,
        help_text=_("Everybody who was asked reads it, and everybody who has the address."),
    )  # fmt: skip
    chosen: Any = forms.ModelChoiceField(
        label=_("The option it came to"), queryset=None, required=False, empty_label=_("none")
    )
    decision: Any = forms.ModelChoiceField(
        label=_("The trade-off it was decided in"), queryset=None, required=False,
        empty_label=_("none"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, user: User, consultation: Consultation, options: Any, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        offer(self, chosen=options)
        decided = tradeoffs_visible_to(user).filter(initiative=consultation.initiative)
        offer(self, decision=decided.order_by("-pk"))


class ToldForm(forms.Form):
    """Who was told, how, and by which talk or letter."""

    rows = forms.MultipleChoiceField(label=_("Who was told"), widget=TICKS)
    how = forms.ChoiceField(label=_("How they were told"), choices=How.choices)
    ref = forms.CharField(
        label=_("By which talk or letter"), required=False, max_length=20,
        help_text=_("For example K-0042 or W-0007; it must have reached all of them."),
    )  # fmt: skip

    def __init__(self, *args: Any, untold: Iterable[Consulted], **options: Any) -> None:
        super().__init__(*args, **options)
        self.untold = {str(one.pk): one for one in untold}
        chosen: Any = self.fields["rows"]
        chosen.choices = [(key, visible(one.party.name)) for key, one in self.untold.items()]

    def chosen(self) -> list[Consulted]:
        return [self.untold[key] for key in self.cleaned_data["rows"]]
