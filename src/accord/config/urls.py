"""Where each room's pages stand; what most requests ask for is tried first."""

from django.urls import include, path

urlpatterns = [
    path("find/", include("accord.overview.finder.urls")),
    path("stakeholders/", include("accord.features.stakeholders.urls")),
    path("promises/", include("accord.features.promises.urls")),
    path("needs/", include("accord.features.needs.urls")),
    path("tasks/", include("accord.features.tasks.urls")),
    path("initiatives/", include("accord.features.initiatives.urls")),
    path("api/v1/", include("accord.overview.api.urls")),
    path("ui/", include("accord.foundation.ui.urls")),
    path("", include("accord.overview.home.urls")),
    path("", include("accord.features.engagement.urls")),
    path("", include("accord.overview.admin.urls.sign_in")),
    path("", include("accord.overview.admin.urls")),
]

handler400 = "accord.foundation.ui.refusals.bad_request"
handler403 = "accord.foundation.ui.refusals.forbidden"
handler404 = "accord.foundation.ui.refusals.not_found"
handler500 = "accord.foundation.ui.refusals.server_error"
