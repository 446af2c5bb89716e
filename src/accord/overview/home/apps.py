from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "accord.overview.home"
    label = "home"
