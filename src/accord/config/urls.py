from django.urls import include, path

urlpatterns = [
    path("", include("accord.overview.admin.urls.sign_in")),
    path("", include("accord.overview.admin.urls")),
    path("stakeholders/", include("accord.features.stakeholders.urls")),
    path("ui/", include("accord.foundation.ui.urls")),
]
