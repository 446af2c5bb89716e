from django.urls import include, path

urlpatterns = [
    path("", include("accord.overview.admin.urls.sign_in")),
    path("", include("accord.overview.admin.urls")),
    path("", include("accord.overview.home.urls")),
    path("", include("accord.features.engagement.urls")),
    path("api/v1/", include("accord.overview.api.urls")),
    path("initiatives/", include("accord.features.initiatives.urls")),
    path("needs/", include("accord.features.needs.urls")),
    path("promises/", include("accord.features.promises.urls")),
    path("find/", include("accord.overview.finder.urls")),
    path("stakeholders/", include("accord.features.stakeholders.urls")),
    path("tasks/", include("accord.features.tasks.urls")),
    path("ui/", include("accord.foundation.ui.urls")),
]

handler400 = "accord.foundation.ui.refusals.bad_request"
handler403 = "accord.foundation.ui.refusals.forbidden"
handler404 = "accord.foundation.ui.refusals.not_found"
handler500 = "accord.foundation.ui.refusals.server_error"
