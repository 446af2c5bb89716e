from django.urls import path

from accord.foundation.ui import undoing, views
from accord.foundation.ui.listing import saving

app_name = "ui"
urlpatterns = [
    path("assets/<slug:version>/<str:name>", views.asset, name="asset"),
    path("worker.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("commands/", views.command_list, name="commands"),
    path("here/", views.here, name="here"),
    path("counts/", views.count_list, name="counts"),
    path("keys/", views.key_list, name="keys"),
    path("prefer/", views.prefer, name="prefer"),
    path("sheet/", views.sheet, name="sheet"),
    path("undo/<int:entry_id>/", undoing.change_undo, name="undo"),
    path("views/", saving.view_save, name="view-save"),
    path("views/<int:view_id>/keep/", saving.view_keep, name="view-keep"),
    path("views/<int:view_id>/pin/", saving.view_pin, name="view-pin"),
    path("views/<int:view_id>/remove/", saving.view_remove, name="view-remove"),
    path("views/<int:view_id>/rename/", saving.view_rename, name="view-rename"),
]
