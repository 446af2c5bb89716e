from django.urls import path

from accord.features.letters import views

app_name = "letters"
urlpatterns = [
    path("", views.letter_list, name="list"),
    path("write/", views.letter_write, name="write"),
    path("manner/", views.manner, name="manner"),
    path("templates/", views.templates, name="templates"),
    path("templates/add/", views.template_add, name="template-add"),
    path("templates/<int:pk>/change/", views.template_change, name="template-change"),
    path("templates/<int:pk>/drop/", views.template_drop, name="template-drop"),
    path("signature/", views.sign, name="sign"),
    path("allow/", views.allow, name="allow"),
    path("allow/<int:pk>/end/", views.disallow, name="disallow"),
    path("<str:ref>/", views.letter_detail, name="detail"),
    path("<str:ref>/files/add/", views.letter_file_add, name="file-add"),
    path("<str:ref>/files/<int:pk>/", views.letter_file, name="file"),
    path("<str:ref>/files/<int:pk>/preview/", views.letter_file_preview, name="file-preview"),
    path("<str:ref>/files/<int:pk>/remove/", views.letter_file_remove, name="file-remove"),
    path("<str:ref>/change/", views.letter_change, name="change"),
    path("<str:ref>/send/", views.letter_send, name="send"),
    path("<str:ref>/recall/", views.letter_recall, name="recall"),
    path("<str:ref>/agree/", views.letter_agree, name="agree"),
    path("<str:ref>/send-back/", views.letter_send_back, name="send-back"),
    path("<str:ref>/paper/", views.letter_paper, name="paper"),
    path("<str:ref>/posted/", views.letter_posted, name="posted"),
    path("<str:ref>/address/<int:pk>/", views.letter_address, name="address"),
    path("<str:ref>/hand-over/", views.letter_hand_over, name="hand-over"),
    path("<str:ref>/discard/", views.letter_discard, name="discard"),
]
