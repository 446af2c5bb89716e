"""The addresses of imports."""

from django.urls import path

from accord.overview.admin.views import imports

urlpatterns = [
    path("imports/", imports.import_list, name="imports"),
    path("imports/add/", imports.import_add, name="import-add"),
    path("imports/<int:batch_id>/", imports.import_detail, name="import"),
    path("imports/<int:batch_id>/read/", imports.import_read, name="import-read"),
    path("imports/<int:batch_id>/check/", imports.import_check, name="import-check"),
    path("imports/<int:batch_id>/run/", imports.import_run, name="import-run"),
    path("imports/<int:batch_id>/stop/", imports.import_stop, name="import-stop"),
    path("imports/<int:batch_id>/undo/", imports.import_undo, name="import-undo"),
    path("imports/<int:batch_id>/forget/", imports.import_forget, name="import-forget"),
    path("imports/<int:batch_id>/refused/", imports.import_refused, name="import-refused"),
]
