from django.urls import path

from accord.features.stages import views

app_name = "stages"
urlpatterns = [
    path("", views.tally_list, name="list"),
    path("of/<str:ref>/", views.checklist, name="checklist"),
    path("of/<str:ref>/lay/", views.stages_lay, name="lay"),
    path("of/<str:ref>/add/", views.stage_add, name="stage-add"),
    path("of/<str:ref>/<int:pk>/tell/", views.telling_add, name="telling-add"),
    path("tellings/<int:pk>/tick/", views.telling_tick, name="tick"),
    path("tellings/<int:pk>/skip/", views.telling_skip, name="skip"),
    path("tellings/<int:pk>/drop/", views.telling_drop, name="drop"),
]
