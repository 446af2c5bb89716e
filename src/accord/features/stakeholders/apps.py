from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StakeholdersConfig(AppConfig):
    name = "accord.features.stakeholders"
    label = "stakeholders"

    def ready(self) -> None:
        from accord.features.stakeholders import actions, jobs, panels, queries, reactions
        from accord.foundation.fields.actions import follow_values
        from accord.foundation.fields.carriers import Carrier, carriers
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.journal.derived import Derived, derived
        from accord.foundation.kernel.rules import SYSTEM
        from accord.foundation.notices.kinds import kinds as notices
        from accord.foundation.search.sources import makings, sources
        from accord.foundation.ui.listing.saving import areas

        sources.add("party", panels.party_source)
        sources.add("timeline", panels.timeline_source)
        makings.add("party", panels.party_making)
        derived.add(
            "stakeholders.months",
            Derived(
                "stakeholders.timelinerow",
                lambda touched, at: actions.roll_up_timeline(touched=touched, at=at),
                shared=True,
            ),
        )
        derived.add(
            "stakeholders.values",
            Derived(
                queries.PARTY, lambda touched, at: follow_values(by=SYSTEM, touched=touched, at=at)
            ),
        )
        carriers.add(
            queries.PARTY, Carrier(queries.PARTY, _("Stakeholders"), queries.custom_values)
        )
        for kind in jobs.KINDS:
            kinds.add(kind.name, kind)
        for notice in reactions.KINDS:
            notices.add(notice.key, notice)
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        areas.add("stakeholders", "stakeholders:list")
        self._follow()
        self._show()
        self._take()
        self._protect()
        self._merge()

    def _follow(self) -> None:
        """Plug in what keeps moments of silence and second lines true."""
        from accord.features.stakeholders import actions, queries
        from accord.foundation.journal.derived import Derived, derived
        from accord.foundation.kernel.rules import SYSTEM

        derived.add(
            "stakeholders.rhythm",
            Derived(
                queries.PARTY,
                lambda touched, at: actions.follow_rhythm(by=SYSTEM, touched=touched, at=at),
            ),
        )
        derived.add(
            "stakeholders.headlines",
            Derived(
                queries.PARTY,
                lambda touched, at: actions.veil_headlines(by=SYSTEM, touched=touched, at=at),
            ),
        )

    def _show(self) -> None:
        """Plug in what the record page shows beside its facts."""
        from accord.features.stakeholders import panels, policies
        from accord.foundation.ui.menu import menu
        from accord.foundation.ui.panels import Panel, pages
        from accord.foundation.ui.panels import panels as on

        pages.add("L", "stakeholders:place")
        for key, entry in panels.ENTRIES.items():
            menu.add(key, entry)
        on.add(
            "stakeholders.files",
            Panel(
                page="stakeholders.record",
                zone="right",
                order=60,
                rule=policies.VIEW,
                draw=panels.files,
            ),
        )
        on.add(
            "stakeholders.review",
            Panel(
                page="stakeholders.record",
                zone="right",
                order=5,
                rule=policies.KEEP,
                draw=panels.review,
            ),
        )

    def _take(self) -> None:
        """Plug in what comes from files."""
        from accord.features.stakeholders import actions
        from accord.foundation.imports.targets import targets

        targets.add("stakeholders", actions.PartyTarget())

    def _protect(self) -> None:
        """Plug in what is kept about a party, and what erasing it means."""
        from accord.features.stakeholders import actions, policies, queries, reactions
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.journal.restoring import restored
        from accord.foundation.journal.undo import hindrances, irreversible
        from accord.foundation.kernel.rules import SYSTEM
        from accord.foundation.mail.kinds import gates
        from accord.foundation.notices.kinds import sights
        from accord.foundation.ui.policies import EXPORT

        for name, seen in reactions.SIGHTS.items():
            sights.add(name, seen)

        gates.add(queries.PARTY, queries.why_mail_stays)
        for key, item in queries.HELD.items():
            queries.held.add(key, item)
        for key, join in queries.JOINS.items():
            queries.joins.add(key, join)
        irreversible.add(policies.ERASE.name, _("What was erased can't come back."))
        hindrances.add(policies.MERGE.name, queries.why_not_yet)
        for rule in (policies.WHOLE_FILE, EXPORT):
            irreversible.add(rule.name, _("What left the house can't be taken back."))
        restored.add("stakeholders.erasures", lambda at: actions.replay_erasures(by=SYSTEM, at=at))
        ledger = "stakeholders.keep-ledger"
        crons.add(ledger, Cron(ledger, ledger, Daily(3, 40)))
        retention = "stakeholders.retention"
        crons.add(retention, Cron(retention, retention, Daily(4, 10)))

    def _merge(self) -> None:
        """Plug in what follows a party into another."""
        from accord.features.stakeholders import actions, queries
        from accord.foundation.jobs.crons import Cron, Daily, crons
        from accord.foundation.journal.derived import Derived, derived
        from accord.foundation.journal.undo import successors
        from accord.foundation.kernel.rules import SYSTEM

        derived.add(
            "stakeholders.pairs",
            Derived(
                queries.PARTY,
                lambda touched, at: actions.forget_pairs(by=SYSTEM, touched=touched, at=at),
            ),
        )
        nightly = "stakeholders.duplicates"
        crons.add(nightly, Cron(nightly, nightly, Daily(1, 20)))
        for key, item in queries.MOVING.items():
            queries.moving.add(key, item)
        successors.add(queries.PARTY, queries.leads)
