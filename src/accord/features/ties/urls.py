from django.urls import path

from accord.features.ties import views

app_name = "ties"
urlpatterns = [
    path("types/", views.type_list, name="types"),
    path("types/add/", views.type_add, name="type-add"),
    path("types/<int:pk>/", views.type_change, name="type-change"),
    path("add/", views.tie_add, name="add"),
    path("<int:pk>/", views.tie_change, name="change"),
    path("<int:pk>/end/", views.tie_end, name="end"),
    path("<int:pk>/remove/", views.tie_remove, name="remove"),
]
