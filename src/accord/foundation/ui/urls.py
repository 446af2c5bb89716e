from django.urls import path

from accord.foundation.ui import undoing, views

app_name = "ui"
urlpatterns = [
    path("assets/<slug:version>/<str:name>", views.asset, name="asset"),
    path("commands/", views.command_list, name="commands"),
    path("counts/", views.count_list, name="counts"),
    path("keys/", views.key_list, name="keys"),
    path("prefer/", views.prefer, name="prefer"),
    path("sheet/", views.sheet, name="sheet"),
    path("undo/<int:entry_id>/", undoing.change_undo, name="undo"),
]
