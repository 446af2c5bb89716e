from django.urls import path

from accord.features.escalations import views

app_name = "escalations"
urlpatterns = [
    path("", views.escalation_list, name="list"),
    path("raise/", views.escalation_raise, name="raise"),
    path("ladder/", views.ladder, name="ladder"),
    path("ladder/set/", views.step_set, name="step-set"),
    path("ladder/<int:pk>/drop/", views.step_drop, name="step-drop"),
    path("<str:ref>/", views.escalation_detail, name="detail"),
    path("<str:ref>/climb/", views.escalation_climb, name="climb"),
    path("<str:ref>/decide/", views.escalation_decide, name="decide"),
    path("<str:ref>/answer/", views.escalation_answer, name="answer"),
    path("<str:ref>/withdraw/", views.escalation_withdraw, name="withdraw"),
]
