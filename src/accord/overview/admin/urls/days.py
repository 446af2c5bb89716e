"""Addresses of the days off."""

from django.urls import path

from accord.overview.admin.views import days

urlpatterns = [
    path("admin/days/", days.day_list, name="days"),
    path("admin/days/add/", days.day_add, name="day-add"),
    path("admin/days/<int:day_id>/drop/", days.day_drop, name="day-drop"),
]
