from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "accord.features.initiatives"
    label = "initiatives"
