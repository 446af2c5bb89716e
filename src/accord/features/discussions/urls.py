from django.urls import path

from accord.features.discussions.views import _inside, _members

app_name = "discussions"
urlpatterns = [
    path("", _inside.space_list, name="list"),
    path("add/", _inside.space_add, name="add"),
    path("gone/", _members.member_gone, name="gone"),
    path("mine/<str:token>/", _members.space_for_member, name="mine"),
    path("mine/<str:token>/name/", _members.member_rename, name="rename"),
    path("mine/<str:token>/say/", _members.member_say, name="say"),
    path("mine/<str:token>/report/<int:pk>/", _members.post_report, name="report"),
    path("mine/<str:token>/news/", _members.member_digest, name="digest"),
    path("stop/<str:token>/", _members.digest_stop, name="stop"),
    path("mine/<str:token>/leave/", _members.member_leave, name="leave"),
    path("<str:ref>/", _inside.space_detail, name="detail"),
    path("<str:ref>/change/", _inside.space_change, name="change"),
    path("<str:ref>/close/", _inside.space_close, name="close"),
    path("<str:ref>/reopen/", _inside.space_reopen, name="reopen"),
    path("<str:ref>/invite/", _inside.members_invite, name="invite"),
    path("<str:ref>/members/<int:pk>/take-out/", _inside.member_take_out, name="take-out"),
    path("<str:ref>/say/", _inside.post_add, name="post"),
    path("<str:ref>/posts/<int:pk>/show/", _inside.post_show, name="show"),
    path("<str:ref>/posts/<int:pk>/hide/", _inside.post_hide, name="hide"),
    path("<str:ref>/reports/<int:pk>/settle/", _inside.report_settle, name="settle"),
    path("<str:ref>/summary/", _inside.summary_write, name="summary"),
]
