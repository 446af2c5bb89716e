from django.apps import AppConfig


class FinderConfig(AppConfig):
    name = "accord.overview.finder"
    label = "finder"
