from django.urls import path

from accord.features.correspondence import views

app_name = "correspondence"
urlpatterns = [
    path("inbox/", views.inbox, name="list"),
    path("inbox/blocked/", views.block_list, name="blocks"),
    path("inbox/blocked/add/", views.block_add, name="block-add"),
    path("inbox/blocked/<int:pk>/remove/", views.block_remove, name="block-remove"),
    path("inbox/form/", views.form_set, name="form"),
    path("write-to-us/", views.write_to_us, name="write"),
    path("inbox/not-managed/", views.stranger_list, name="strangers"),
    path("inbox/not-managed/mail/", views.stranger_address, name="stranger"),
    path("inbox/not-managed/give/", views.stranger_give, name="stranger-give"),
    path("inbox/not-managed/dismiss/", views.stranger_dismiss, name="stranger-dismiss"),
    path(
        "inbox/not-managed/<int:pk>/ask-again/", views.stranger_ask_again, name="stranger-ask-again"
    ),
    path("inbox/<str:ref>/block/", views.message_block, name="block"),
    path("inbox/<str:ref>/", views.message_detail, name="detail"),
    path("inbox/<str:ref>/file/", views.message_file, name="file"),
    path("inbox/<str:ref>/snooze/", views.message_snooze, name="snooze"),
    path("inbox/<str:ref>/assign/", views.message_assign, name="assign"),
    path("inbox/<str:ref>/looking/", views.message_looking, name="looking"),
    path("inbox/<str:ref>/set-aside/", views.message_set_aside, name="set-aside"),
    path("inbox/<str:ref>/cards/<int:number>/take/", views.card_take, name="card"),
    path("inbox/<str:ref>/enclosed/<int:pk>/", views.message_enclosed, name="enclosed"),
]
