from django.urls import path

from accord.features.initiatives import views

app_name = "initiatives"
urlpatterns = [
    path("", views.initiative_list, name="list"),
    path("export/", views.initiative_export, name="export"),
    path("add/", views.initiative_add, name="add"),
    path("<str:ref>/", views.initiative_detail, name="detail"),
    path("<str:ref>/change/", views.initiative_change, name="change"),
    path("<str:ref>/close/", views.initiative_close, name="close"),
    path("<str:ref>/reopen/", views.initiative_reopen, name="reopen"),
]
