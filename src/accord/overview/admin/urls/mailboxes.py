"""Addresses of mailboxes that are read."""

from django.urls import path

from accord.overview.admin.views import mailboxes

ONE = "mailboxes/<int:mailbox_id>/"
urlpatterns = [
    path("mailboxes/", mailboxes.mailbox_list, name="mailboxes"),
    path("mailboxes/add/", mailboxes.mailbox_add, name="mailbox-add"),
    path("mailboxes/share/", mailboxes.mailbox_share, name="mailbox-share"),
    path(ONE, mailboxes.mailbox_detail, name="mailbox"),
    path(f"{ONE}look/", mailboxes.mailbox_look, name="mailbox-look"),
    path(f"{ONE}folders/", mailboxes.mailbox_folders, name="mailbox-folders"),
    path(f"{ONE}change/", mailboxes.mailbox_change, name="mailbox-change"),
    path(f"{ONE}pause/", mailboxes.mailbox_pause, name="mailbox-pause"),
    path(f"{ONE}poll/", mailboxes.mailbox_poll, name="mailbox-poll"),
    path(f"{ONE}close/", mailboxes.mailbox_close, name="mailbox-close"),
]
