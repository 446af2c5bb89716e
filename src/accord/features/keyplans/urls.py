from django.urls import path

from accord.features.keyplans import views

app_name = "keyplans"
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("add/", views.plan_add, name="add"),
    path("<str:ref>/", views.plan_detail, name="detail"),
    path("<str:ref>/change/", views.plan_change, name="change"),
    path("<str:ref>/goals/add/", views.goal_add, name="goal-add"),
    path("<str:ref>/goals/<int:pk>/settle/", views.goal_settle, name="goal-settle"),
    path("<str:ref>/review/", views.plan_review, name="review"),
    path("<str:ref>/end/", views.plan_end, name="end"),
]
