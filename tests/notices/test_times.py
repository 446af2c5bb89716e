from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from accord.foundation.notices.models import Routine
from accord.foundation.notices.times import last_digest, loud_again

TALLINN = ZoneInfo("Europe/Tallinn")


def local(day, hour, minute=0, month=5):
    return datetime(2026, month, day, hour, minute, tzinfo=TALLINN)


NIGHT = {"quiet_from": time(20), "quiet_until": time(7)}


@pytest.mark.parametrize(
    ("routine", "at", "loud"),
    [
        (NIGHT, local(5, 12), local(5, 12)),
        (NIGHT, local(5, 19, 59), local(5, 19, 59)),
        (NIGHT, local(5, 20), local(6, 7)),
        (NIGHT, local(6, 3), local(6, 7)),
        (NIGHT, local(6, 7), local(6, 7)),
        ({"quiet_from": time(12), "quiet_until": time(13)}, local(5, 12, 30), local(5, 13)),
        ({"quiet_from": time(12), "quiet_until": time(13)}, local(5, 11), local(5, 11)),
        ({"quiet_from": None, "quiet_until": None}, local(5, 3), local(5, 3)),
        ({"quiet_from": time(7), "quiet_until": time(7)}, local(5, 7), local(5, 7)),
        ({**NIGHT, "is_quiet_weekends": True}, local(8, 21), local(11, 7)),  # Friday night
        ({**NIGHT, "is_quiet_weekends": True}, local(9, 12), local(11, 7)),  # Saturday
        ({"quiet_from": None, "quiet_until": None, "is_quiet_weekends": True},
         local(10, 23, 59), local(11, 0)),
        # The night in which clocks go forward, and the one in which they go back.
        (NIGHT, local(28, 22, month=3), local(29, 7, month=3)),
        (NIGHT, local(24, 22, month=10), local(25, 7, month=10)),
    ],
)  # fmt: skip
def test_a_mail_goes_now_or_when_the_quiet_time_ends(routine, at, loud):
    row = Routine(**{"quiet_from": None, "quiet_until": None, **routine})
    assert loud_again(row, TALLINN, at.astimezone(UTC)) == loud.astimezone(UTC)


@pytest.mark.parametrize(
    ("routine", "at", "due"),
    [
        ({}, local(5, 7, 30), local(5, 7, 30)),
        ({}, local(5, 7, 29), local(4, 7, 30)),
        ({"rhythm": "weekly"}, local(6, 12), local(4, 7, 30)),  # Monday before Wednesday
        ({"rhythm": "weekly"}, local(4, 7, 0), datetime(2026, 4, 27, 7, 30, tzinfo=TALLINN)),
        ({"rhythm": "weekly", "digest_weekday": 4}, local(8, 8), local(8, 7, 30)),
        ({"rhythm": "weekly", "digest_weekday": 4}, local(7, 8), local(1, 7, 30)),
        ({"rhythm": "off"}, local(7, 8), None),
        # 03:30 comes not at all on this day: due at 04:30, as late as the clock jumped.
        ({"digest_at": time(3, 30)}, local(29, 4, 29, month=3), local(28, 3, 30, month=3)),
        ({"digest_at": time(3, 30)}, local(29, 4, 30, month=3), local(29, 4, 30, month=3)),
    ],
)
def test_the_last_digest_that_was_due(routine, at, due):
    found = last_digest(Routine(**routine), TALLINN, at.astimezone(UTC))
    assert found == (due and due.astimezone(UTC))
