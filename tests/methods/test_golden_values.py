"""Every golden value comes out of the method that bears its key, in an envelope that explains it."""

import json
import subprocess
import sys

import pytest

from accord.methods import METHODS, Result
from tests.methods.golden import Vector, differences, vectors

CASES = [pytest.param(one, id=f"{one.method}-{i}") for i, one in enumerate(vectors())]

FINISHED = {
    "abuse_level",
    "burt_constraint",
    "burt_effective_size",
    "business_time_add",
    "business_time_between",
    "classifier_ppv",
    "copsoq_scale",
    "csat",
    "emotional_exposure",
    "expectation_gap",
    "fsm_promise",
    "gould_fernandez_brokerage",
    "half_life_decay",
    "handoff_sla",
    "load_vs_capacity",
    "meeting_cost",
    "mendelow_quadrant",
    "mitchell_salience",
    "net_capacity",
    "promise_kept_rate",
    "raci_check",
    "rcpsp_serial_sgs",
    "read_receipt_coverage",
    "relationship_health",
    "seam_gap",
    "sfia_rlmt_permissions",
    "sla_clock",
    "sna_betweenness_centrality",
    "sna_closeness_centrality",
    "sna_degree_centrality",
    "sna_eigenvector_centrality",
    "sna_modularity",
    "stakeholder_cube",
    "tki_suggestion",
    "wilson_interval",
    "working_day_deadline",
}


@pytest.mark.parametrize("vector", CASES)
def test_a_method_gives_its_golden_value(vector: Vector) -> None:
    result = METHODS[vector.method](**vector.given)

    assert differences(result.value, vector.gives, vector.tolerance) == []
    assert result.method == vector.method
    assert result.version
    assert len(result.inputs_hash) == 64
    assert json.loads(json.dumps(result.as_json(), allow_nan=False))["n"] == result.n


@pytest.mark.parametrize("vector", CASES)
def test_the_same_inputs_give_an_equal_result_with_the_same_hash(vector: Vector) -> None:
    one, other = METHODS[vector.method](**vector.given), METHODS[vector.method](**vector.given)

    assert one == other
    assert hash(one) == hash(other)


def test_every_finished_method_has_golden_values() -> None:
    assert {one.method for one in vectors()} >= FINISHED


def test_keys_are_names_of_functions() -> None:
    assert set(METHODS) >= FINISHED
    assert all(key == method.__name__ and method.__doc__ for key, method in METHODS.items())


def test_a_value_that_does_not_exist_is_none_with_a_flag() -> None:
    none_given = [
        METHODS["promise_kept_rate"](kept=0, late=0, broken=0),
        METHODS["mendelow_quadrant"](power=None, interest=4),
        METHODS["sna_degree_centrality"](edges=[]),
        METHODS["sna_modularity"](edges=[], partition=[["a"]]),
        METHODS["seam_matrix"](pairs=[]),
        METHODS["ratings_median"](ratings=[], on="2026-05-01"),
        METHODS["sla_clock"](
            calendar={"tz": "UTC", "week": "Mon-Fri 09:00-17:00"},
            budget_minutes=60,
            ledger=[],
            now="2026-05-01T10:00",
        ),
    ]

    assert all(isinstance(one, Result) and one.value is None and one.flags for one in none_given)


def test_methods_load_without_the_framework_and_without_heavy_libraries() -> None:
    heavy = "{'django', 'numpy', 'scipy', 'networkx', 'holidays'}"
    told = f"import sys, accord.methods; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
