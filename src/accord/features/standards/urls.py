from django.urls import path

from accord.features.standards import views

app_name = "standards"
urlpatterns = [
    path("", views.process_list, name="list"),
    path("add/", views.process_add, name="add"),
    path("draw/", views.sample_draw, name="draw"),
    path("samples/<int:pk>/", views.sample_detail, name="sample"),
    path("samples/<int:pk>/<str:about>/", views.sample_review, name="review"),
    path("answers/<str:channel>/", views.answer_list, name="answers"),
    path("<str:ref>/", views.process_detail, name="detail"),
    path("<str:ref>/approve/", views.process_approve, name="approve"),
    path("<str:ref>/channels/set/", views.standard_set, name="set"),
    path("<str:ref>/channels/<int:pk>/drop/", views.standard_drop, name="drop"),
]
