"""Addresses of the interface itself, its menu, commands and toasts."""

import gzip
import json
from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from accord.foundation.accounts.models import Department
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.roles import ADMINISTRATORS, EVERYBODY, Role
from accord.foundation.kernel.rules import Rule
from accord.foundation.ui import assets, commands, menu, toasts
from accord.foundation.ui.commands import Command, caps, commands_for
from accord.foundation.ui.menu import Count, Entry, Family, Pin
from accord.foundation.ui.shell import Shell

ALL = Rule("test.all", EVERYBODY)
FEW = Rule("test.few", ADMINISTRATORS)


@pytest.fixture(autouse=True)
def filled(monkeypatch):
    """A menu of our own: two entries for everybody, one for administrators."""
    entries = Registry("menu")
    entries.add(
        "keys",
        Entry(
            label="Keys",
            icon="keyboard",
            url_name="ui:keys",
            rule=ALL,
            group="steering",
            key="k",
            tab=2,
            count=lambda _user: Count(3, hot=True),
        ),
    )
    entries.add(
        "counts",
        Entry(
            label="Counts",
            icon="hash",
            url_name="ui:counts",
            rule=ALL,
            order=2,
            tab=1,
            tab_label="No.",
        ),
    )
    entries.add(
        "sheet",
        Entry(label="Sheet", icon="layers", url_name="ui:sheet", rule=FEW, group="relationships"),
    )
    for module in (menu, commands):
        if hasattr(module, "menu"):
            monkeypatch.setattr(module, "menu", entries)
    monkeypatch.setattr(menu, "doors", Registry("doors"))
    monkeypatch.setattr(commands, "doors", menu.doors)
    monkeypatch.setattr(menu, "pins", Registry("pins"))
    return entries


def asked(person, path="/ui/keys/", **cookies):
    request = RequestFactory().get(path)
    request.user = person
    request.COOKIES = cookies
    return request


def test_todays_assets_are_kept_for_a_year(client, settings):
    settings.DEBUG = False
    response = client.get(assets.address(assets.STYLE))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response.content.decode().startswith("@layer reset")


def test_a_version_of_yesterday_gets_todays_file_but_not_for_long(client):
    response = client.get(reverse("ui:asset", args=["0ldver5ion", assets.STYLE]))
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-cache"


