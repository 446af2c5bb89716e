from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrespondenceConfig(AppConfig):
    name = "accord.features.correspondence"
    label = "correspondence"

    def ready(self) -> None:
        from accord.features.correspondence import jobs, panels, policies, reactions
        from accord.features.correspondence.actions import file_arrival
        from accord.features.correspondence.queries import (
            FILES,
            HELD,
            LEDGER,
            MENTIONS,
            UNFILED,
        )
        from accord.features.stakeholders.queries import held
        from accord.foundation.arrivals.filers import Filer, filers
        from accord.foundation.jobs.crons import crons
        from accord.foundation.jobs.kinds import kinds
        from accord.foundation.jobs.reactions import reactions as reacting
        from accord.foundation.notices.kinds import kinds as noticed
        from accord.foundation.notices.kinds import sights
        from accord.foundation.ui.menu import Entry, menu
        from accord.foundation.ui.panels import Panel, pages
        from accord.foundation.ui.panels import panels as on

        for job in jobs.KINDS:
            kinds.add(job.name, job)
        for cron in jobs.CRONS:
            crons.add(cron.name, cron)
        for reaction in reactions.REACTIONS:
            reacting.add(reaction.name, reaction)
        for name, seen in reactions.SIGHTS.items():
            sights.add(name, seen)
        for kind in reactions.KINDS:
            noticed.add(kind.key, kind)
        filers.add(
            "correspondence",
            Filer(
                lambda arrival, message, at: file_arrival(
                    by=arrival.owner, arrival=arrival, message=message, at=at
                )
            ),
        )
        for key, rows in (
            ("-files", FILES),
            ("-ledger", LEDGER),
            ("-mentions", MENTIONS),
            ("", HELD),
            *((f"-unfiled-{name}", rows) for name, rows in UNFILED.items()),
        ):
            held.add(f"mail{key}", rows)
        pages.add("M", "correspondence:detail")
        on.add(
            "correspondence.mail",
            Panel(
                page="engagement.talk",
                zone="right",
                order=10,
                rule=policies.VIEW,
                draw=panels.of_talk,
            ),
        )
        self._give_addresses()
        self._find()
        menu.add(
            "inbox",
            Entry(
                label=_("Inbox"),
                icon="inbox",
                url_name="correspondence:list",
                rule=policies.VIEW,
                order=10,
                count=panels.waiting,
            ),
        )

    def _find(self) -> None:
        """Let search know of mail, and the outbox of the mail that tells what was filed."""
        from accord.features.correspondence import panels
        from accord.features.correspondence.actions import CONFIRMATION
        from accord.foundation.mail.kinds import Reader, kinds
        from accord.foundation.search.sources import sources

        kinds.add(CONFIRMATION, Reader.OURS)
        sources.add("mail", panels.source)

    def _give_addresses(self) -> None:
        """Show on each record the address by which mail is filed with it."""
        from accord.features.correspondence import panels
        from accord.foundation.arrivals.policies import TAKE
        from accord.foundation.ui.panels import Panel
        from accord.foundation.ui.panels import panels as on

        places = {
            "engagement.talk": "right", "promises.detail": "right", "needs.detail": "right",
            "initiatives.detail": "side",
        }  # fmt: skip
        for record, zone in places.items():
            on.add(
                f"correspondence.address-{record}",
                Panel(page=record, zone=zone, order=90, rule=TAKE, draw=panels.mail_address),
            )
