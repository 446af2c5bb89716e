"""Every view of every list, in every order that it offers, opens for whoever may open the list."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.needs.actions import hear_need
from accord.features.promises.actions import PromiseDetails
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.accounts.models import User
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
LISTS = ("stakeholders:list", "engagement:list", "promises:list", "tasks:list", "needs:list",
         "initiatives:list")  # fmt: skip
HREF = re.compile(r'href="(?:/[^"?#]*)?\?([^"#]+)"')


@pytest.fixture
def client_with_rows(as_role, at):
    client = as_role(Role.MANAGER)
    me = User.objects.get()
    jonas = party("Jonas Vetter", kind="person", owner_id=me.pk, rhythm_days=30)
    made = PromiseDetails("Plan", due_at=at + timedelta(days=1))
    details = TalkDetails("Called him.", channel="call", mood=-1, promises=(made,))
    log_interaction(by=me, parties=[jonas], details=details, at=at)
    hear_need(by=SYSTEM, party=jonas, words="A number", at=at)
    add_task(by=me, details=TaskDetails("Call", me.pk, party=jonas), at=at)
    return client


@pytest.mark.parametrize("name", LISTS)
def test_each_view_opens_in_each_order(client_with_rows, name):
    address = reverse(name)
    to_open, codes = {""}, {}
    for _views_then_orders in range(2):
        for query in to_open - set(codes):
            answer = client_with_rows.get(f"{address}?{query}")
            codes[query] = answer.status_code
            to_open = to_open | {unescape(q) for q in HREF.findall(answer.content.decode())}

    assert len(codes) > 3
    assert {query: code for query, code in codes.items() if code != 200} == {}
