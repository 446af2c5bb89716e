from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("stakeholders/", include("accord.features.stakeholders.urls")),
    path("ui/", include("accord.foundation.ui.urls")),
]
