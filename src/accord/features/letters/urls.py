from django.urls import path

from accord.features.letters import views

app_name = "letters"
urlpatterns = [
    path("", views.letter_list, name="list"),
    path("write/", views.letter_write, name="write"),
    path("manner/", views.manner, name="manner"),
    path("<str:ref>/", views.letter_detail, name="detail"),
    path("<str:ref>/change/", views.letter_change, name="change"),
    path("<str:ref>/send/", views.letter_send, name="send"),
    path("<str:ref>/recall/", views.letter_recall, name="recall"),
    path("<str:ref>/agree/", views.letter_agree, name="agree"),
    path("<str:ref>/send-back/", views.letter_send_back, name="send-back"),
    path("<str:ref>/discard/", views.letter_discard, name="discard"),
]
