from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "accord.features.needs"
    label = "needs"
