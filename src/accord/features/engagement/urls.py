from django.urls import path

from accord.features.engagement import views

app_name = "engagement"
urlpatterns = [
    path("log/", views.talk_log, name="log"),
    path("log/read/", views.talk_read, name="read"),
    path("log/more/", views.talk_more, name="more"),
    path("talks/", views.talk_list, name="list"),
    path("talks/export/", views.talk_export, name="export"),
    path("talks/<str:ref>/", views.talk_detail, name="detail"),
]
