from django.urls import path

from accord.overview.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("stakeholders/<str:ref>/brief/", views.brief, name="brief"),
]
