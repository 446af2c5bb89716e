from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "accord.features.tasks"
    label = "tasks"
