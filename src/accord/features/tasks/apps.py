from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "accord.features.tasks"
    label = "tasks"

    def ready(self) -> None:
        self._protect()
        self._date()
        from accord.features.stakeholders.queries import PartyColumn, party_columns
        from accord.features.tasks import panels, policies, reactions
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.kernel.text import visible
        from accord.foundation.notices.kinds import kinds as notices
        from accord.foundation.ui.commands import Command, commands
        from accord.foundation.ui.listing.saving import areas
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.owed import Source, sources
        from accord.foundation.ui.panels import Panel, pages, verbs
        from accord.foundation.ui.panels import panels as on

        for key, verb in panels.VERBS.items():
            verbs.add(key, verb)
        on.add(
            "tasks.steps",
            Panel(
                zone="right",
                rule=policies.VIEW,
                draw=panels.next_steps,
                page="stakeholders.record",
                order=30,
            ),
        )
        on.add(
            "tasks.acts",
            Panel(
                zone="acts",
                rule=policies.ADD,
                draw=panels.acts,
                page="stakeholders.record",
                order=30,
            ),
        )
        sources.add(
            "tasks",
            Source(owed=panels.owed, settled=panels.settled, appointments=panels.appointments),
        )
        party_columns.add(
            "next-step",
            PartyColumn(
                label=_("Next step"),
                load=panels.next_titles,
                words=visible,
                draw=panels.draw_step,
                is_numeric=False,
                is_default=False,
                views=frozenset({"key"}),
                order=40,
            ),
        )
        pages.add("T", "tasks:detail")
        areas.add("tasks", "tasks:list")
        menu.add(
            "tasks",
            Entry(
                label=_("Tasks"),
                icon="list-checks",
                url_name="tasks:list",
                rule=policies.VIEW,
                group="relationships",
                order=35,
                count=panels.waiting,
                key="t",
            ),
        )
        commands.add(
            "task-add",
            Command(
                title=_("Plan a task"),
                url_name="tasks:add",
                rule=policies.ADD,
                icon="list-checks",
                about=True,
            ),
        )
        for notice in reactions.KINDS:
            notices.add(notice.key, notice)
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)

    def _protect(self) -> None:
        """Plug in what is kept about a party here, and what must hold of tasks."""
        from accord.features.stakeholders.queries import Moving, held, moving
        from accord.features.tasks import actions, reactions
        from accord.features.tasks.models import Task
        from accord.features.tasks.queries import HELD, HELD_ITEMS
        from accord.foundation.journal.derived import Derived, derived
        from accord.foundation.kernel.rules import SYSTEM
        from accord.foundation.notices.kinds import sights

        for name, seen in reactions.SIGHTS.items():
            sights.add(name, seen)
        derived.add(
            "tasks.dependencies",
            Derived(
                "tasks.dependency",
                lambda touched, at: actions.follow_dependencies(by=SYSTEM, touched=touched, at=at),
            ),
        )
        held.add("tasks", HELD)
        held.add("task-items", HELD_ITEMS)
        moving.add("tasks", Moving(model=Task))

    def _date(self) -> None:
        """Plug in what stands on the calendar, and in the index."""
        from accord.features.tasks import panels
        from accord.foundation.search.sources import sources as found
        from accord.foundation.ui.calendar import Source, calendars

        source = Source(label=_("Tasks"), icon="list-checks", order=20, find=panels.happenings)
        calendars.add("tasks", source)
        found.add("task", panels.source)
