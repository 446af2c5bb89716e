from django.urls import path

from accord.overview.finder import views

app_name = "finder"
urlpatterns = [
    path("", views.results, name="results"),
    path("names/", views.names, name="names"),
    path("palette/", views.palette, name="palette"),
]
