from django.urls import path

from accord.features.engagement import views

app_name = "engagement"
_POINT = "talks/<str:ref>/points/<int:pk>"
urlpatterns = [
    path("log/", views.talk_log, name="log"),
    path("log/read/", views.talk_read, name="read"),
    path("log/more/", views.talk_more, name="more"),
    path("talks/", views.talk_list, name="list"),
    path("talks/export/", views.talk_export, name="export"),
    path("talks/<str:ref>/", views.talk_detail, name="detail"),
    path("talks/<str:ref>/correct/", views.talk_correct, name="correct"),
    path("talks/<str:ref>/points/add/", views.point_add, name="point-add"),
    path(f"{_POINT}/change/", views.point_change, name="point-change"),
    path(f"{_POINT}/follow-up/", views.point_follow_up, name="point-follow-up"),
    path(f"{_POINT}/settle/", views.point_settle, name="point-settle"),
    path(f"{_POINT}/reopen/", views.point_reopen, name="point-reopen"),
    path(f"{_POINT}/strike/", views.point_strike, name="point-strike"),
    path("talks/<str:ref>/marks/add/", views.mark_add, name="mark-add"),
    path("talks/<str:ref>/marks/<int:pk>/remove/", views.mark_remove, name="mark-remove"),
    path("talks/<str:ref>/needs/<str:party>/heeded/", views.need_heeded, name="heeded"),
    path("talks/<str:ref>/needs/<str:party>/missed/", views.need_missed, name="missed"),
    path("talks/<str:ref>/files/add/", views.talk_file_add, name="file-add"),
    path("talks/<str:ref>/files/<int:pk>/", views.talk_file, name="file"),
    path("talks/<str:ref>/files/<int:pk>/preview/", views.talk_file_preview, name="file-preview"),
    path("talks/<str:ref>/files/<int:pk>/remove/", views.talk_file_remove, name="file-remove"),
]
