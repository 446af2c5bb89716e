from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "accord.overview.api"
    label = "api"
