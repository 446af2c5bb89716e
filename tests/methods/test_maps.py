"""Grids, classes, levels, cube, responsibilities, ratings."""

import itertools
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.methods import METHODS, stakeholders
from accord.methods.errors import BadInput, FutureDated, OutOfRange, UnknownWord
from accord.methods.stakeholders.cube import CORNERS
from accord.methods.stakeholders.seam import DESIRABLE, LEVELS

SCORES = st.floats(1, 5)


@pytest.mark.parametrize("score", [0, 0.99, 5.01, 6, -1, float("nan"), float("inf"), True, "4"])
@pytest.mark.parametrize(
    ("method", "first", "second"),
    [
        ("mendelow_quadrant", "power", "interest"),
        ("influence_impact_quadrant", "influence", "impact"),
    ],
)
def test_a_score_outside_one_to_five_is_refused(method, first, second, score) -> None:
    for given_scores in ({first: score, second: 3}, {first: 3, second: score}):
        with pytest.raises(OutOfRange):
            METHODS[method](**given_scores)


@given(SCORES, SCORES, st.floats(1, 5))
def test_one_of_four_fields_and_borderline_only_near_the_cut(power, interest, cut) -> None:
    place = stakeholders.mendelow_quadrant(power, interest, cut, 0.25).value

    assert place is not None
    assert (power > cut) == (place["quadrant"] in {"manage_closely", "keep_satisfied"})
    assert (interest > cut) == (place["quadrant"] in {"manage_closely", "keep_informed"})
    if min(abs(power - cut), abs(interest - cut)) > 0.26:
        assert place["borderline"] is False


def test_who_lacks_a_score_is_listed_and_not_placed() -> None:
    result = stakeholders.grid_placement(
        {"port": (4, 4), "press": (None, 5), "club": (1, 5), "ward": (2, None)}
    )

    assert result.value == {
        "placed": {
            "club": {"quadrant": "keep_informed", "borderline": False},
            "port": {"quadrant": "manage_closely", "borderline": False},
        },
        "counts": {"manage_closely": 1, "keep_satisfied": 0, "keep_informed": 1, "monitor": 0},
        "unplaced": ["press", "ward"],
    }
    assert result.flags == ("unplaced",)
    assert result.n == 2


@pytest.mark.parametrize(
    ("quadrant", "efforts", "errors"),
    [
        ("protect", [], ["protect_needs_more_than_monitor"]),
        ("protect", ["monitor"], ["protect_needs_more_than_monitor"]),
        ("protect", ["monitor", "keep_informed"], []),
        ("monitor", ["monitor"], []),
    ],
)
def test_those_to_be_protected_get_more_than_monitoring(quadrant, efforts, errors) -> None:
    assert stakeholders.grid_effort_check(quadrant, efforts).value == errors


def test_unknown_fields_and_efforts_are_refused() -> None:
    with pytest.raises(UnknownWord):
        stakeholders.grid_effort_check("upper left", [])
    with pytest.raises(UnknownWord):
        stakeholders.grid_effort_check("monitor", ["wave"])


@given(st.booleans(), st.booleans(), st.booleans())
def test_salience_counts_attributes(power, legitimacy, urgency) -> None:
    found = stakeholders.mitchell_salience(
        power=power, legitimacy=legitimacy, urgency=urgency
    ).value

    assert found is not None
    assert found["salience"] == power + legitimacy + urgency
    assert found["shown_as"] != "dangerous"


def test_a_claim_without_evidence_is_flagged() -> None:
    claims = {"power": True, "legitimacy": True, "urgency": False}
    evidence = {"power": "owns the land", "legitimacy": " "}
    full = {"power": "owns the land", "legitimacy": "licence"}

    assert stakeholders.mitchell_salience(**claims, evidence=evidence).flags == (
        "evidence_missing",
    )
    assert stakeholders.mitchell_salience(**claims, evidence=full).flags == ()
    assert stakeholders.mitchell_salience(**claims).flags == ()