def test_assets_are_zipped_and_the_same_for_everybody(as_role):
    client = as_role(Role.VIEWER)
    response = client.get(assets.address(assets.SPRITE), headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert response["Vary"] == "Accept-Encoding"
    assert gzip.decompress(response.content) == assets.shelf().assets[assets.SPRITE].body


@pytest.mark.parametrize("name", ["nothing.css", "..", "settings.py"])
def test_only_what_is_on_the_shelf_is_served(client, name):
    assert client.get(f"/ui/assets/{assets.shelf().version}/{name}").status_code == 404


def test_the_address_changes_with_the_contents(monkeypatch):
    before = assets._shelf(0).version
    monkeypatch.setattr(assets, "style", lambda: "@layer reset{}")
    assets._shelf.cache_clear()
    after = assets._shelf(0).version
    monkeypatch.undo()
    assets._shelf.cache_clear()
    assert before != after


def test_the_menu_shows_what_the_person_may_open_in_its_order(person):
    viewer, keeper = person(Role.VIEWER), person(Role.ADMINISTRATOR)
    assert [key for key, _ in menu.entries_for(viewer)] == ["counts", "keys"]
    assert [key for key, _ in menu.entries_for(keeper)] == ["counts", "sheet", "keys"]


def test_the_shell_groups_lines_and_knows_where_we_are(person):
    shell = Shell(asked(person(Role.VIEWER)))
    assert [(title, [line.label for line in lines]) for title, lines in shell.groups] == [
        ("", ["Counts"]), ("Steering", ["Keys"]),
    ]  # fmt: skip
    assert [line.key for _t, lines in shell.groups for line in lines if line.is_current] == ["keys"]
    assert [line.tab_label for line in shell.tabs] == ["No.", "Keys"]


def test_pages_of_a_family_share_a_line_and_are_chosen_at_their_head(person, monkeypatch):
    families = Registry("families")
    families.add("help", Family("Help", "keyboard"))
    monkeypatch.setattr(menu, "families", families)
    for key, entry in list(menu.menu.items()):
        monkeypatch.setitem(menu.menu._items, key, replace(entry, family="help", group="steering"))

    keeper = Shell(asked(person(Role.ADMINISTRATOR)))
    ((title, lines),) = keeper.groups
    assert (title, [(line.label, line.url, line.is_current) for line in lines]) == (
        "Steering", [("Help", "/ui/keys/", True)],
    )  # fmt: skip
    assert keeper.family == [
        {"label": "Keys", "href": "/ui/keys/", "on": True},
        {"label": "Sheet", "href": "/ui/sheet/", "on": False},
        {"label": "Counts", "href": "/ui/counts/", "on": False},
    ]
    client = Client()
    client.force_login(person(Role.VIEWER))
    assert "Pages of this area" in client.get("/ui/keys/").text


def test_a_page_alone_in_its_family_offers_no_choice(person, monkeypatch):
    families = Registry("families")
    families.add("help", Family("Help", "keyboard"))
    monkeypatch.setattr(menu, "families", families)
    keys = menu.menu["keys"]
    monkeypatch.setitem(menu.menu._items, "keys", replace(keys, family="help"))
    shell = Shell(asked(person(Role.VIEWER)))
    assert shell.family == []
    assert [line.label for _title, lines in shell.groups for line in lines] == ["Counts", "Help"]


def test_a_page_never_waits_for_counts(person, client):
    viewer = person(Role.VIEWER)
    assert Shell(asked(viewer)).counts_are_old
    client.force_login(viewer)

    answer = client.get("/ui/counts/")

    assert answer.json() == {"keys": {"n": 3, "hot": True, "said": "3"}}
    shell = Shell(asked(viewer))
    assert not shell.counts_are_old
    assert shell.groups[1][1][0].count == Count(3, hot=True)


@pytest.mark.django_db
def test_the_sidebar_counts_no_further_than_it_shows():
    Department.objects.bulk_create(Department(name=f"D{n}") for n in range(99))
    assert str(Count.of(Department.objects.all())) == "99"
    Department.objects.bulk_create(Department(name=f"E{n}") for n in range(5))
    found = Count.of(Department.objects.all(), hot=True)
    assert (found, str(found)) == (Count(100, hot=True), "99+")


def test_counts_are_each_persons_own(person, client):
    client.force_login(person(Role.VIEWER))
    client.get("/ui/counts/")
    assert menu.known_counts(person(Role.LEAD)) == {}


def test_preferences_come_from_this_browser_then_from_the_person(person):
    someone = person(Role.VIEWER, theme="dark", density="compact")
    assert Shell(asked(someone)).theme == "dark"
    assert Shell(asked(someone, theme="light")).theme == "light"
    assert Shell(asked(someone, theme="pink")).theme == "dark"
    assert Shell(asked(someone)).density == "compact"
    assert Shell(asked(person(Role.LEAD))).theme == "auto"


def test_pinned_views_stand_in_the_sidebar(person):
    menu.pins.add("views", lambda _user: lambda: [Pin("Farmers", "/farmers/", 23)])
    assert Shell(asked(person(Role.VIEWER))).pinned == [Pin("Farmers", "/farmers/", 23)]


def test_a_door_without_a_page_is_not_shown():
    assert menu.door("log") == ""
    menu.doors.add("log", "nowhere:at-all")
    assert menu.door("log") == ""
    menu.doors.add("me", "ui:keys")
    assert menu.door("me") == "/ui/keys/"


def test_commands_are_those_the_person_may_use(person):
    known = {command["id"]: command for command in commands_for(person(Role.VIEWER))}
    assert known["go-keys"] == {
        "id": "go-keys", "title": "Keys", "group": "Go to", "keys": "g k",
        "context": "everywhere", "url": "/ui/keys/", "icon": "keyboard",
    }  # fmt: skip
    assert "go-sheet" not in known
    assert "log" not in known  # nobody opened that door


def test_commands_of_features_obey_their_rules(person, monkeypatch):
    more = Registry("commands")
    more.add("a", Command(title="A", rule=ALL, url_name="ui:keys", keys="q", about=True))
    more.add("b", Command(title="B", rule=FEW, url_name="ui:keys"))
    more.add("c", Command(title="C", url_name="nowhere:at-all"))
    monkeypatch.setattr(commands, "commands", more)
    ids = [command["id"] for command in commands_for(person(Role.VIEWER))]
    assert "a" in ids
    assert not {"b", "c"} & set(ids)


def test_no_two_commands_share_a_key():
    keys = [k for c in commands.TABLE.values() for k in (c.keys, c.also) if k]
    assert sorted(keys) == sorted(set(keys))


def test_keys_are_shown_as_printed():
    assert [caps(keys) for keys in ("g s", "Ctrl+k", "Shift+x", "Escape", "?")] == [
        ["G", "S"], ["Ctrl", "K"], ["Shift", "X"], ["Esc"], ["?"],
    ]  # fmt: skip


def test_the_table_of_commands_is_told_in_the_persons_words(as_role):
    told = as_role(Role.VIEWER).get("/ui/commands/").json()
    assert told["words"]["selected"] == "{n} selected"
    assert {"theme", "next", "palette"} - {c["id"] for c in told["commands"]} == {"palette"}


@pytest.mark.parametrize(("language", "tag"), [("pl", "pl"), ("zh-hans", "zh-Hans")])
def test_the_table_of_commands_that_is_kept_is_that_of_the_language(person, client, language, tag):
    client.force_login(person(Role.VIEWER, language=language))
    page = client.get("/ui/keys/").content.decode()
    assert f'data-commands="/ui/commands/?lang={tag}"' in page


def test_the_page_of_keys_has_one_line_a_command(as_role):
    client = as_role(Role.VIEWER)
    whole = client.get("/ui/keys/").content.decode()
    part = client.get("/ui/keys/", headers={"HX-Request": "true"}).content.decode()
    assert whole.count('data-command="fold"') == 1
    assert "<html" in whole
    assert "<html" not in part
    assert part.count("<dt") == whole.count("<dt") > 10


def test_a_choice_is_kept_in_a_cookie(client):
    response = client.post("/ui/prefer/", {"theme": "dark", "side": "folded", "next": "/ui/keys/"})
    assert (response.status_code, response["Location"]) == (302, "/ui/keys/")
    assert response.cookies["theme"].value == "dark"
    assert response.cookies["side"].value == "folded"
    assert response.cookies["theme"]["samesite"] == "Lax"
    assert "density" not in response.cookies


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_choice_never_leads_away(client, away):
    assert client.post("/ui/prefer/", {"next": away})["Location"] == "/"


def test_an_unknown_choice_changes_nothing(client):
    assert client.post("/ui/prefer/", {"theme": "pink", "admin": "1"}).cookies == {}


def test_a_choice_needs_the_token_of_our_own_pages():
    assert (
        Client(enforce_csrf_checks=True).post("/ui/prefer/", {"theme": "dark"}).status_code == 403
    )


@pytest.mark.parametrize("role", [None, Role.VIEWER, Role.MANAGER])
def test_the_sheet_is_for_administrators(as_role, role):
    assert as_role(role).get("/ui/sheet/").status_code == (302 if role is None else 403)


def test_an_answer_to_htmx_brings_a_toast_and_asks_for_counts():
    answer = toasts.with_toast(HttpResponse(), "Kept.", undo="/undo/7/")
    assert json.loads(answer["HX-Trigger"]) == {
        "toast": {"text": "Kept.", "undo": "/undo/7/", "undo_label": "Undo", "kind": "ok"},
        "counts": {},
    }


def test_a_toast_waits_for_the_next_page_and_is_then_gone(rf):
    from django.contrib.messages.storage.cookie import CookieStorage

    request = rf.get("/")
    request._messages = CookieStorage(request)
    toasts.tell(request, "Kept.", undo="/undo/7/", undo_label="Redo", kind="bad")
    assert toasts.told(request) == [toasts.Toast("Kept.", "/undo/7/", "Redo", "bad")]
    assert request._messages.used


def test_what_third_parties_say_is_shown_too(rf):
    from django.contrib import messages
    from django.contrib.messages.storage.cookie import CookieStorage

    request = rf.get("/")
    request._messages = CookieStorage(request)
    messages.success(request, "Signed in.", extra_tags="account")
    messages.error(request, "Too often.")
    assert [(t.text, t.kind, t.undo) for t in toasts.told(request)] == [
        ("Signed in.", "ok", ""), ("Too often.", "bad", ""),
    ]  # fmt: skip


def test_a_telephone_may_take_it_in_and_a_worker_stands_behind_every_page(as_role):
    client = as_role(Role.VIEWER)
    told = client.get(reverse("ui:manifest")).json()
    assert (told["start_url"], told["display"]) == ("/", "standalone")
    assert client.get(told["icons"][0]["src"]).status_code == 200
    script = client.get(reverse("ui:worker"))
    assert script["Service-Worker-Allowed"] == "/"
    assert "no-cache" in script["Cache-Control"]
