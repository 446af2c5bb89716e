"""The list of stakeholders: its columns, orders and views."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders import policies, queries
from accord.features.stakeholders.queries import PARTY
from accord.features.stakeholders.tables._cells import address_of
from accord.features.stakeholders.tables._columns import (
    column_of_field,
    columns,
    columns_from_above,
)
from accord.features.stakeholders.tables._orders import BULK, GROUPINGS, orders, views
from accord.foundation.accounts.reach import reach_of
from accord.foundation.fields import queries as fields
from accord.foundation.journal.prepared import at_once
from accord.foundation.kernel.text import visible
from accord.foundation.ui.listing import Asking, Listing
from accord.foundation.ui.listing.saving import ask_saved_views
from accord.foundation.ui.menu import address

AREA = "stakeholders"


def party_list(user: Any, at: datetime) -> Listing:
    """Describe the list of stakeholders for whoever looks at it."""
    may_change = policies.BULK.allows(user)
    with at_once():
        asked_fields, asked_views = fields.ask_open_fields(PARTY), ask_saved_views(user, AREA)
    own = asked_fields()
    return Listing(
        area=AREA,
        label=_("Stakeholders"),
        address=address("stakeholders:list") or "",
        rows=queries.visible_to(user),
        asking=Asking(user, at),
        columns=[*columns(), *columns_from_above(), *map(column_of_field, own)],
        filters=queries.party_filters(own),
        orders=orders(),
        views=[*views(), *asked_views()],
        peek=lambda row: f"{address_of(row['ref'])}peek/",
        name=lambda row: visible(row["name"]),
        key=lambda row: str(row["ref"]),
        needs=("id", "ref", "name", "kind"),
        token=reach_of(user),
        assumed={"active": queries.active()},
        groupings=GROUPINGS,
        bulk=BULK if may_change else (),
        bulk_address=(address("stakeholders:bulk") or "") if may_change else "",
        export=(address("stakeholders:export") or "") if policies.EXPORT.allows(user) else "",
        select_words=say("Select %(name)s") if may_change else "",
    )