def test_salience_from_scores_needs_all_three() -> None:
    found = stakeholders.salience_from_scores(4, 3, 3.5)
    missing = stakeholders.salience_from_scores(4, None, 3.5)

    assert found.value is not None
    assert found.value["cls"] == "dangerous"
    assert (missing.value, missing.flags) == (None, ("unplaced",))
    with pytest.raises(OutOfRange):
        stakeholders.salience_from_scores(4, 3, 9)
    with pytest.raises(OutOfRange):
        stakeholders.mitchell_salience(power=2, legitimacy=0, urgency=0)


@given(st.sampled_from(LEVELS), st.sampled_from(DESIRABLE))
def test_the_path_leads_level_by_level_to_the_wish(current, desired) -> None:
    gap = stakeholders.seam_gap(current, desired).value

    assert gap is not None
    assert len(gap["path"]) == abs(gap["gap"])
    if current == "unaware":
        assert gap["status"] == "inform_first"
        assert "resistant" not in gap["path"]
        assert gap["path"][0] == "neutral"
    else:
        way = [LEVELS.index(at) for at in (current, *gap["path"])]
        assert [later - earlier for earlier, later in itertools.pairwise(way)] == (
            [1 if gap["gap"] > 0 else -1] * abs(gap["gap"])
        )
    assert gap["path"][-1:] in ([desired], [])


@pytest.mark.parametrize(
    ("current", "desired"),
    [("neutral", "unaware"), ("neutral", "resistant"), ("angry", "neutral"), ("", "")],
)
def test_unknown_and_unwishable_levels_are_refused(current, desired) -> None:
    with pytest.raises(UnknownWord):
        stakeholders.seam_gap(current, desired)


def test_a_level_cites_its_observation() -> None:
    assert stakeholders.seam_gap("neutral", "leading").flags == ("not_observed",)
    assert stakeholders.seam_gap("neutral", "leading", observation=118).flags == ()


def test_the_matrix_counts_cells_and_gaps() -> None:
    pairs = [("unaware", "neutral"), ("neutral", "neutral"), ("neutral", "neutral")]
    matrix = stakeholders.seam_matrix(pairs).value

    assert matrix is not None
    assert matrix["with_gap"] == 1
    assert matrix["cells"]["neutral"] == {"neutral": 2, "supportive": 0, "leading": 0}
    assert sum(sum(row.values()) for row in matrix["cells"].values()) == len(pairs)


def test_the_backlog_weighs_gaps_by_salience() -> None:
    wishes = [
        {"key": "a", "current": "neutral", "desired": "supportive", "salience": 1},
        {"key": "b", "current": "leading", "desired": "neutral", "salience": 3},
        {"key": "c", "current": "neutral", "desired": "neutral", "salience": 3},
    ]

    assert stakeholders.seam_backlog(wishes).value == [
        {"key": "b", "gap": -2, "weight": 6},
        {"key": "a", "gap": 1, "weight": 1},
    ]
    with pytest.raises(OutOfRange):
        stakeholders.seam_backlog([{**wishes[0], "salience": 4}])


def test_the_neutral_label_says_no_more_than_the_corner_and_hurts_less() -> None:
    labels = {}
    for power, interest, backs in CORNERS:
        corner = {"power_high": power, "interest_high": interest, "supportive": backs}
        label = stakeholders.stakeholder_cube_label(**corner).value
        assert label is not None
        labels[tuple(label)] = stakeholders.stakeholder_cube(**corner).value

    assert len(labels) == 8
    assert labels["high_power", "high_interest", "opposed"] == "saboteur"


