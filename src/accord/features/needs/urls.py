from django.urls import path

from accord.features.needs import views

app_name = "needs"
urlpatterns = [
    path("", views.need_list, name="list"),
    path("export/", views.need_export, name="export"),
    path("add/", views.need_add, name="add"),
    path("<str:ref>/", views.need_detail, name="detail"),
    path("<str:ref>/judge/", views.need_judge, name="judge"),
    path("<str:ref>/confirm/", views.need_confirm, name="confirm"),
    path("<str:ref>/change/", views.need_change, name="change"),
]
