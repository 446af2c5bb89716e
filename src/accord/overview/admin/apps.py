from django.apps import AppConfig


class AdminConfig(AppConfig):
    name = "accord.overview.admin"
    label = "admin"
