from django.urls import path

from accord.features.promises import views

app_name = "promises"
urlpatterns = [
    path("", views.promise_list, name="list"),
    path("export/", views.promise_export, name="export"),
    path("add/", views.promise_add, name="add"),
    path("<str:ref>/", views.promise_detail, name="detail"),
    path("<str:ref>/keep/", views.promise_keep, name="keep"),
    path("<str:ref>/break/", views.promise_break, name="break"),
    path("<str:ref>/release/", views.promise_release, name="release"),
    path("<str:ref>/reopen/", views.promise_reopen, name="reopen"),
    path("<str:ref>/move/", views.promise_move, name="move"),
    path("<str:ref>/change/", views.promise_change, name="change"),
    path("<str:ref>/hand-over/", views.promise_hand_over, name="hand-over"),
    path("<str:ref>/snooze/", views.promise_snooze, name="snooze"),
]
