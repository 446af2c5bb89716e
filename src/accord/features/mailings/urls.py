from django.urls import path

from accord.features.mailings.views import _inside, _paper, _public

app_name = "mailings"
urlpatterns = [
    path("", _inside.mailing_list, name="list"),
    path("add/", _inside.mailing_add, name="add"),
    path("stop/<str:token>/", _public.stop, name="stop"),
    path("<str:ref>/", _inside.mailing_detail, name="detail"),
    path("<str:ref>/rows/<str:key>/", _inside.mailing_rows, name="rows"),
    path("<str:ref>/change/", _inside.mailing_change, name="change"),
    path("<str:ref>/check/", _inside.mailing_check, name="check"),
    path("<str:ref>/try/", _inside.mailing_try, name="try"),
    path("<str:ref>/begin/", _inside.mailing_begin, name="begin"),
    path("<str:ref>/pause/", _inside.mailing_pause, name="pause"),
    path("<str:ref>/resume/", _inside.mailing_resume, name="resume"),
    path("<str:ref>/cancel/", _inside.mailing_cancel, name="cancel"),
    path("<str:ref>/paper/", _paper.mailing_paper, name="paper"),
    path("<str:ref>/posted/", _paper.mailing_posted, name="posted"),
    path("<str:ref>/discard/", _inside.mailing_discard, name="discard"),
]
