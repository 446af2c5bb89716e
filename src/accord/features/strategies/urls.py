from django.urls import path

from accord.features.strategies import views

app_name = "strategies"
urlpatterns = [
    path("", views.strategy_list, name="list"),
    path("add/", views.strategy_add, name="add"),
    path("touches/", views.touch_list, name="touches"),
    path("touches/<int:pk>/close/", views.touch_close, name="touch-close"),
    path("touches/<int:pk>/move/", views.touch_move, name="touch-move"),
    path("touches/<int:pk>/drop/", views.touch_drop, name="touch-drop"),
    path("<str:ref>/", views.strategy_detail, name="detail"),
    path("<str:ref>/change/", views.strategy_change, name="change"),
    path("<str:ref>/approve/", views.strategy_approve, name="approve"),
    path("<str:ref>/end/", views.strategy_end, name="end"),
    path("<str:ref>/objectives/add/", views.objective_add, name="objective-add"),
    path("<str:ref>/objectives/<int:pk>/settle/", views.objective_settle, name="objective-settle"),
    path("<str:ref>/activities/add/", views.activity_add, name="activity-add"),
    path("<str:ref>/activities/<int:pk>/", views.activity_detail, name="activity"),
    path("<str:ref>/activities/<int:pk>/change/", views.activity_change, name="activity-change"),
    path("<str:ref>/activities/<int:pk>/start/", views.activity_start, name="activity-start"),
    path("<str:ref>/activities/<int:pk>/stop/", views.activity_stop, name="activity-stop"),
    path("<str:ref>/activities/<int:pk>/address/", views.activity_address, name="address"),
    path("<str:ref>/picks/<int:pk>/drop/", views.pick_drop, name="pick-drop"),
    path(
        "<str:ref>/activities/<int:pk>/deliverables/add/",
        views.deliverable_add,
        name="deliverable-add",
    ),
    path(
        "<str:ref>/deliverables/<int:pk>/settle/",
        views.deliverable_settle,
        name="deliverable-settle",
    ),
]
