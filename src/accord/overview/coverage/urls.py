from django.urls import path

from accord.overview.coverage import views

app_name = "coverage"
urlpatterns = [
    path("", views.coverage_matrix, name="list"),
    path("<str:ref>/", views.coverage_map, name="detail"),
]
