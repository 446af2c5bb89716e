from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.methods.errors import BadInput
from accord.methods.result import Method, Result, basis, digest, plain

PROBE = Method("probe", "2.1")


def test_an_answer_carries_all_that_explains_it() -> None:
    result = PROBE.answer(
        3.5, basis({"a": 1}, n=7, cut=3.0), "odd", "odd", "few", interval=(3.0, 4.0)
    )

    assert result.as_json() == {
        "method": "probe",
        "version": "2.1",
        "params": {"cut": 3.0},
        "n": 7,
        "value": 3.5,
        "interval": [3.0, 4.0],
        "flags": ["odd", "few"],
        "inputs_hash": digest({"a": 1}),
    }


def test_json_names_an_interval_only_where_there_is_one() -> None:
    assert "interval" not in PROBE.answer(None, basis({}), "insufficient_n").as_json()


def test_a_result_cannot_be_changed() -> None:
    result = PROBE.answer(1, basis({}))

    with pytest.raises(AttributeError):
        result.value = 2  # type: ignore[misc]


@pytest.mark.parametrize("value", [float("nan"), {"a": [1.0, float("inf")]}, [[float("-inf")]]])
def test_what_is_no_number_never_leaves_a_method(value: object) -> None:
    with pytest.raises(ArithmeticError, match="probe"):
        PROBE.answer(value, basis({}))


def test_parameters_change_the_result_and_not_the_hash_of_the_inputs() -> None:
    one, other = (PROBE.answer(1, basis({"a": 1}, cut=cut)) for cut in (3.0, 2.5))

    assert one != other
    assert one.inputs_hash == other.inputs_hash


def test_the_hash_is_the_same_on_every_machine() -> None:
    assert digest({"b": [1, 2.5, None, True], "a": "ä"}) == (
        "f11879da5f07e5304f3e2fa90e91313646b96ea08b34961027ea6065eb2054b6"
    )


def test_the_hash_sees_values_and_not_how_they_are_written() -> None:
    warsaw = datetime(2026, 5, 1, 12, tzinfo=ZoneInfo("Europe/Warsaw"))
    told = {"at": warsaw, "day": date(2026, 5, 1), "n": 2.0, "who": {"b", "a"}, "x": (1, 2)}
    same = {
        "x": [1, 2],
        "who": {"a", "b"},
        "n": 2,
        "day": "2026-05-01",
        "at": datetime(2026, 5, 1, 10, tzinfo=UTC),
    }

    assert digest(told) == digest(same)
    assert digest(told) != digest({**same, "x": [2, 1]})


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=12,
    )
)
def test_plain_data_stays_as_it_is_and_hashes_alike(told: object) -> None:
    assert plain(told) == told
    assert digest(told) == digest(plain(told))


def test_refusals_are_value_errors() -> None:
    assert issubclass(BadInput, ValueError)
    assert isinstance(PROBE.answer(1, basis({})), Result)
