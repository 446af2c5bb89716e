"""Made-up contents of the live sheet, on which every part stands with all its states."""

from typing import Any

from django import forms
from django.urls import reverse
from markupsafe import Markup

from accord.foundation.ui import charts, formats

LEVELS = ("Unaware", "Resistant", "Neutral", "Supportive", "Leading")
MONTHS = ("Q1 25", "Q2", "Q3", "Q4", "Q1 26", "Q2", "Q3", "Q4")


class PromiseForm(forms.Form):
    """A form whose fields stand in each state a field can have."""

    promise = forms.CharField(
        label="Promise",
        initial="Revised traffic plan",
        help_text="What will the other person be able to see or hold?",
    )
    due = forms.CharField(label="Due", error_messages={"required": "Choose a working day"})
    to = forms.CharField(
        label="To", required=False, widget=forms.TextInput(attrs={"placeholder": "Name"})
    )
    words = forms.CharField(label="Words", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label="Kind", choices=[("p", "Promise"), ("e", "Expectation")])
    locked = forms.CharField(label="Number", initial="P-0118", disabled=True, required=False)
    fixed = forms.CharField(
        label="Made on",
        initial="19 November 2026",
        required=False,
        widget=forms.TextInput(attrs={"readonly": True}),
    )
    mood = forms.ChoiceField(
        label="How did it go?",
        choices=[("worse", "Worse"), ("same", "Same"), ("better", "Better")],
        initial="better",
        widget=forms.RadioSelect,
    )
    is_public = forms.BooleanField(
        label="The stakeholder may see it", required=False, help_text="On their page, with its date"
    )

    def clean_due(self) -> str:
        raise forms.ValidationError("Choose a working day after today")


def samples() -> dict[str, Any]:
    """Give everything that ``ui/sheet.html`` shows."""
    form = PromiseForm(
        {
            "promise": "Revised traffic plan",
            "due": "17 Nov",
            "kind": "p",
            "mood": "better",
            "fixed": "19 November 2026",
        }
    )
    form.is_valid()
    return {
        "form": form,
        "due": formats.Due("kept 12 Nov", 1.0, "done", "Thursday, 12 November 2026"),
        "levels": LEVELS,
        "here": reverse("ui:sheet"),
        "people": [
            {"name": "Marta Kask", "colour": 1},
            {"name": "Piotr Zieliński", "colour": 3},
            {"name": "Anneli Saar", "colour": 4},
        ],
        "rows": _rows(),
        "steps": _steps(),
        "matrix_rows": _matrix(),
        "palette_groups": _palette(),
        "found": _found(),
        "pictures": _pictures(),
    }


def _rows() -> list[dict[str, Any]]:
    return [
        {"name": "Samira Haddad", "org": "Brackenford General Hospital", "kind": "Clients",
         "at": (7.2, 2.6), "level": (0, 3), "way": "fl", "days": (61,), "every": 30,
         "last": "61 d", "owed": 1, "next": "Introduce shutdown protocol", "state": ""},
        {"name": "Jonas Vetter", "org": "Hollin Valley Farmers’ Co-op", "kind": "Farmers",
         "at": (8.2, 9.0), "level": (1, 3), "way": "dn", "days": (26, 41, 55, 70, 83), "every": 14,
         "last": "26 d", "owed": 3, "next": "Walk the haul road together", "state": "cur"},
        {"name": "Halina Wrona", "org": "Upper Hollin Residents’ Association", "kind": "Residents",
         "at": (5.4, 8.8), "level": (1, 3), "way": "dn", "days": (2, 10, 24, 37, 52, 66, 80),
         "every": 14, "last": "2 d", "owed": 3, "next": "Update on dust case", "state": "sel"},
        {"name": "陈梅 Chen Mei", "org": "Jiangnan Turbines", "kind": "Suppliers",
         "at": (4.4, 5.9), "level": (4, 4), "way": "fl", "days": (5, 18, 33, 46, 62, 75),
         "every": 14, "last": "5 d", "owed": 0, "next": "Factory acceptance dates", "state": ""},
        {"name": "Олег Сидоренко", "org": "Lark & Hollin Anglers", "kind": "NGOs",
         "at": (2.2, 7.5), "level": (2, 3), "way": "up", "days": (24, 55), "every": 30,
         "last": "24 d", "owed": 1, "next": "Share drawdown calendar", "state": ""},
    ]  # fmt: skip


def _steps() -> list[dict[str, str]]:
    return [
        {"title": "Received", "sub": "Mon 9 Nov, 08:42", "state": "done"},
        {"title": "Acknowledged", "sub": "in 1.1 of 2 days", "state": "done"},
        {"title": "Update", "sub": "was due Tue 17 Nov", "state": "late"},
        {"title": "Finding", "sub": "Mon 23 Nov", "state": "now"},
        {"title": "Mediation", "sub": "not needed", "state": "skipped"},
        {"title": "Final reply", "sub": "Mon 7 Dec", "state": ""},
    ]


def _matrix() -> list[dict[str, Any]]:
    return [
        {"head": "Jonas Vetter", "now": 1, "wanted": 3},
        {"head": "Ingrid Paavel", "now": 2, "wanted": 3},
        {"head": "Teodor Lind", "now": 3, "wanted": 3, "forbidden": (4,)},
        {"head": "Bogdan Mazur", "now": 3, "wanted": 4, "dragging": 2},
    ]


def _palette() -> list[dict[str, Any]]:
    address = reverse("ui:sheet")
    return [
        {"label": "People and organisations", "hits": [
            {"url": address, "title": "Jonas Vetter", "sub": "Hollin Valley Farmers’ Co-op",
             "kind": "person", "ref": "S-1042", "end": "Open"},
            {"url": address, "title": "Vetter & Sons, hay and feed", "sub": "Farmers",
             "kind": "organisation"},
        ]},
        {"label": "Records", "hits": [
            {"url": address, "title": "P-0118 Revised haul-road traffic plan", "icon": "handshake",
             "end": "2 d late"},
        ]},
    ]  # fmt: skip


