from tools.duties import COVERED, IN_PART, OPEN, ROOT, Duty, duties, lines, proofs

TABLE = """
[R01]
words = "one"
missing = "much"
[R02]
words = "two"
done = true
[R03]
words = "three"
"""
TESTS = """
import pytest
pytestmark = [pytest.mark.browser, pytest.mark.duty("R01")]
@pytest.mark.duty("R02", "R01")
def test_one(): ...
class TestTwo:
    @pytest.mark.duty("R09")
    def test_three(self): ...
"""


def test_duties_get_their_tests_from_marks_on_functions_classes_and_files(tmp_path):
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_a.py").write_text(TESTS, encoding="utf-8")
    (folder / "not_a_test.py").write_text(TESTS, encoding="utf-8")
    table = tmp_path / "duties.toml"
    table.write_text(TABLE, encoding="utf-8")

    tests = proofs(folder)

    assert tests == {
        "R01": ["tests/test_a.py: all of it", "tests/test_a.py: test_one"],
        "R02": ["tests/test_a.py: test_one"],
        "R09": ["tests/test_a.py: test_three"],
    }
    known = duties(table, tests)
    assert [(duty.key, duty.state, duty.contradiction) for duty in known] == [
        ("R01", IN_PART, None),
        ("R02", COVERED, None),
        ("R03", OPEN, None),
    ]
    assert lines(known, verbose=False)[-1] == "1 covered, 1 in part, 1 open"


def test_a_duty_that_contradicts_itself_says_so():
    def contradiction(*, missing, done, tests):
        return Duty("R01", "one", missing, done, tests).contradiction

    assert "no test bears its id" in contradiction(missing="", done=True, tests=())
    assert "says what is missing" in contradiction(missing="much", done=True, tests=("a",))
    assert "say in docs/duties.toml" in contradiction(missing="", done=False, tests=("a",))


def test_our_own_table_knows_a_hundred_duties_and_contradicts_no_test():
    tests = proofs(ROOT / "tests")
    known = duties(ROOT / "docs" / "duties.toml", tests)

    assert len(known) == 100
    assert [duty.contradiction for duty in known if duty.contradiction] == []
    assert tests.keys() - {duty.key for duty in known} == set()
