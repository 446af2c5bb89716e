"""Passwords, brakes, seals, links: what keeps strangers out."""

import time
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from secrets import token_urlsafe

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accord.foundation.accounts import actions, brakes, breached, factors, links, sealing
from accord.foundation.accounts.brakes import (
    ADDRESS,
    CODE,
    PLACE,
    Braked,
    mark,
    network_of,
    sign_in_marks,
)
from accord.foundation.accounts.browsers import label_of
from accord.foundation.accounts.models import Brake, Department, User
from accord.foundation.accounts.passwords import breached_file
from accord.foundation.kernel.errors import Stale
from accord.foundation.notices import letters

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def refused(password, person=None):
    try:
        validate_password(password, person)
    except ValidationError as wrong:
        return {error.code for error in wrong.error_list}
    return set()


def test_every_known_password_is_refused_and_random_ones_are_not(settings, tmp_path):
    settings.HOME = tmp_path
    known = CommonPasswordValidator().passwords
    assert len(known) > 19_000
    assert [word for word in known if not refused(word)] == []
    assert [word for _ in range(100) if refused(word := token_urlsafe(15))] == []


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("short", {"password_too_short"}),
        ("eleven char", {"password_too_short"}),
        ("twelve chars", set()),
        ("abcdefg h" * 14 + "xyz", {"password_too_long"}),
        ("q7" + "ab c" * 31, set()),
        ("  twelve chars with spaces  ", set()),
        ("lower case only and no digit", set()),
        ("人人生而自由在尊嚴和權利上一律平等", set()),
        ("footballfootball", {"password_too_common"}),
        ("PASSWORDpassword", {"password_too_common"}),
    ],
)
def test_length_counts_and_nothing_else(password, codes, settings, tmp_path):
    settings.HOME = tmp_path
    assert refused(password) == codes


@pytest.mark.parametrize(
    "password",
    ["Larkwater2026!", "larkwaterlarkwater", "annaseppnetwork", "Anna.Sepp.2026", "accordaccord1",
     "anna.sepp@larkwater", "networknetwork"],
)  # fmt: skip
def test_what_everybody_knows_of_somebody_is_no_password(password, settings, tmp_path):
    settings.HOME, settings.ORGANISATION = tmp_path, "Larkwater"
    anna = User(
        name="Anna Sepp", email="anna.sepp@larkwater.example",
        department=Department(name="Network"),
    )  # fmt: skip
    assert "password_too_similar" in refused(password, anna) | refused(password.lower(), anna)
    assert refused("Anna counts ten green bottles", anna) == set()


def test_an_imported_list_of_stolen_passwords_is_asked_without_a_network(settings, tmp_path):
    settings.HOME = tmp_path
    stolen = [f"stolen password number {n}" for n in range(2000)]
    source = tmp_path / "list.txt"
    source.write_text(
        "\n".join(
            f"{sha1(word.encode(), usedforsecurity=False).hexdigest().upper()}:7" for word in stolen
        )
        + "\n"
    )
    assert refused(stolen[0]) == set()
    assert breached.build(source, breached_file()) == 2000
    assert [word for word in stolen if refused(word) != {"password_too_common"}] == []
    good = [f"good passphrase number {n}" for n in range(2000)]
    assert sum(bool(refused(word)) for word in good) <= 2
    started = time.perf_counter()
    for word in good[:200]:
        refused(word)
    assert (time.perf_counter() - started) / 200 < 0.005


def test_a_list_that_is_none_is_refused_and_the_one_before_stays(settings, tmp_path):
    settings.HOME = tmp_path
    source = tmp_path / "list.txt"
    source.write_text(sha1(b"one stolen password", usedforsecurity=False).hexdigest() + "\n")
    breached.build(source, breached_file())
    source.write_text("no hash at all\n")
    with pytest.raises(breached.Unreadable, match="line 1"):
        breached.build(source, breached_file())
    assert refused("one stolen password") == {"password_too_common"}


