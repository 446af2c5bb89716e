"""Where each room's pages stand; what most requests ask for is tried first."""

from typing import Any

from django.urls import include, path
from django.urls.resolvers import RoutePattern, URLResolver


class Later(URLResolver):
    """Addresses that are imported when the first of them is asked for, or said."""

    def _populate(self) -> None:
        """Do nothing while the addresses around these are gathered: they know the name."""

    @property
    def namespace_dict(self) -> dict[str, Any]:
        super()._populate()
        return super().namespace_dict

    @property
    def app_dict(self) -> dict[str, list[str]]:
        super()._populate()
        return super().app_dict


def later(route: str, name: str, urls: str) -> Later:
    return Later(RoutePattern(route), urls, app_name=name, namespace=name)


urlpatterns = [
    path("find/", include("accord.overview.finder.urls")),
    path("stakeholders/", include("accord.features.stakeholders.urls")),
    path("promises/", include("accord.features.promises.urls")),
    path("needs/", include("accord.features.needs.urls")),
    path("ties/", include("accord.features.ties.urls")),
    path("calendar/", include("accord.overview.calendar.urls")),
    path("coverage/", include("accord.overview.coverage.urls")),
    path("insights/", include("accord.overview.insights.urls")),
    path("vision/", include("accord.features.alignment.urls")),
    path("wants/", include("accord.features.wants.urls")),
    path("policies/", include("accord.features.governance.urls")),
    path("consultations/", include("accord.features.consultations.urls")),
    path("discussions/", include("accord.features.discussions.urls")),
    path("strategies/", include("accord.features.strategies.urls")),
    path("plans/", include("accord.features.keyplans.urls")),
    path("escalations/", include("accord.features.escalations.urls")),
    path("letters/", include("accord.features.letters.urls")),
    path("mailings/", include("accord.features.mailings.urls")),
    path("standards/", include("accord.features.standards.urls")),
    path("stages/", include("accord.features.stages.urls")),
    path("nudges/", include("accord.overview.nudges.urls")),
    path("messages/", include("accord.features.keymessages.urls")),
    path("conduct/", include("accord.features.conduct.urls")),
    path("knowledge/", include("accord.features.knowledge.urls")),
    path("feedback/", include("accord.features.feedback.urls")),
    path("pulses/", include("accord.features.pulses.urls")),
    path("tradeoffs/", include("accord.features.tradeoffs.urls")),
    path("workshops/", include("accord.features.workshops.urls")),
    path("meetings/", include("accord.features.meetings.urls")),
    path("growth/", include("accord.features.growth.urls")),
    path("health/", include("accord.features.health.urls")),
    path("tasks/", include("accord.features.tasks.urls")),
    path("initiatives/", include("accord.features.initiatives.urls")),
    path("networks/", include("accord.features.networks.urls")),
    later("api/v1/", "api", "accord.overview.api.urls"),
    path("ui/", include("accord.foundation.ui.urls")),
    path("", include("accord.overview.home.urls")),
    path("", include("accord.features.engagement.urls")),
    path("", include("accord.features.correspondence.urls")),
    path("", include("accord.overview.admin.urls.sign_in")),
    path("", include("accord.overview.admin.urls")),
]

handler400 = "accord.foundation.ui.refusals.bad_request"
handler403 = "accord.foundation.ui.refusals.forbidden"
handler404 = "accord.foundation.ui.refusals.not_found"
handler500 = "accord.foundation.ui.refusals.server_error"
