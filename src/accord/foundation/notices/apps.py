from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "accord.foundation.notices"
    label = "notices"
