from django.urls import path

from accord.features.wants import views

app_name = "wants"
urlpatterns = [
    path("", views.home, name="home"),
    path("add/", views.focus_add, name="add"),
    path("<int:pk>/", views.focus_detail, name="detail"),
    path("<int:pk>/change/", views.focus_change, name="change"),
    path("<int:pk>/end/", views.focus_end, name="end"),
    path("<int:pk>/state/", views.want_state, name="state"),
    path("<int:pk>/ask/<str:ref>/", views.ask, name="ask"),
    path("said/<int:pk>/replace/", views.want_replace, name="replace"),
    path("said/<int:pk>/confirm/", views.want_confirm, name="confirm"),
    path("said/<int:pk>/withdraw/", views.want_withdraw, name="withdraw"),
]
