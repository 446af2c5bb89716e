from django.urls import path

from accord.features.health import views

app_name = "health"
urlpatterns = [
    path("", views.moved, name="list"),
    path("key/", views.key_relations, name="key"),
    path("warnings/", views.warnings, name="warnings"),
    path("warnings/<str:sign>/", views.warning_change, name="warning-change"),
    path("<str:ref>/", views.health_detail, name="detail"),
    path("<str:ref>/judge/", views.health_judge, name="judge"),
]
