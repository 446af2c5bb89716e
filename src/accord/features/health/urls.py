from django.urls import path

from accord.features.health import views

app_name = "health"
urlpatterns = [
    path("", views.moved, name="list"),
    path("<str:ref>/", views.health_detail, name="detail"),
    path("<str:ref>/judge/", views.health_judge, name="judge"),
]
