from django.urls import path

from accord.features.knowledge import views

app_name = "knowledge"
urlpatterns = [
    path("", views.note_list, name="list"),
    path("add/", views.note_add, name="add"),
    path("rules/", views.route_list, name="routes"),
    path("rules/add/", views.route_add, name="route-add"),
    path("rules/<int:pk>/change/", views.route_change, name="route-change"),
    path("rules/<int:pk>/end/", views.route_end, name="route-end"),
    path("<str:ref>/", views.note_detail, name="detail"),
    path("<str:ref>/change/", views.note_change, name="change"),
    path("<str:ref>/publish/", views.note_publish, name="publish"),
    path("<str:ref>/amend/", views.note_amend, name="amend"),
    path("<str:ref>/withdraw/", views.note_withdraw, name="withdraw"),
    path("<str:ref>/acknowledge/", views.note_acknowledge, name="acknowledge"),
    path("<str:ref>/ask/", views.question_ask, name="ask"),
    path("<str:ref>/questions/<int:pk>/answer/", views.question_answer, name="answer"),
    path("<str:ref>/correct/", views.note_correct, name="correct"),
    path("<str:ref>/fit/", views.note_fit, name="fit"),
]
