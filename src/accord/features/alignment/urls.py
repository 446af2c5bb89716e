from django.urls import path

from accord.features.alignment import views

app_name = "alignment"
urlpatterns = [
    path("", views.alignment, name="home"),
    path("vision/", views.vision_set, name="vision"),
    path("aims/add/", views.aim_add, name="aim-add"),
    path("aims/<int:pk>/change/", views.aim_change, name="aim-change"),
    path("aims/<int:pk>/close/", views.aim_close, name="aim-close"),
    path("serve/", views.serve, name="serve"),
    path("services/<int:pk>/drop/", views.service_drop, name="service-drop"),
]