def _found() -> list[dict[str, Any]]:
    return [
        {"name": "found", "value": "1", "on": True, "who": "Jonas Vetter",
         "label": Markup("<b>Jonas Vetter</b>, phone call, now")},
        {"name": "found", "value": "2", "on": True, "icon": "handshake",
         "label": Markup("New promise: <b>Revised plan</b>, due <b>Fri 20 Nov</b>, owner you")},
        {"name": "found", "value": "3", "on": True, "icon": "lightbulb",
         "label": Markup("Link to need N-0042 <b>Safe school run</b>")},
    ]  # fmt: skip


def _pictures() -> dict[str, Markup]:
    """Draw each chart once, the wide ones also for a phone."""
    quarters = [71, 68, 74, 77, 79, 81, 80, 84]
    answers = [
        charts.Agreement("Larkwater keeps its promises", (16, 25, 22, 27, 10), 37),
        charts.Agreement("I am warned in time about works", (21, 28, 18, 24, 9), 33),
        charts.Agreement("I trust the water from my tap", (2, 5, 9, 41, 43), 84),
    ]
    means = [
        charts.Mean("Regulators", 3.9, 0.42, 11),
        charts.Mean("Residents", 3.1, 0.17, 104),
        charts.Mean("Farmers", 2.5, 0.22, 58),
    ]
    return {
        "spark": charts.spark([3, 4, 4, 6, 5, 8, 7, 9, 11, 9], "Cases a week, rising", 300, 40),
        "columns": charts.columns(quarters, MONTHS, "Kept on time", unit="%", goal=90, most=100),
        "lines": charts.lines(
            {"in rhythm": [52, 55, 58, 63, 66, 71, 74], "trust": [58, 56, 54, 55, 60, 62, 66]},
            ["Q2 25", "", "Q4", "", "Q2 26", "", "Q4"],
            "Contacts in rhythm and trust",
            between=(40, 80),
        ),
        "control": _control(),
        "pareto": charts.pareto(
            [("Road|dust", 41), ("Late|notice", 23), ("Night|noise", 17), ("Mud on|B-road", 11),
             ("Pressure|dips", 9), ("Other", 7)],
            "Pareto of complaint causes",
            finding="75% from three causes",
        ),
        "likert": charts.likert(answers, "Answers by statement"),
        "likert_narrow": charts.likert(answers, "Answers by statement, narrow", width=326),
        "heat": charts.heat(
            ("16 Nov", "23 Nov", "30 Nov", "7 Dec"),
            [("Stakeholder team", (96, 112, 104, 88)), ("Environment", (102, 126, 131, 36)),
             ("Legal", (64, 22, 93, 48))],
            "Workload by department and week",
        ),
        "drivers": _drivers(),
        "means": charts.means(means, "Trust by group"),
        "means_narrow": charts.means(means, "Trust by group, narrow", width=326),
        "ranked": charts.ranked([("Dust", 41), ("Notice", 23), ("Noise", 17)], "Causes"),
        "stacked": charts.stacked([("Kept", 71), ("Late", 18), ("Broken", 11)], "Promises"),
        "clock": _clock(),
        "contacts": charts.contacts(
            [(83, 1), (70, 1), (55, 0), (41, 0), (26, -1)],
            "Contacts in the last 90 days",
            silent_since=26,
            labels=[(90, "Aug"), (55, "Sep"), (29, "Oct"), (0, "today")],
        ),
        "levels": charts.levels(1, 3, LEVELS, "Resistant now, supportive wanted by March"),
    }  # fmt: skip


def _control() -> Markup:
    values = [7, 6, 9, 8, 7, 10, 8, 9, 7, 11, 9, 8, 14, 8, 10, 7, 9, 5, 4, 5, 3, 4, 5, 3, 4]
    return charts.control(
        values,
        [
            charts.Limits(0, 8.3, 3.5, 13.1, "before: mean 8.3, limits 3.5 to 13.1"),
            charts.Limits(17, 4.1, 0.7, 7.5, "after: mean 4.1, upper limit 7.5"),
        ],
        {0: "25 May", 8: "20 Jul", 17: "21 Sep", 24: "9 Nov"},
        "Complaints per week",
        caption="Limits: mean ± 2.66 × mean moving range.",
        notes={12: "wheel wash broke"},
        left_out={12},
    )


def _drivers() -> Markup:
    return charts.drivers(
        [
            charts.Driver("Keeps its promises", 2.95, 0.46, 0.07),
            charts.Driver("Listens", 3.18, 0.32, 0.07),
            charts.Driver("Water quality", 4.35, 0.38, 0.07, label_before=True),
            charts.Driver("Clear bills", 3.94, 0.08, 0.05),
        ],
        "Key drivers of trust",
        across="How well we do now (mean, 1 to 5)",
        up="Weight in overall trust",
        scale=(2, 5),
    )


def _clock() -> Markup:
    return charts.case_clock(
        [
            charts.Moment(0, "Received", "Mon 9 Nov 08:42", "met"),
            charts.Moment(1.1, "Acknowledged", "in 1.1 of 2 days", "met"),
            charts.Moment(6, "Update due", "Tue 17 Nov", "late"),
            charts.Moment(10, "Finding due", "Mon 23 Nov", "next"),
            charts.Moment(20, "Final reply due", "Mon 7 Dec", "goal"),
        ],
        now=8,
        days=20,
        said="now · day 8 of 20",
        title="Service clock",
    )
