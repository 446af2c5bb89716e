"""A list by country stands in the order of the countries' names, as its reader calls them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("sort", "language", "wanted"),
    [
        ("country", "en", ["Carl DE", "Ewa PL", "Adam CH", "Doris CH", "Beata", "Fritz"]),
        ("-country", "en", ["Adam CH", "Doris CH", "Ewa PL", "Carl DE", "Beata", "Fritz"]),
        ("country", "et", ["Ewa PL", "Carl DE", "Adam CH", "Doris CH", "Beata", "Fritz"]),
    ],
)
def test_countries_stand_in_the_order_of_their_names(person, sort, language, wanted):
    for name in ("Fritz", "Ewa PL", "Doris CH", "Carl DE", "Beata", "Adam CH"):
        party(name, country=name[-2:] if name[-3] == " " else "")
    client = signed_in(person(Role.LEAD, language=language))
    found = text(client.get(f"/stakeholders/?view=all&sort={sort}"))
    assert re.findall("<td[^>]*>.*?<b>([^<]+)</b>", found) == wanted


def test_an_order_by_country_asks_no_more_for_more_countries(person):
    client = signed_in(person(Role.LEAD))
    party("One", country="EE")
    client.get("/stakeholders/?view=all&sort=country")
    with CaptureQueriesContext(connection) as one:
        client.get("/stakeholders/?view=all&sort=country")
    party("Two", country="PL"), party("Three", country="DE")
    with CaptureQueriesContext(connection) as three:
        page = text(client.get("/stakeholders/?view=all&sort=country"))
    assert page.count("<tr data-row") == 3
    assert len(three) == len(one)
