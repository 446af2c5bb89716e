"""Addresses of retention, processing, topics and purposes."""

from django.urls import path

from accord.overview.admin.views import kept_words, protection

urlpatterns = [
    path("admin/retention/", protection.rule_list, name="retention"),
    path("admin/retention/add/", protection.rule_add, name="rule-add"),
    path("admin/retention/<int:rule_id>/", protection.rule_detail, name="rule"),
    path("admin/retention/<int:rule_id>/change/", protection.rule_change, name="rule-change"),
    path("admin/retention/<int:rule_id>/switch/", protection.rule_switch, name="rule-switch"),
    path("admin/processing/", protection.processing_list, name="processing"),
    path("admin/topics/", kept_words.topic_list, name="topics"),
    path("admin/topics/add/", kept_words.topic_add, name="topic-add"),
    path("admin/topics/<int:key>/change/", kept_words.topic_change, name="topic-change"),
    path("admin/topics/<int:key>/close/", kept_words.topic_close, name="topic-close"),
    path("admin/purposes/", kept_words.purpose_list, name="purposes"),
    path("admin/purposes/add/", kept_words.purpose_add, name="purpose-add"),
    path("admin/purposes/<int:key>/change/", kept_words.purpose_change, name="purpose-change"),
    path("admin/purposes/<int:key>/close/", kept_words.purpose_close, name="purpose-close"),
]