def test_raci_warnings_stand_beside_the_errors() -> None:
    matrix = {
        "Draft": {"CSM": "A/R", "Ops": "R", "Legal": "R", "Head": "R", "Press": ""},
        "Approve": {"CSM": "A", "Ops": "C", "Legal": "C", "Head": "C", "Press": ""},
        "Send": {"CSM": "A", "Ops": "R", "Legal": "", "Head": "", "Press": ""},
    }
    checked = stakeholders.raci_check(matrix)
    warned = stakeholders.raci_warnings(matrix, absent={"CSM", "Legal"}, deputies={"CSM": "Legal"})

    assert checked.value == [["Approve", "E3_no_responsible"]]
    assert warned.value == [
        ["Approve", "W2_many_consulted"],
        ["CSM", "W4_accountable_for_all"],
        ["CSM", "W5_absent_without_deputy"],
        ["Draft", "W1_many_responsible"],
        ["Press", "W3_role_without_part"],
    ]
    assert checked.flags == (
        "W1_many_responsible",
        "W2_many_consulted",
        "W3_role_without_part",
        "W4_accountable_for_all",
    )


def test_no_group_is_accountable_and_nobody_investigates_themselves() -> None:
    matrix = {"Investigate": {"Board": "A", "Ann": "R"}}
    found = stakeholders.raci_check(matrix, groups={"Board"}, complained_about="Ann").value

    assert found == [
        ["Investigate", "E4_group_accountable"],
        ["Investigate", "E5_subject_responsible"],
    ]


def test_an_unknown_cell_is_refused() -> None:
    with pytest.raises(UnknownWord, match="Head in Draft"):
        stakeholders.raci_check({"Draft": {"Head": "X"}})


def test_a_delegation_counts_when_it_is_accepted() -> None:
    assert stakeholders.raci_accountable("Ann", "Bo").value == "Ann"
    assert stakeholders.raci_accountable("Ann", "Bo", accepted=True).value == "Bo"
    assert stakeholders.raci_accountable("Ann", accepted=True).value == "Ann"


def test_the_latest_rating_of_each_assessor_counts_for_half_a_year() -> None:
    ratings = [
        {"assessor": "ann", "day": "2026-04-01", "score": 5},
        {"assessor": "ann", "day": date(2026, 1, 1), "score": 1},
        {"assessor": "bo", "day": "2026-04-20", "score": 2},
        {"assessor": "cy", "day": "2025-05-01", "score": 1},
    ]
    result = stakeholders.ratings_median(ratings, on="2026-05-01")

    assert result.value == {"score": 3.5, "spread": 3.0}
    assert (result.n, result.flags) == (2, ("assessors_disagree",))


@pytest.mark.parametrize(
    ("rating", "error"),
    [
        ({"score": 6}, OutOfRange),
        ({"score": 2.55}, OutOfRange),
        ({"day": "2026-05-02"}, FutureDated),
        ({"day": "soon"}, OutOfRange),
        ({"day": datetime(2026, 5, 1, tzinfo=UTC)}, OutOfRange),
    ],
)
def test_impossible_ratings_are_refused(rating, error) -> None:
    whole = {"assessor": "ann", "day": "2026-05-01", "score": 3, **rating}

    with pytest.raises(error):
        stakeholders.ratings_median([whole], on="2026-05-01")
    assert issubclass(error, BadInput)


def test_scores_come_in_tenths_and_the_first_of_one_day_counts() -> None:
    ratings = [
        {"assessor": "ann", "day": "2026-04-01", "score": 4.4},
        {"assessor": "ann", "day": "2026-04-01", "score": 1},
        {"assessor": "bo", "day": "2026-04-20", "score": 2.4},
    ]
    result = stakeholders.ratings_median(ratings, on="2026-05-01")

    assert result.value == {"score": 3.4000000000000004, "spread": 2.0}
    assert result.flags == ("assessors_disagree",)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=9), st.randoms())
def test_the_median_does_not_see_the_order_of_assessors(scores, chance) -> None:
    ratings = [
        {"assessor": str(i), "day": "2026-05-01", "score": score} for i, score in enumerate(scores)
    ]
    shuffled = chance.sample(ratings, len(ratings))
    found = stakeholders.ratings_median(shuffled, on="2026-05-01").value

    assert found == stakeholders.ratings_median(ratings, on="2026-05-01").value
    assert found is not None
    assert min(scores) <= found["score"] <= max(scores)
