from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "accord.foundation.files"
    label = "files"
