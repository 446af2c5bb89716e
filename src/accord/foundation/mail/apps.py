from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "accord.foundation.mail"
    label = "mail"
