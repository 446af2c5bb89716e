from django.urls import path

from accord.features.meetings import views

app_name = "meetings"
_ITEM, _ASKED = "<str:ref>/agenda/<int:pk>", "<str:ref>/invited/<int:pk>"
urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("add/", views.meeting_add, name="add"),
    path("answer/<str:token>/", views.answer, name="answer"),
    path("answer/<str:token>/propose/", views.propose, name="propose"),
    path("answer/<str:token>/meeting.ics", views.answer_calendar, name="answer-calendar"),
    path("minutes/<str:token>/", views.judge, name="judge"),
    path("minutes/<str:token>/confirm/", views.confirm_all, name="confirm-all"),
    path("minutes/<str:token>/<int:pk>/", views.judge_line, name="judge-line"),
    path("<str:ref>/", views.meeting_detail, name="detail"),
    path("<str:ref>/change/", views.meeting_change, name="change"),
    path("<str:ref>/invite/", views.meeting_invite, name="invite"),
    path("<str:ref>/send/", views.meeting_send, name="send"),
    path("<str:ref>/cancel/", views.meeting_cancel, name="cancel"),
    path("<str:ref>/close/", views.meeting_close, name="close"),
    path("<str:ref>/series/end/", views.series_end, name="series-end"),
    path("<str:ref>/agenda.pdf", views.agenda_paper, name="agenda-paper"),
    path("<str:ref>/minutes.pdf", views.minutes_paper, name="minutes-paper"),
    path("<str:ref>/prepare/", views.agenda_prepare, name="prepare"),
    path("<str:ref>/agenda/add/", views.item_add, name="item-add"),
    path(f"{_ITEM}/change/", views.item_change, name="item-change"),
    path(f"{_ITEM}/up/", views.item_up, name="item-up"),
    path(f"{_ITEM}/down/", views.item_down, name="item-down"),
    path(f"{_ITEM}/drop/", views.item_drop, name="item-drop"),
    path(f"{_ITEM}/task/", views.item_task, name="item-task"),
    path(f"{_ASKED}/address/", views.invitee_address, name="address"),
    path(f"{_ASKED}/answer/", views.invitee_answer, name="answer-for"),
    path(f"{_ASKED}/drop/", views.invitee_drop, name="uninvite"),
    path("<str:ref>/begin/", views.meeting_begin, name="begin"),
    path("<str:ref>/run/", views.meeting_run, name="run"),
    path("<str:ref>/run/read/", views.minutes_read, name="read"),
    path("<str:ref>/run/keep/", views.minutes_keep, name="keep"),
    path("<str:ref>/run/turn/", views.minutes_turn, name="turn"),
    path("<str:ref>/finish/", views.meeting_finish, name="finish"),
    path("<str:ref>/correct/", views.minutes_correct, name="correct"),
    path("<str:ref>/minutes/send/", views.minutes_send, name="minutes-send"),
]
