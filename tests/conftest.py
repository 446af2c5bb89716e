"""What every test may use: moments, people of each role, the outbox, a browser."""

import gc
import os
import signal
import sys
import time
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django.plugin import blocking_manager_key

from accord.foundation.accounts.models import Grant, User
from accord.foundation.journal import references
from accord.foundation.journal.chain import GENESIS
from accord.foundation.journal.models import Head, Letter
from accord.foundation.kernel.roles import Role
from tests.installations import FRESH
from tools.chromium import find

# The same examples each time, so that a build says of the code alone whether it is right;
# `make test ARGS=--hypothesis-profile=new` looks for others. How quick the machine is says nothing.
untimed = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
examples.register_profile("same", derandomize=True, **untimed)
examples.register_profile("new", **untimed)
examples.load_profile("same")
INSTALLATIONS = {"town", "told", "migrated", "empty"}
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """Keep SQLite in a file, as the product does: in memory, tables lock instead of waiting."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        place["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def _named_by_settings():
    return connection.settings_dict["NAME"]


@pytest.fixture(scope="session")
def django_db_setup(
    _named_by_settings, django_db_setup, django_db_blocker, request, tmp_path_factory
):
    """Keep the database of the tests as it is before the first of them, if it is a file."""
    if connection.settings_dict["NAME"] == _named_by_settings:
        yield
        return  # no test asks for one
    fresh = None
    if connection.vendor == "sqlite":
        fresh = tmp_path_factory.mktemp("fresh") / "accord.sqlite3"
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(fresh)])
    request.config.stash[FRESH] = fresh
    if connection.vendor != "postgresql":
        yield
        return
    usual = type(connection.ops).sql_flush
    type(connection.ops).sql_flush = _empty_what_is_filled
    yield
    type(connection.ops).sql_flush = usual
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        _end_others(cursor)


def _empty_what_is_filled(ops, _style, tables, **_options):
    """Give the statements that empty a database: cutting off hundreds of empty tables takes long.

    Triggers and foreign keys do not look on; that is for whoever owns the server, as tests do.
    """
    names = [ops.quote_name(table) for table in tables]
    looks = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)
    with ops.connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks))
        filled = [name for (name,) in cursor.fetchall()]
    return [
        "SET LOCAL session_replication_role = replica", *(f"DELETE FROM {name}" for name in filled),
    ]  # fmt: skip


def _end_others(cursor):
    """End whoever still has the database open, which could not be dropped else, and name them."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    cursor.execute(f"SELECT pg_terminate_backend(pid, 5000), state, query {others}")
    for _ended, state, query in cursor.fetchall():
        sys.stderr.write(f"a test left a connection open, {state} after: {query}\n")


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """Stop the server before its database goes: a thread of its keeps a connection while it lives.

    Whichever test comes first, pytest takes what was set up last away first.
    """
    return live_server


@pytest.fixture
def at():
    return NOON


@pytest.fixture
def person(db):
    """Make somebody with one role over everything (or over ``department``)."""

    def make(role: Role | None = Role.PRACTITIONER, *, department=None, name="", **fields):
        name = name or (role.value if role else "nobody")
        user = User.objects.create(
            email=f"{name.replace(' ', '.')}@example.org", name=name, department=department,
            joined_at=NOON, **fields,
        )  # fmt: skip
        if role is not None:
            scope = Grant.Scope.DEPARTMENT if department else Grant.Scope.ALL
            Grant.objects.create(person=user, role=role, scope=scope, department=department)
        return user

    return make


@pytest.fixture(autouse=True)
def _administrators_without_second_factor(settings):
    """Spare the tests of other rooms what `tests/accounts` proves with the setting on."""
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False


@pytest.fixture(autouse=True)
def _static_files_found_when_asked_for(settings):
    """Spare each new client the search of all static files."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def _quick_passwords(request, settings):
    """Hash passwords at little cost, but where a test asks for ``real_hasher``."""
    if "real_hasher" not in request.fixturenames:
        settings.PASSWORD_HASHERS = ["tests.hashing.QuickHasher"]


@pytest.fixture
def real_hasher():
    """Hash passwords at the cost that the product pays."""


@pytest.fixture(autouse=True)
def _nothing_kept_of_another_test():
    cache.clear()


@pytest.fixture
def as_role(person):
    """Give a client signed in with one role; None is nobody."""

    def sign_in(role: Role | None) -> Client:
        client = Client()
        if role:
            client.force_login(person(role))
            session = client.session
            session["signed-in-at"] = session["seen-at"] = time.time()
            session.save()
        return client

    return sign_in


@pytest.fixture
def shelf(settings, tmp_path):
    """Keep the bytes of files in a folder of the test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "files": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }


@pytest.fixture
def outbox(db):
    """Give the names of the events that wait to be told, oldest first."""
    return lambda: list(Letter.objects.order_by("id").values_list("name", flat=True))


@pytest.fixture(scope="session")
def chromium():
    """Chromium of the machine, never one that is downloaded."""
    program = find()
    if program is None:
        pytest.skip("Chromium is not installed: browser tests were NOT run")
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs beside our own calls
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def pytest_configure():
    """Hear an interrupt, and let what is started hear it, although a shell's background does not."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with what starts processes: one worker makes their installations, and none ends late."""
    items.sort(key=lambda item: INSTALLATIONS.isdisjoint(getattr(item, "fixturenames", ())))


def pytest_collection():
    """Search for no garbage among what stays until the end, now or later."""
    gc.disable()


def pytest_collection_finish():
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Put back what a test with real transactions leaves otherwise than it found it."""
    try:
        return (yield)
    finally:
        marker = item.get_closest_marker("django_db")
        real = {"live_server", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        changed = real or (marker and marker.kwargs.get("transaction"))
        if changed and nextitem is not None and FRESH in item.config.stash:
            with item.config.stash[blocking_manager_key].unblock():
                Head.objects.get_or_create(pk=1, defaults={"digest": GENESIS})
                _begin_numbers_again()


def _begin_numbers_again():
    """Take away the sequences of references, as emptying the tables takes away the counters."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            r"SELECT sequencename FROM pg_sequences WHERE sequencename LIKE 'reference\_%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP SEQUENCE {connection.ops.quote_name(name)}")
    references._known.clear()
