"""The health of a relationship: what it explains, what caps it, what it refuses."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.methods import METHODS
from accord.methods.decay import half_life_decay
from accord.methods.errors import BadInput, FutureDated, OutOfRange, UnknownWord
from accord.methods.stakeholders import relationship_health, relationship_trend
from accord.methods.stakeholders.health import CAPS, OUTCOMES, PARTS, WEIGHTS

AGES = st.floats(0, 730)
INTERACTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "age": AGES,
            "direction": st.sampled_from(["in", "out", "both"]),
            "sentiment": st.none() | st.floats(-1, 1),
        }
    ),
    max_size=12,
)
PROMISES = st.lists(
    st.fixed_dictionaries({"age": AGES, "outcome": st.sampled_from(sorted(OUTCOMES))}), max_size=8
)
RECORDS = st.fixed_dictionaries(
    {
        "days_since_last": st.none() | AGES,
        "cadence_days": st.floats(1, 365),
        "interactions": INTERACTIONS,
        "promises": PROMISES,
    }
)

LIVELY = {
    "days_since_last": 2,
    "cadence_days": 30,
    "interactions": [
        {"age": 2 + 5 * i, "direction": way, "sentiment": 0.8}
        for i, way in enumerate(["in", "out"] * 6)
    ],
    "promises": [{"age": 4 * i, "outcome": "kept"} for i in range(6)],
}
QUIET = {**LIVELY, "days_since_last": 400, "interactions": LIVELY["interactions"][-3:]}


@given(RECORDS)
def test_the_score_and_all_its_parts_stay_within_their_bounds(record) -> None:
    health = relationship_health(**record).value

    assert health is not None
    assert tuple(health["components"]) == PARTS
    assert all(at is None or 0 <= at <= 1 for at in health["components"].values())
    assert 0 <= health["coverage"] <= 1 + 1e-12
    if record["interactions"]:
        assert health["score"] is not None
        assert -1e-9 <= health["score"] <= 100 + 1e-9
        assert health["band"] in {"healthy", "watch", "at_risk"}
    else:
        assert (health["score"], health["band"], health["lost_points"]) == (None, None, {})


@given(RECORDS.filter(lambda record: record["interactions"]))
def test_points_lost_and_score_add_up_to_a_hundred(record) -> None:
    health = relationship_health(**record).value

    assert health is not None
    assert health["score"] is not None
    assert math.isclose(health["score"] + math.fsum(health["lost_points"].values()), 100)
    known = {part for part, at in health["components"].items() if at is not None}
    assert set(health["lost_points"]) == known


@given(RECORDS.filter(lambda record: record["interactions"]), st.floats(0, 100))
def test_a_cap_only_lowers_and_says_so(record, cap) -> None:
    free, capped = relationship_health(**record), relationship_health(**record, cap=cap)

    assert free.value is not None
    assert capped.value is not None
    assert capped.value["score"] == min(free.value["score"], cap)
    assert capped.value["uncapped"] == free.value["score"]
    assert capped.value["lost_points"] == free.value["lost_points"]
    assert ("capped" in capped.flags) == (cap < free.value["score"])


@given(RECORDS, st.randoms())
def test_the_order_of_what_happened_does_not_count(record, chance) -> None:
    shuffled = {
        **record,
        "interactions": chance.sample(record["interactions"], len(record["interactions"])),
        "promises": chance.sample(record["promises"], len(record["promises"])),
    }

    assert relationship_health(**shuffled).value == relationship_health(**record).value


@given(RECORDS.filter(lambda record: record["promises"] and record["interactions"]))
def test_a_broken_promise_never_makes_it_better(record) -> None:
    kept, broken = (
        relationship_health(
            **{**record, "promises": [*record["promises"], {"age": 1, "outcome": outcome}]}
        ).value
        for outcome in ("kept", "broken")
    )

    assert kept is not None
    assert broken is not None
    assert broken["score"] < kept["score"]


def test_open_matters_cap_with_their_reason() -> None:
    result = relationship_health(**LIVELY, open_matters=["stage_2_dispute", "critical_complaint"])

    assert result.value is not None
    assert result.value["score"] == 59.0
    assert result.value["band"] == "watch"
    assert result.value["caps"] == [
        {"reason": "critical_complaint", "highest": 59.0, "lowered": True},
        {"reason": "stage_2_dispute", "highest": 59.0, "lowered": True},
    ]
    assert result.flags == ("capped",)
    assert set(CAPS) == {"critical_complaint", "critical_grievance", "stage_2_dispute"}


def test_a_restriction_for_abuse_hides_the_score() -> None:
    result = relationship_health(**LIVELY, open_matters=["abuse_restriction"])

    assert result.value is None
    assert result.flags == ("suppressed", "abuse_restriction")


def test_little_evidence_is_flagged_and_the_band_still_computed() -> None:
    result = relationship_health(
        days_since_last=1,
        cadence_days=30,
        interactions=[{"age": 1, "direction": "in", "sentiment": None}],
        promises=[],
    )

    assert result.value is not None
    assert result.value["coverage"] == pytest.approx(0.35)
    assert result.value["components"]["reciprocity"] is None
    assert result.value["band"] in {"healthy", "watch", "at_risk"}
    assert result.flags == ("insufficient_evidence",)


def test_without_any_interaction_there_is_no_score() -> None:
    result = relationship_health(
        days_since_last=None, cadence_days=30, interactions=[], promises=LIVELY["promises"]
    )

    assert result.value is not None
    assert result.value["score"] is None
    assert result.value["components"]["recency"] is None
    assert result.value["components"]["promises"] is not None
    assert result.flags == ("no_interactions", "insufficient_evidence")


def test_machines_old_contacts_and_unconfirmed_feelings_do_not_count() -> None:
    noise = [
        {"age": 0, "direction": "out", "sentiment": 1.0, "automated": True},
        {"age": 731, "direction": "out", "sentiment": -1.0},
    ]
    guess = {"age": 2, "direction": "in", "sentiment": -1.0, "sentiment_confirmed": False}
    noisy = relationship_health(**{**LIVELY, "interactions": [*LIVELY["interactions"], *noise]})
    guessed = relationship_health(**{**LIVELY, "interactions": [guess] * 3})

    assert noisy.value == relationship_health(**LIVELY).value
    assert noisy.n == 12
    assert noisy.flags == ("automated_left_out", "older_left_out")
    assert guessed.value is not None
    assert guessed.value["components"]["sentiment"] is None


def test_renegotiated_after_the_due_date_counts_as_late() -> None:
    late, renegotiated = (
        relationship_health(**{**LIVELY, "promises": [{"age": 3, "outcome": outcome}]}).value
        for outcome in ("late", "renegotiated_after_due")
    )

    assert late == renegotiated


def test_the_parameters_used_are_told() -> None:
    params = relationship_health(**LIVELY, half_life_days=60).params

    assert params["half_life_days"] == 60
    assert params["weights"] == WEIGHTS
    assert math.isclose(sum(WEIGHTS.values()), 1)


FUTURE_INTERACTION = {"interactions": [{"age": -1, "direction": "in", "sentiment": None}]}


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (FUTURE_INTERACTION, FutureDated),
        ({"promises": [{"age": -0.1, "outcome": "kept"}]}, FutureDated),
        ({"days_since_last": -1}, FutureDated),
        ({"interactions": [{"age": 1, "direction": "up", "sentiment": None}]}, UnknownWord),
        ({"interactions": [{"age": 1, "direction": "in", "sentiment": 1.1}]}, OutOfRange),
        ({"interactions": [{"age": math.nan, "direction": "in", "sentiment": 0}]}, OutOfRange),
        ({"promises": [{"age": 1, "outcome": "forgotten"}]}, UnknownWord),
        ({"cadence_days": 0}, OutOfRange),
        ({"half_life_days": -90}, OutOfRange),
        ({"sentiment_prior_k": -1}, OutOfRange),
        ({"cap": 101}, OutOfRange),
        ({"open_matters": ["bad_mood"]}, UnknownWord),
        ({"weights": {"recency": 1}}, UnknownWord),
        ({"weights": {**WEIGHTS, "recency": -1}}, OutOfRange),
        ({"weights": dict.fromkeys(WEIGHTS, 0)}, OutOfRange),
    ],
)
def test_impossible_records_are_refused(wrong, error) -> None:
    with pytest.raises(error) as refused:
        relationship_health(**{**LIVELY, **wrong})

    assert isinstance(refused.value, BadInput)


def test_without_any_part_that_weighs_there_is_no_score() -> None:
    weights = {**dict.fromkeys(WEIGHTS, 0), "promises": 1}
    result = relationship_health(**{**LIVELY, "promises": [], "weights": weights})

    assert result.value is not None
    assert (result.value["score"], result.value["coverage"]) == (None, 0)
    assert result.flags == ("insufficient_evidence",)


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(TypeError):
        relationship_health(**LIVELY, half_live=3)


def test_decay_refuses_the_future_and_an_impossible_half_life() -> None:
    with pytest.raises(FutureDated):
        half_life_decay(-1)
    for half_life in (0, -3, math.nan):
        with pytest.raises(OutOfRange):
            half_life_decay(1, half_life)


@given(AGES, AGES, st.floats(1, 1000))
def test_decay_of_a_sum_is_the_product_of_decays(one, other, half_life) -> None:
    together = half_life_decay(one + other, half_life).value
    apart = [half_life_decay(age, half_life).value for age in (one, other)]

    assert together == pytest.approx(apart[0] * apart[1])


def test_a_fall_alerts_and_says_which_part_moved() -> None:
    before, now = relationship_health(**LIVELY), relationship_health(**QUIET)
    trend = relationship_trend(now, before).value

    assert trend is not None
    assert trend["alert"] is True
    assert trend["reasons"] == ["moved_by_ten", "band_crossed_down"]
    assert trend["change"] == pytest.approx(math.fsum(trend["moved"].values()))
    assert min(trend["moved"], key=trend["moved"].__getitem__) == "recency"


def test_a_rise_alerts_only_when_it_is_large() -> None:
    before, now = relationship_health(**QUIET), relationship_health(**LIVELY)
    same = relationship_trend(now, now).value
    trend = relationship_trend(now, before).value

    assert trend is not None
    assert trend["reasons"] == ["moved_by_ten"]
    assert same == {
        "change": 0.0,
        "alert": False,
        "reasons": [],
        "moved": dict.fromkeys(PARTS, 0.0),
    }


def test_no_trend_without_two_scores() -> None:
    nothing = relationship_health(
        days_since_last=None, cadence_days=30, interactions=[], promises=[]
    )
    hidden = relationship_health(**LIVELY, open_matters=["abuse_restriction"])
    now = relationship_health(**LIVELY)

    assert relationship_trend(now, nothing).flags == ("insufficient_n",)
    assert relationship_trend(hidden, now).flags == ("suppressed",)
    assert relationship_trend(hidden, now).value is None


def test_scores_by_different_rules_are_not_compared() -> None:
    other = relationship_health(**LIVELY, half_life_days=30)

    with pytest.raises(BadInput):
        relationship_trend(relationship_health(**LIVELY), other)
    with pytest.raises(BadInput):
        relationship_trend(*[METHODS["half_life_decay"](age_days=1)] * 2)


def test_a_contact_of_both_sides_counts_half_to_either() -> None:
    def reciprocity(*ways: str) -> float | None:
        met = [{"age": 0, "direction": way, "sentiment": None} for way in ways]
        record = {"days_since_last": 0, "cadence_days": 30, "interactions": met, "promises": []}
        return relationship_health(**record).value["components"]["reciprocity"]

    assert reciprocity("both", "both", "both") == 1.0
    assert reciprocity("in", "in", "both", "both") == reciprocity("in", "in", "in", "out")
    assert reciprocity("out", "out", "both") == 1 - 2 / 3
