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
    path("<str:ref>/repeat/", views.task_repeat, name="repeat"),
    path("<str:ref>/depend/", views.task_depend, name="depend"),
    path("<str:ref>/depend/<int:pk>/end/", views.task_independ, name="independ"),
    path("<str:ref>/items/add/", views.item_add, name="item-add"),
    path("<str:ref>/items/<int:pk>/change/", views.item_change, name="item-change"),
    path("<str:ref>/items/<int:pk>/tick/", views.item_tick, name="item-tick"),
    path("<str:ref>/items/<int:pk>/untick/", views.item_untick, name="item-untick"),
    path("<str:ref>/items/<int:pk>/remove/", views.item_remove, name="item-remove"),
]
