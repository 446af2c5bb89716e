"""Addresses of one's own pages and of administration; those of the door stand in ``sign_in``."""

from django.urls import path

from accord.overview.admin.urls import days, imports, mailboxes, protection
from accord.overview.admin.views import (
    departments,
    directory,
    fields,
    invitations,
    me,
    notices,
    people,
    trail,
    work,
)

app_name = "admin"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/absence/plan/", me.absence_plan, name="absence-plan"),
    path("me/absence/<int:absence_id>/drop/", me.absence_drop, name="absence-drop"),
    path("me/keys/", me.token_list, name="tokens"),
    path("me/keys/make/", me.token_make, name="token-make"),
    path("me/keys/<int:token_id>/revoke/", me.token_revoke, name="token-revoke"),
    path("notices/", notices.notice_list, name="notices"),
    path("notices/read/", notices.notices_read, name="notices-read"),
    path("notices/preferences/", notices.notice_preferences, name="notice-preferences"),
    path("notices/<int:notice_id>/open/", notices.notice_open, name="notice-open"),
    path("colleagues/", directory.colleague_list, name="colleagues"),
    path("admin/people/", people.person_list, name="people"),
    path("admin/people/<int:person_id>/", people.person_detail, name="person"),
    path("admin/people/<int:person_id>/change/", people.person_change, name="person-change"),
    path("admin/people/<int:person_id>/close/", people.person_close, name="person-close"),
    path("admin/people/<int:person_id>/open/", people.person_open, name="person-open"),
    path("admin/people/<int:person_id>/sign-out/", people.person_sign_out, name="person-sign-out"),
    path(
        "admin/people/<int:person_id>/reset-factors/",
        people.person_reset_factors,
        name="person-reset-factors",
    ),
    path("admin/people/<int:person_id>/absence/", people.person_absence, name="person-absence"),
    path("admin/people/<int:person_id>/roles/give/", people.grant_give, name="grant"),
    path(
        "admin/people/<int:person_id>/roles/<int:grant_id>/withdraw/",
        people.grant_withdraw,
        name="grant-withdraw",
    ),
    path("admin/departments/", departments.department_list, name="departments"),
    path("admin/departments/add/", departments.department_add, name="department-add"),
    path(
        "admin/departments/<int:department_id>/rename/",
        departments.department_rename,
        name="department-rename",
    ),
    path(
        "admin/departments/<int:department_id>/move/",
        departments.department_move,
        name="department-move",
    ),
    path(
        "admin/departments/<int:department_id>/close/",
        departments.department_close,
        name="department-close",
    ),
    path(
        "admin/departments/<int:department_id>/open/",
        departments.department_open,
        name="department-open",
    ),
    path("admin/invitations/", invitations.invitation_list, name="invitations"),
    path("admin/invitations/send/", invitations.invitation_send, name="invite"),
    path(
        "admin/invitations/<int:invitation_id>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("admin/services/", invitations.service_list, name="services"),
    path("admin/services/make/", invitations.service_make, name="service-make"),
    path(
        "admin/services/<int:token_id>/revoke/", invitations.service_revoke, name="service-revoke"
    ),
    path("admin/trail/", trail.entry_list, name="trail"),
    path("admin/jobs/", work.job_list, name="jobs"),
    path("admin/jobs/<int:job_id>/retry/", work.job_retry, name="job-retry"),
    path("admin/jobs/<int:job_id>/cancel/", work.job_cancel, name="job-cancel"),
    path("admin/mail/", work.mail_list, name="mails"),
    path("admin/mail/<int:mail_id>/resend/", work.mail_resend, name="mail-resend"),
    path("admin/arrivals/", work.arrival_list, name="arrivals"),
    path("admin/arrivals/<int:arrival_id>/again/", work.arrival_retry, name="arrival-retry"),
    *days.urlpatterns,
    *imports.urlpatterns,
    *mailboxes.urlpatterns,
    *protection.urlpatterns,
    path("admin/fields/", fields.field_list, name="fields"),
    path("admin/fields/add/", fields.field_add, name="field-add"),
    path("admin/fields/<int:field_id>/change/", fields.field_change, name="field-change"),
    path("admin/fields/<int:field_id>/archive/", fields.field_archive, name="field-archive"),
    path("admin/fields/<int:field_id>/move/", fields.field_move, name="field-move"),
    path("admin/tags/", fields.tag_list, name="tags"),
    path("admin/tags/add/", fields.tag_add, name="tag-add"),
    path("admin/tags/<int:tag_id>/change/", fields.tag_change, name="tag-change"),
    path("admin/tags/<int:tag_id>/archive/", fields.tag_archive, name="tag-archive"),
    path("admin/tags/<int:tag_id>/merge/", fields.tag_merge, name="tag-merge"),
    path("admin/tags/<int:tag_id>/words/add/", fields.synonym_add, name="synonym-add"),
    path("admin/tags/words/<int:synonym_id>/remove/", fields.synonym_remove, name="synonym-remove"),
    path("admin/categories/", fields.category_list, name="categories"),
    path("admin/categories/add/", fields.category_add, name="category-add"),
    path(
        "admin/categories/<int:category_id>/change/", fields.category_change, name="category-change"
    ),
    path("admin/categories/<int:category_id>/close/", fields.category_close, name="category-close"),
]
