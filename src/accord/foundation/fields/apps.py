from django.apps import AppConfig


class FieldsConfig(AppConfig):
    name = "accord.foundation.fields"
    label = "fields"