@given(st.text())
def test_what_is_sealed_comes_out_again_and_is_not_to_be_read(text):
    sealed = sealing.seal(text)
    assert sealing.unseal(sealed) == text
    assert sealing.unseal(sealing.resealed(sealed)) == text
    assert len(text) < 4 or text not in sealed


def test_a_new_key_reads_old_seals_and_no_key_reads_none(settings):
    sealed = sealing.seal("secret")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key"
    with pytest.raises(sealing.Unsealable):
        sealing.unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert sealing.unseal(sealed) == "secret"
    fresh = sealing.resealed(sealed)
    settings.SECRET_KEY_FALLBACKS = []
    assert sealing.unseal(fresh) == "secret"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/56"),
        ("nonsense", "nonsense"),
    ],
)
def test_neighbours_count_together(address, network):
    assert network_of(address) == network


def test_a_wait_grows_and_has_an_end():
    waits = [PLACE.wait_after(n).total_seconds() for n in range(1, 200)]
    assert waits[:9] == [0, 0, 0, 0, 5, 10, 20, 40, 80]
    assert waits == sorted(waits)
    assert waits[-1] == 900


def tried(marks, at):
    """Give None when a try is let through, else how many seconds to wait."""
    try:
        actions.brake(marks=marks, at=at)
    except Braked as refusal:
        return refusal.seconds
    return None


@pytest.mark.django_db
def test_two_hundred_guesses_slow_the_guesser_and_not_the_owner():
    """The guesser waits out every wait, for days; the owner comes in from elsewhere at any time."""
    there, here = (sign_in_marks("anna@example.org", n) for n in ("192.0.2.0/24", "10.0.0.0/24"))
    at, let_through = NOON, 0
    for _ in range(200):
        let_through += tried(there, at) is None
        at += timedelta(seconds=1)
    assert let_through <= 12
    assert tried(here, at) is None
    actions.release(marks=here, at=at)

    for _ in range(100):
        at += timedelta(seconds=tried(there, at) or 0)
        assert tried(here, at) is None
        actions.release(marks=here, at=at)
    assert at - NOON > timedelta(hours=6)


@pytest.mark.django_db
def test_many_networks_that_guess_together_get_one_try_each_and_the_owner_still_comes_in():
    crowd = [sign_in_marks("anna@example.org", f"10.{n}.0.0/24") for n in range(200)]
    assert [tried(marks, NOON) for marks in crowd] == [None] * 200
    again = [tried(marks, NOON) for marks in crowd]
    assert again[:49] == [None] * 49
    assert None not in again[50:]
    assert tried(sign_in_marks("anna@example.org", "192.0.2.0/24"), NOON) is None
    known = sign_in_marks("anna@example.org", "10.199.0.0/24", device="digest")
    assert [tried(known, NOON) for _ in range(4)] == [None] * 4


@pytest.mark.django_db
def test_one_network_that_tries_many_accounts_is_slowed():
    waits = [tried(sign_in_marks(f"p{n}@example.org", "192.0.2.0/24"), NOON) for n in range(60)]
    assert waits[:30] == [None] * 30
    assert None not in waits[30:]


@pytest.mark.django_db
def test_a_try_that_is_refused_counts_nothing_and_success_forgets():
    marks = [mark(CODE, 1)]
    assert [tried(marks, NOON) for _ in range(7)] == [None] * 5 + [900] * 2
    assert Brake.objects.get().tries_count == 5
    assert tried(marks, NOON + timedelta(minutes=15, seconds=1)) is None
    actions.release(marks=marks, at=NOON)
    assert [tried(marks, NOON) for _ in range(5)] == [None] * 5

    shared = [mark(ADDRESS, "anna@example.org")]
    for _ in range(3):
        tried(shared, NOON)
    actions.release(marks=shared, at=NOON)
    assert Brake.objects.get(key=shared[0].key).tries_count == 2


@pytest.mark.django_db
def test_a_clock_that_was_wrong_keeps_nobody_out():
    marks = [mark(CODE, 1)]
    for _ in range(5):
        tried(marks, NOON + timedelta(days=90))
    assert tried(marks, NOON + timedelta(days=90)) == 900
    assert tried(marks, NOON) is None


