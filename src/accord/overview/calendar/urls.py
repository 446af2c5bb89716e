from django.urls import path

from accord.overview.calendar import views

app_name = "calendar"
urlpatterns = [
    path("", views.calendar_show, name="show"),
    path("invitations/<str:ref>/<int:number>/take/", views.invitation_take, name="invitation-take"),
    path("feeds/", views.feed_list, name="feeds"),
    path("feeds/make/", views.feed_make, name="feed-make"),
    path("feeds/<int:token_id>/revoke/", views.feed_revoke, name="feed-revoke"),
    path("feed/<str:secret>/accord.ics", views.feed, name="feed"),
]
