"""Nothing marked internal reaches a reader outside: every mail, page and paper, walked whole.

Each kind of mail says who reads it, each page without sign-in is in the matrix, each maker of paper
is found in the code: whichever is new and not walked here lets these tests fail.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import accord
from accord.features.conduct import actions as conduct
from accord.features.conduct.exports import notice_paper
from accord.features.conduct.models import Incident
from accord.features.correspondence.actions import CONFIRMATION
from accord.features.letters import actions as letters
from accord.features.letters.exports import letter_paper
from accord.features.letters.models import Letter, Template
from accord.features.letters.queries import FIELDS, addressees_of
from accord.features.meetings.exports import agenda_paper, minutes_paper
from accord.features.promises.models import Promise
from accord.features.stakeholders import actions as register
from accord.features.stakeholders.models import ConsentPurpose
from accord.foundation.accounts.models import User
from accord.foundation.arrivals.actions import Way, file_new, take_in
from accord.foundation.arrivals.doors import SOURCE
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import WRITERS, Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.kinds import Reader, kinds
from accord.foundation.mail.models import OutMail
from accord.overview.api.views import document
from accord.overview.insights.exports import joint_paper
from tests.access.pages import PUBLIC
from tests.api.conftest import caller
from tests.arrivals.letters import letter as incoming
from tests.leaks import inside, ways
from tests.leaks.reading import found_in, marked, sheets_of, whole, words_of
from tests.letters.conftest import leave
from tests.mail.conftest import office

__all__ = ["caller", "office"]
pytestmark = [
    pytest.mark.django_db, pytest.mark.either, pytest.mark.usefixtures("shelf"),
]  # fmt: skip
HEADERS = {
    "Message-ID", "Date", "From", "Sender", "To", "Subject", "Reply-To", "In-Reply-To",
    "References", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted",
    "X-Auto-Response-Suppress", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    "Content-Language",
}  # fmt: skip
ONLY_SENT = {"workshops:put", "meetings:propose", "meetings:confirm-all", "meetings:judge-line"}
# Who makes paper, and what was looked at here or why it is none for a reader outside.
PAPERS = {
    "features/conduct/exports.py": "walked",
    "features/letters/exports.py": "walked",
    "features/mailings/exports.py": "walked, in tests/mailings/test_leaks.py",
    "foundation/ui/posting.py": "walked, with those four",
    "features/meetings/exports.py": "walked",
    "features/stakeholders/exports.py": "all that is kept about somebody, which is theirs by right",
    "features/growth/exports.py": "somebody's own portfolio",
    "overview/insights/exports.py": "walked",
    "overview/home/views.py": "what one of us reads before a talk",
}


@pytest.fixture
def me(person):
    made = person(Role.LEAD, name="Ann Arro", title="Engineer")
    User.objects.filter(pk=made.pk).update(email="ann@water.example")
    return User.objects.get(pk=made.pk)


@pytest.fixture
def world(me, person):
    return inside.build(me, person, clock.now())


def test_no_mail_page_or_paper_for_a_reader_outside_holds_a_word_of_ours(world, office):
    made = ways.go(world)
    _mails_are_clean(world, office)
    _papers_are_clean(world, made)
    _pages_are_clean(world, made)


def _mails_are_clean(world, office):
    sorts = dict(OutMail.objects.values_list("message_id", "kind"))
    own = {
        each.contact_points.get(channel="mail").value: each
        for each in (world.mari, world.jaan, world.hidden)
    }
    left = defaultdict(set)
    for mail in office.taken:
        [address] = [each.addr_spec for each in mail["To"].addresses]
        if address not in own:
            continue  # it is for one of ours
        kind = sorts[str(mail["Message-ID"])]
        left[kind].add(address)
        assert found_in(whole(mail), own[address].name, address.partition("@")[0]) == set(), kind
        assert set(mail.keys()) <= HEADERS, kind
    outside = {kind for kind, reader in kinds.items() if reader == Reader.OUTSIDE}
    assert set(ways.MAILS) == outside == set(left)
    assert all("mari@example.org" in readers for readers in left.values())
    assert office.greeted_by == {"water.example"}


def _papers_are_clean(world, made):
    root = Path(accord.__file__).parent
    makers = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if re.search(r"papers\.pdf\(|posting import", path.read_text())
    }
    assert makers == set(PAPERS)
    at = clock.now()
    hers, _his = sheets_of(letter_paper(made.letter, addressees_of(made.letter), at))
    assert "Mari Mägi" in hers
    assert found_in(hers) == set()
    at_table = (world.jaan.name, world.boss.name)  # paper for a table names who sits at it
    for body, words in (
        (agenda_paper(made.meeting, at), "The fence"),
        (minutes_paper(made.meeting, at), "close the lane"),
    ):
        said = words_of(body)
        assert words in said
        assert found_in(said, *at_table) == set()
    promised = Promise.objects.get(ref=world.refs[2])
    said = words_of(joint_paper(world.me, world.mari, at))
    assert found_in(said) == {promised.words}  # it is between us and her; the restricted is not
    hard = Incident.objects.get()
    conduct.decide(by=SYSTEM, incident=hard, decision=conduct.Decision(0, "limits"), at=at)
    details = conduct.ArrangementDetails(
        ("writing",), "You shouted", at.date(), at.date() + ways.DAY * 90
    )
    one = conduct.arrange(by=SYSTEM, incident=hard, details=details, at=at)
    told = words_of(notice_paper(one, at))
    assert "You shouted" in told
    assert found_in(told) == set()


def _pages_are_clean(world, made):
    found, inner = ways.pages(made)
    assert set(found) <= set(PUBLIC)
    rest = {name: reverse(name, kwargs=PUBLIC[name]) for name in set(PUBLIC) - set(found)}
    keyed = {name for name in rest if "token" in PUBLIC[name]}
    assert {name for name in keyed if not name.startswith("account_")} == set()
    stranger = Client()
    given = {"name": "Guest", "words": "I see", "text": "Hello", "title": "The gate"}
    for turn in ("open", "send", "again"):
        for name, address in (found | rest).items():
            answer = stranger.post(address, given) if turn == "send" else stranger.get(address)
            if turn == "open" and name in found:
                assert answer.status_code == (405 if name in ONLY_SENT else 200), name
            said = words_of(_body(answer), answer.get("Content-Type", "").partition(";")[0])
            assert found_in(f"{answer.headers}\n{said}") == set(), (turn, name)
    assert stranger.post(inner, {"words": "What?"}).status_code == 404
    assert "The lane" in stranger.get(found["meetings:answer"]).content.decode()
    _links_open_their_own_page_alone(stranger, found)
    assert world.hidden.name


def _body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _links_open_their_own_page_alone(stranger, found):
    """Try the key of every link at the pages of the others, and keys that one could guess."""
    links = {name: address.strip("/").split("/") for name, address in found.items()}
    keys = {name: max(parts, key=len) for name, parts in links.items()}
    for name in {key: name for name, key in keys.items() if name not in ONLY_SENT}.values():
        for key in {*keys.values(), "1", "1.1", "S-0001", "CO-0001"} - {keys[name]}:
            address = found[name].replace(keys[name], key)
            if address not in found.values():
                assert stranger.get(address).status_code == 404, (name, key)


def test_over_http_a_letter_takes_nothing_along_whoever_writes_it(world, office, caller):
    given = {"to": [world.mari.ref], "subject": "Water", "text": "Hello"}
    count = 0
    for role in Role:
        call = caller(role.value)
        for ref in world.refs if role == Role.LEAD else world.refs[-1:]:
            answer = call.post("letters", {**given, "about": ref})
            if role not in WRITERS:
                assert answer.status_code == 403, (role, ref)
                continue
            made = answer.json()["ref"]
            assert call.post(f"letters/{made}/send").status_code == 200, (role, ref)
            count += 1
    Letter.objects.update(send_at=clock.now())
    leave()
    assert len(office.taken) == count == len(world.refs) + len(WRITERS) - 1
    for mail in office.taken:
        assert found_in(whole(mail)) == set()
        assert set(mail.keys()) <= HEADERS
        assert (mail["In-Reply-To"], mail["References"]) == (None, None)


FILLED = " ".join(f"{{{{ {name} }}}}" for name in FIELDS)


def test_a_letter_begun_with_a_saved_reply_says_that_and_her_own_name_alone(world, office):
    ways.name(world)
    keep = {"by": world.boss, "at": clock.now()}
    for scope, text in (("everyone", FILLED), ("own", marked("theirs"))):
        letters.keep_template(
            details=letters.TemplateDetails(
                name=marked("name"), purpose=marked("purpose"), kind="reply", scope=scope,
                subject=marked("subject"), text=text,
            ), **keep,
        )  # fmt: skip
    browser = Client()
    browser.force_login(world.me)
    shared = Template.objects.get(scope="everyone")
    own = Template.objects.get(scope="own", kind="reply")
    given = {"to": world.mari.ref, "subject": "Water", "text": "Hello", "sight": "everyone"}
    assert browser.post("/letters/write/", {**given, "template": own.pk}).status_code == 422
    for ref in world.refs:
        address = f"/letters/write/?about={ref}"
        assert browser.post(address, {**given, "template": shared.pk}).status_code == 302, ref
        made = Letter.objects.latest("pk")
        assert browser.post(f"/letters/{made.ref}/send/").status_code == 302, ref
    Letter.objects.update(send_at=clock.now())
    leave()
    assert len(office.taken) == len(world.refs)
    for mail in office.taken:
        assert found_in(whole(mail)) == set()
        assert "Mari Mägi" in whole(mail)
        assert set(mail.keys()) <= HEADERS


def test_over_http_a_mailing_tells_none_of_another_nor_what_we_call_it(world, office, caller):
    ways.name(world)
    on = {"by": SYSTEM, "at": clock.now()}
    segment = register.add_segment(name=marked("segment"), needs=marked("wants"), **on)
    for one in (world.mari, world.jaan, world.hidden):
        register.pick(segment=segment, party=one, **on)
    call = caller("lead", title="Engineer")
    words = {"name": marked("name"), "purpose": marked("purpose"), "scope": "everyone"}
    made = call.post("letter-templates", {**words, "subject": "The valve", "text": FILLED})
    assert made.status_code == 201, made.content
    given = {
        "title": marked("title"), "template": made.json()["id"], "segments": [segment.pk],
        "purpose": ConsentPurpose.objects.get().pk, "to": [world.mari.ref],
    }  # fmt: skip
    at = f"mailings/{call.post('mailings', given).json()['ref']}"
    for verb in ("check", "try", "begin"):
        assert call.post(f"{at}/{verb}").status_code == 200, verb
    ways.work(4, "mail")
    assert call.get(at).json()["state"] == "done"
    [hers] = [mail for mail in office.taken if "mari@" in str(mail["To"])]
    assert found_in(whole(hers)) == set()
    assert "Mari Mägi" in whole(hers)
    assert set(hers.keys()) <= HEADERS


def test_without_a_key_nothing_is_told_over_http(world):
    stranger = Client()
    for path, operations in document()["paths"].items():
        address = f"/api/v1{path}" if not path.startswith("/api/") else path
        address = re.sub(r"\{[^}]*ref[^}]*\}", world.mari.ref, address)
        address = re.sub(r"\{[^}]*\}", "1", address)
        for method in operations:
            answer = getattr(stranger, method)(address, content_type="application/json")
            assert answer.status_code == 401, (method, address)
            assert found_in(answer.content.decode()) == set()


def test_a_stranger_who_writes_to_a_door_gets_no_mail_back(world, office, settings):
    settings.MAIL_IN = "lmtp://127.0.0.1:8024?domain=in.example.org"
    raw = incoming(9, sender=f"Ann <{world.me.email}>", to="x@in.example.org", subject="Hi")
    forged = incoming(8, sender="stranger@else.org", to="x@in.example.org", subject="Hi")
    tags = f"+{world.hidden.ref.lower()}"
    way = Way(source=SOURCE, owner_id=world.bea.pk, tags=tags)
    own = Way(source=SOURCE, owner_id=world.me.pk, tags="")
    take_in(by=world.bea, letters=[forged], way=way, at=clock.now())
    take_in(by=world.me, letters=[raw], way=own, at=clock.now())
    file_new(by=SYSTEM, at=clock.now())
    drain()
    assert office.taken == []
    mail = OutMail.objects.get()  # to the one of us who sent something in
    assert (mail.to_address, mail.kind) == (world.me.email, CONFIRMATION)
    assert found_in(f"{mail.subject} {mail.text} {mail.html}") == set()
