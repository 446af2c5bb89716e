from django.urls import path

from accord.features.feedback.views import _inside, _public

app_name = "feedback"
urlpatterns = [
    path("", _inside.feedback_list, name="list"),
    path("add/", _inside.feedback_add, name="add"),
    path("at/<str:token>/", _public.read, name="read"),
    path("<str:ref>/", _inside.feedback_detail, name="detail"),
    path("<str:ref>/change/", _inside.feedback_change, name="change"),
    path("<str:ref>/facts/add/", _inside.fact_add, name="fact-add"),
    path("<str:ref>/facts/<int:pk>/drop/", _inside.fact_drop, name="fact-drop"),
    path("<str:ref>/give/", _inside.feedback_give, name="give"),
    path("<str:ref>/renew/", _inside.link_renew, name="renew"),
    path("<str:ref>/restate/", _inside.feedback_restate, name="restate"),
    path("<str:ref>/settle/", _inside.feedback_settle, name="settle"),
]
