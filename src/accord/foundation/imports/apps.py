from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "accord.foundation.imports"
    label = "imports"