@pytest.mark.django_db
def test_nothing_of_who_tried_can_be_read_and_old_tries_are_forgotten():
    tried(sign_in_marks("anna@example.org", "192.0.2.0/24"), NOON)
    assert "anna" not in str(list(Brake.objects.values()))
    assert actions.forget_brakes(at=NOON + timedelta(days=1)) == 0
    assert actions.forget_brakes(at=NOON + timedelta(days=3)) == 3


def test_a_refusal_says_how_long():
    assert str(Braked(1)) == "Too many tries. Try again in 1 second."
    assert str(Braked(59)) == "Too many tries. Try again in 59 seconds."
    assert str(Braked(61)) == "Too many tries. Try again in 2 minutes."


def test_codes_of_an_app_are_good_for_a_step_before_and_after():
    secret = factors.new_totp_secret()
    from tests.accounts.conftest import code_at

    step = int(NOON.timestamp()) // 30
    found = [
        factors.totp_step(secret, code_at(secret, NOON + timedelta(seconds=30 * n)), NOON)
        for n in range(-3, 4)
    ]
    assert found == [None, None, step - 1, step, step + 1, None, None]
    code = code_at(secret, NOON)
    assert factors.totp_step(secret, f"{code[:3]} {code[3:]}", NOON) == step
    assert factors.totp_step(secret, "", NOON) is None


def test_recovery_codes_are_ten_and_long_and_written_to_be_read():
    codes = factors.new_recovery_codes()
    assert len({code[:2] for code in codes}) == len(codes) == 10
    assert all(len(factors.plain_code(code)) == 16 for code in codes)
    assert factors.is_recovery_code(codes[0].lower().replace("-", " "))
    assert not factors.is_recovery_code("123 456")
    mark_, hashed = factors.hashed_code(codes[0])
    assert mark_ == codes[0][:2]
    assert hashed.startswith("$argon2id$")
    assert codes[0][3:7] not in hashed


@pytest.mark.django_db
def test_a_link_to_a_new_mail_address_dies_by_time_and_by_use(person, at):
    import time_machine

    anna = person(name="anna")
    with time_machine.travel(NOON, tick=False):
        token = links.mail_change_token(anna, "new@example.org")
        assert links.read_mail_change(token)[:3] == (anna.pk, anna.email, "new@example.org")
        assert links.read_mail_change(token[:-1]) is None
        actions.confirm_mail_change(token=token, at=at)
        with pytest.raises(Stale):
            actions.confirm_mail_change(token=token, at=at)
    with time_machine.travel(NOON + timedelta(hours=1, seconds=1), tick=False):
        assert links.read_mail_change(token) is None
    anna.refresh_from_db()
    assert anna.email == "new@example.org"


@pytest.mark.django_db
def test_a_new_password_ends_links_to_a_new_mail_address_that_were_asked_for_before(person, at):
    import time_machine

    anna = person(name="anna")
    asked = {"person_id": anna.pk, "email": "thief@example.org", "mark": links.mark_of(anna)}
    with time_machine.travel(NOON, tick=False):
        token = links.mail_change_token(anna, "thief@example.org")
        assert letters.mail_change(asked) is not None
        actions.set_password(person=anna, password="four walruses sing quietly", at=at)
        assert letters.mail_change(asked) is None
        with pytest.raises(Stale):
            actions.confirm_mail_change(token=token, at=at)
    assert User.objects.get(pk=anna.pk).email == "anna@example.org"


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/605", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge, Windows"),
        ("curl/8.5", "curl"),
        ("", "?"),
    ],
)  # fmt: skip
def test_browsers_are_named_in_few_words(agent, label):
    assert label_of(agent) == label


def test_limits_have_names_of_their_own():
    limits = [value for value in vars(brakes).values() if isinstance(value, brakes.Limit)]
    assert len({limit.name for limit in limits}) == len(limits) == 6
