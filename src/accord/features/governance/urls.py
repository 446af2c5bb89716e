from django.urls import path

from accord.features.governance import views

app_name = "governance"
urlpatterns = [
    path("", views.policy_list, name="list"),
    path("add/", views.policy_add, name="add"),
    path("<str:ref>/", views.policy_detail, name="detail"),
    path("<str:ref>/change/", views.policy_change, name="change"),
    path("<str:ref>/approve/", views.policy_approve, name="approve"),
    path("<str:ref>/end/", views.policy_end, name="end"),
    path("<str:ref>/roles/add/", views.role_add, name="role-add"),
    path("<str:ref>/roles/<int:pk>/drop/", views.role_drop, name="role-drop"),
    path("<str:ref>/duties/add/", views.duty_add, name="duty-add"),
    path("<str:ref>/duties/<int:pk>/assign/", views.duty_assign, name="duty-assign"),
    path("<str:ref>/duties/<int:pk>/drop/", views.duty_drop, name="duty-drop"),
    path("<str:ref>/channels/rule/", views.channel_rule, name="channel-rule"),
    path("<str:ref>/cadences/set/", views.cadence_set, name="cadence-set"),
    path("<str:ref>/cadences/<int:pk>/drop/", views.cadence_drop, name="cadence-drop"),
    path("<str:ref>/excuse/<str:party>/", views.policy_excuse, name="excuse"),
]
