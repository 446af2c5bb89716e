from django.urls import path

from accord.features.consultations.views import _answers, _inside, _outcome, _public

app_name = "consultations"
urlpatterns = [
    path("", _inside.consultation_list, name="list"),
    path("add/", _inside.consultation_add, name="add"),
    path("public/", _public.public_list, name="public-list"),
    path("at/<str:token>/", _public.in_public, name="public"),
    path("mine/<str:token>/", _public.by_link, name="mine"),
    path("<str:ref>/", _inside.consultation_detail, name="detail"),
    path("<str:ref>/change/", _inside.consultation_change, name="change"),
    path("<str:ref>/open/", _inside.consultation_open, name="open"),
    path("<str:ref>/close/", _inside.consultation_close, name="close"),
    path("<str:ref>/extend/", _inside.consultation_extend, name="extend"),
    path("<str:ref>/options/add/", _inside.option_add, name="option-add"),
    path("<str:ref>/options/<int:pk>/drop/", _inside.option_drop, name="option-drop"),
    path("<str:ref>/options/<int:pk>/assess/", _inside.impact_assess, name="assess"),
    path("<str:ref>/ask/", _inside.parties_ask, name="ask"),
    path("<str:ref>/answers/", _answers.answer_list, name="answers"),
    path("<str:ref>/answers/add/", _answers.answer_add, name="answer-add"),
    path("<str:ref>/answers/<int:pk>/match/", _answers.answer_match, name="answer-match"),
    path("<str:ref>/answers/<int:pk>/make/", _answers.answer_make, name="answer-make"),
    path("<str:ref>/answers/<int:pk>/set-aside/", _answers.answer_aside, name="answer-aside"),
    path("<str:ref>/responses/add/", _outcome.response_add, name="respond"),
    path("<str:ref>/responses/<int:pk>/drop/", _outcome.response_drop, name="response-drop"),
    path("<str:ref>/commit/", _outcome.commitment_add, name="commit"),
    path("<str:ref>/decide/", _outcome.outcome_decide, name="decide"),
    path("<str:ref>/told/", _outcome.told_note, name="told"),
    path("<str:ref>/told/mail/", _outcome.told_mail, name="told-mail"),
    path("<str:ref>/told/<int:pk>/excuse/", _outcome.told_excuse, name="excuse"),
    path("<str:ref>/end/", _outcome.consultation_end, name="end"),
]
