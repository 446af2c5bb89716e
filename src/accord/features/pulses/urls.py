from django.urls import path

from accord.features.pulses.views import _inside, _public

app_name = "pulses"
urlpatterns = [
    path("", _inside.pulse_list, name="list"),
    path("ask/", _inside.pulse_ask, name="ask"),
    path("rule/", _inside.rule, name="rule"),
    path("at/<str:token>/", _public.read, name="read"),
    path("<str:ref>/", _inside.pulse_detail, name="detail"),
    path("<str:ref>/enter/", _inside.pulse_enter, name="enter"),
    path("<str:ref>/withdraw/", _inside.pulse_withdraw, name="withdraw"),
]
