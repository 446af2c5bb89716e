from django.urls import path

from accord.overview.nudges import views

app_name = "nudges"
urlpatterns = [
    path("", views.nudge_list, name="list"),
    path("<str:key>/begin/", views.nudge_begin, name="begin"),
    path("<str:key>/snooze/", views.nudge_snooze, name="snooze"),
    path("<str:key>/dismiss/", views.nudge_dismiss, name="dismiss"),
]
