from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "accord.foundation.jobs"
    label = "jobs"
