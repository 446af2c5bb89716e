from django.urls import path

from accord.features.stakeholders.views import (
    _bulk,
    _custom,
    _facts,
    _files,
    _history,
    _list,
    _record,
)

app_name = "stakeholders"
urlpatterns = [
    path("", _list.party_list, name="list"),
    path("add/", _record.party_add, name="add"),
    path("bulk/", _bulk.party_bulk, name="bulk"),
    path("bulk/<int:job_id>/", _bulk.party_bulk_run, name="bulk-run"),
    path("bulk/<int:job_id>/undo/", _bulk.party_bulk_undo, name="bulk-undo"),
    path("export/", _list.party_export, name="export"),
    path("<str:ref>/", _record.party_detail, name="detail"),
    path("<str:ref>/peek/", _record.party_peek, name="peek"),
    path("<str:ref>/follow/", _record.party_follow, name="follow"),
    path("<str:ref>/history/", _history.party_history, name="history"),
    path("<str:ref>/files/add/", _files.party_file_add, name="file-add"),
    path("<str:ref>/files/<int:pk>/", _files.party_file, name="file"),
    path("<str:ref>/files/<int:pk>/preview/", _files.party_file_preview, name="file-preview"),
    path("<str:ref>/files/<int:pk>/remove/", _files.party_file_remove, name="file-remove"),
    path("<str:ref>/fact/<slug:name>/", _record.party_fact, name="fact"),
    path("<str:ref>/own/<slug:key>/", _custom.party_custom, name="custom"),
    path("<str:ref>/contacts/add/", _facts.party_contact_add, name="contact-add"),
    path(
        "<str:ref>/contacts/<int:pk>/primary/", _facts.party_contact_primary, name="contact-primary"
    ),
    path("<str:ref>/posts/add/", _facts.party_post_add, name="post-add"),
    path("<str:ref>/posts/<int:pk>/end/", _facts.party_post_end, name="post-end"),
    path("<str:ref>/names/add/", _facts.party_name_add, name="name-add"),
    path("<str:ref>/identifiers/add/", _facts.party_identifier_add, name="identifier-add"),
    path("<str:ref>/groups/add/", _facts.party_group_add, name="group-add"),
    path("<str:ref>/places/add/", _facts.party_place_add, name="place-add"),
    path("<str:ref>/topics/", _facts.party_topics, name="topics"),
    path("<str:ref>/consent/", _facts.party_consent, name="consent"),
    path("<str:ref>/permission/", _facts.party_permission, name="permission"),
    path("<str:ref>/hand-over/", _facts.party_hand_over, name="hand-over"),
    path("<str:ref>/retire/", _facts.party_retire, name="retire"),
    path("<str:ref>/reactivate/", _facts.party_reactivate, name="reactivate"),
    path("<str:ref>/restrict/", _facts.party_restrict, name="restrict"),
    path("<str:ref>/note/", _facts.party_note, name="note"),
    path("<str:ref>/remove/<slug:kind>/<int:pk>/", _facts.party_fact_remove, name="fact-remove"),
]
