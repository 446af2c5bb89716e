"""A small feature made of our parts only, so that scripts are tried against a real server."""

import json

from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from accord.foundation.ui.toasts import with_toast

KEPT = {"rhythm": "14", "version": 1, "done": [], "said": [], "broken": False}
START = {"rhythm": "14", "version": 1, "done": [], "said": [], "broken": False}

PAGE = """{% extends "ui/base.html" %}{% import "ui/parts.html" as ui %}
{% block title %}People{% endblock %}
{% block about %} data-about="S-1" data-about-name="Jonas Vetter"{% endblock %}
{% block main %}{{ ui.head("People") }}
<div class="list">{% for key, name in people %}
<div class="li" data-row data-key="{{ key }}" data-peek="/peek/{{ key }}/"><input type="checkbox" class="check round" data-verb="done" data-post="/done/{{ key }}/" aria-label="Done {{ name }}"><div class="t"><a href="/record/{{ key }}/">{{ name }}</a></div></div>
{% endfor %}</div>
<dl class="props"><dt>Rhythm</dt><dd id="rhythm">{{ ui.prop_value("Rhythm", kept.rhythm, "/rhythm/") }}</dd></dl>
<a class="btn" href="/slow/" hx-get="/slow/" hx-target="#slow" id="ask">Ask</a><div id="slow" data-skeleton="4"></div>
<a class="btn" href="/broken/" hx-get="/broken/" hx-target="#slow" id="break">Break</a>
{% endblock %}"""
DRAWER = """{% import "ui/parts.html" as ui %}{% call ui.drawer(name, sub=key) %}
<form method="post" action="/peek/{{ key }}/" hx-post="/peek/{{ key }}/" hx-target="#drawer-host">{{ csrf_input }}<label for="w">Word</label><input class="inp" id="w" name="word"{% if wrong %} aria-invalid="true"{% endif %}><button class="btn pri">Save</button></form>{% endcall %}"""
ASKED = """{% import "ui/parts.html" as ui %}{% call ui.prop_form("/rhythm/", "/rhythm/?rest=1", version, csrf_input, error) %}<input class="inp slim" name="rhythm" value="{{ value }}" aria-label="Rhythm" autofocus>{% endcall %}"""
SHOWN = """{% import "ui/parts.html" as ui %}{{ ui.prop_value("Rhythm", kept.rhythm, "/rhythm/", state) }}"""
CLASH = """{% import "ui/parts.html" as ui %}{{ ui.prop_conflict("Piotr changed it to " ~ kept.rhythm ~ " days.", "/rhythm/", "/rhythm/?rest=1", kept.version, [("rhythm", mine)], csrf_input) }}"""
LOG = """{% import "ui/parts.html" as ui %}{% call ui.drawer("Log a conversation", "log", action="/log/", draft="log", foot=ui.button("Save", "pri")) %}<input type="hidden" name="about" data-about-field><p data-about-only hidden>With <b data-about-name></b></p><label for="log-words">What happened?</label><textarea class="inp" id="log-words" name="words"></textarea>{% endcall %}"""
PEOPLE = [("S-1", "Jonas Vetter"), ("S-2", "Halina Wrona"), ("S-3", "Ewa Nowak")]
FOUND = [
    {
        "label": "People",
        "hits": [{"url": "/record/S-1/", "title": "Jonas Vetter", "ref": "S-1", "sub": "Co-op"}],
    }
]


def drawn(request, source, status=200, **names):
    env = engines["jinja2"]
    return HttpResponse(env.from_string(source).render(names, request), status=status)


def people(request):
    left = [(key, name) for key, name in PEOPLE if key not in KEPT["done"]]
    return drawn(request, PAGE, people=left, kept=KEPT)


def record(_request, key):
    return HttpResponse(f"<!doctype html><title>{key}</title><h1>Record {key}</h1>")


def peek(request, key):
    word = request.POST.get("word")
    if word == "done":
        return with_toast(HttpResponse(), "Saved.")
    wrong = word is not None
    name = dict(PEOPLE)[key]
    return drawn(request, DRAWER, 422 if wrong else 200, key=key, name=name, wrong=wrong)


def done(_request, key):
    if KEPT["broken"]:
        return HttpResponse(status=500)
    KEPT["done"].append(key)
    return with_toast(HttpResponse(status=204), "Kept.", undo=f"/undo/{key}/")


def undo(_request, key):
    KEPT["done"].remove(key)
    return HttpResponse(status=204)


def rhythm(request):
    if request.method == "GET":
        if "rest" in request.GET:
            return drawn(request, SHOWN, kept=KEPT, state="rest")
        return drawn(request, ASKED, version=KEPT["version"], value=KEPT["rhythm"], error="")
    value = request.POST["rhythm"]
    if not value.isdigit():
        return drawn(request, ASKED, 422, version=request.POST["version"], value=value, error="A number of days")  # fmt: skip
    if request.POST["version"] != str(KEPT["version"]):
        return drawn(request, CLASH, 409, kept=KEPT, mine=value)
    KEPT.update(rhythm=value, version=KEPT["version"] + 1)
    return drawn(request, SHOWN, kept=KEPT, state="saved")


def log(request):
    KEPT["said"].append((request.POST["words"], request.POST["about"]))
    response = with_toast(HttpResponse(), "Logged.")
    told = json.loads(response["HX-Trigger"]) | {"close-drawer": {}}
    response["HX-Trigger"] = json.dumps(told)
    return response


def palette(request):
    query = request.GET["q"]
    groups = FOUND if query.lower() in "jonas vetter" else []
    return drawn(request, '{% include "ui/palette_results.html" %}', groups=groups, query=query)


def broken(_request):
    return HttpResponse(status=500)


urlpatterns = [
    path("people/", people, name="people"),
    path("record/<str:key>/", record),
    path("peek/<str:key>/", peek),
    path("done/<str:key>/", done),
    path("undo/<str:key>/", undo),
    path("rhythm/", rhythm),
    path("log/", log, name="log"),
    path("palette/", palette, name="palette"),
    path("broken/", broken),
    path("ui/", include("accord.foundation.ui.urls")),
    path("accounts/", include("allauth.urls")),
]
