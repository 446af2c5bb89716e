from django.urls import path

from accord.features.tasks import views

app_name = "tasks"
urlpatterns = [
    path("", views.task_list, name="list"),
    path("export/", views.task_export, name="export"),
    path("add/", views.task_add, name="add"),
    path("<str:ref>/", views.task_detail, name="detail"),
    path("<str:ref>/finish/", views.task_finish, name="finish"),
    path("<str:ref>/drop/", views.task_drop, name="drop"),
    path("<str:ref>/reopen/", views.task_reopen, name="reopen"),
    path("<str:ref>/change/", views.task_change, name="change"),
    path("<str:ref>/hand-over/", views.task_hand_over, name="hand-over"),
    path("<str:ref>/snooze/", views.task_snooze, name="snooze"),
]
