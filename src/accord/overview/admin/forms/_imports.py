"""A file to import, how to read it, what its columns mean."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.states import Kind, Visibility
from accord.foundation.accounts import queries
from accord.foundation.accounts.models import Department, User
from accord.foundation.imports.models import Import
from accord.foundation.imports.reading.detection import Choices, Detection
from accord.foundation.imports.reading.mapping import Field
from accord.foundation.ui.inputs import offer
from accord.overview.admin.forms._fields import ColleagueField, offer_departments

ENCODINGS = (
    "utf-8", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1252", "cp1257", "iso8859_2",
    "iso8859_13", "iso8859_15", "koi8_r", "cp866", "cp852", "gb18030", "cp950",
)  # fmt: skip
DELIMITERS = {
    ",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar"), "": _("none: one column"),
}  # fmt: skip
NONE = "none"
SUFFIXES = ".csv,.tsv,.txt,.xlsx,.ods,.vcf,.gz,.zip"


class ImportFileForm(forms.Form):
    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": SUFFIXES}), max_length=255,
        help_text=_("CSV, TSV, XLSX, ODS or vCard, also packed as .gz or .zip."),
        error_messages={"empty": _("There is nothing in this file.")},
    )  # fmt: skip


class ReadingForm(forms.Form):
    """How a file is read; shows only what this kind of file leaves to choose."""

    member = forms.ChoiceField(label=_("File in the archive"), required=False)
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    encoding = forms.ChoiceField(label=_("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=_("Cells are set apart by"), required=False)
    has_header = forms.ChoiceField(
        label=_("First row"), required=False,
        choices=[("yes", _("names the columns")), ("no", _("is a record"))],
    )  # fmt: skip

    def __init__(self, *args: Any, detection: Detection, **kwargs: Any) -> None:
        self.detection = detection
        kwargs["initial"] = {
            "member": detection.member, "sheet": detection.sheet, "encoding": detection.encoding,
            "delimiter": detection.delimiter or NONE,
            "has_header": "yes" if detection.has_header else "no",
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self._offer_or_drop("member", detection.members, needed=len(detection.members) > 1)
        self._offer_or_drop("sheet", detection.sheets, needed=len(detection.sheets) > 1)
        encodings = dict.fromkeys((detection.encoding, *ENCODINGS))
        self._offer_or_drop("encoding", encodings, needed=bool(detection.encoding))
        if detection.format == "csv":
            known = {detection.delimiter: detection.delimiter, **DELIMITERS}
            offer(self, delimiter=[(mark or NONE, said) for mark, said in known.items()])
        else:
            del self.fields["delimiter"]
        if detection.format == "vcard":
            del self.fields["has_header"]

    def _offer_or_drop(self, name: str, values: Any, *, needed: bool) -> None:
        if needed:
            offer(self, **{name: [(value, value) for value in values]})
        else:
            del self.fields[name]

    def chosen(self, before: dict[str, Any]) -> Choices:
        """Give what was chosen now or before; another file or sheet is looked at afresh."""
        if "member" in self.changed_data:
            return Choices(member=self.cleaned_data["member"])
        kept = {**before, **{name: self.cleaned_data[name] for name in self.changed_data}}
        if "sheet" in self.changed_data:
            kept = {key: kept[key] for key in ("member", "sheet") if key in kept}
        if "has_header" in self.changed_data:
            kept["has_header"] = kept["has_header"] == "yes"
        if kept.get("delimiter") == NONE:
            kept["delimiter"] = ""
        return Choices(**kept)


class ImportForm(forms.Form):
    """What each column means, and how rows become records."""

    kind = forms.ChoiceField(
        label=_("The rows are"), required=False,
        choices=[("", _("as each row says")), *Kind.choices],
    )  # fmt: skip
    scheme = forms.CharField(
        label=_("Register of the numbers"), required=False, max_length=30,
        help_text=_("By it a row of the next file finds its stakeholder: krs, ariregister."),
    )  # fmt: skip
    order = forms.ChoiceField(
        label=_("Dates are written"), initial="ymd",
        choices=[
            ("ymd", _("year, month, day")), ("dmy", _("day, month, year")),
            ("mdy", _("month, day, year")),
        ],
    )  # fmt: skip
    owner = ColleagueField(
        label=_("Owner"), required=False, queryset=User.objects.none(), empty_label=_("nobody yet")
    )
    department = forms.ModelChoiceField(
        label=_("Department"), required=False, queryset=Department.objects.none(),
        empty_label=_("mine"),
    )  # fmt: skip
    visibility = forms.ChoiceField(
        label=_("Who may see them"), choices=Visibility.choices, initial=Visibility.EVERYONE
    )
    twins = forms.ChoiceField(
        label=_("Possible duplicates"), initial="add",
        choices=[("add", _("add them and name them")), ("skip", _("refuse them"))],
    )  # fmt: skip

    def __init__(
        self, *args: Any, batch: Import, header: Sequence[str], fields: Sequence[Field],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        said = batch.options
        kwargs["initial"] = {
            **said, "twins": "skip" if said.get("skip_twins") else "add",
            **{f"column-{column}": field for column, field in batch.mapping.items()},
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        offer(self, owner=queries.colleagues())
        offer_departments(self)
        choices = [("", _("leave it out")), *((f.key, _gettext(f.label)) for f in fields)]
        self.columns = [f"column-{column}" for column in range(len(header))]
        for name, label in zip(self.columns, header, strict=True):
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)

    def mapping(self) -> dict[str, str]:
        found = {name.removeprefix("column-"): self.cleaned_data[name] for name in self.columns}
        return {column: field for column, field in found.items() if field}

    def options(self) -> dict[str, Any]:
        """Give what was chosen as plain values, which are kept for the next file like it."""
        said = self.cleaned_data
        found = {name: said[name] for name in ("kind", "scheme", "order", "visibility")}
        found |= {name: said[name].pk for name in ("owner", "department") if said[name]}
        return {**found, "skip_twins": said["twins"] == "skip"}
