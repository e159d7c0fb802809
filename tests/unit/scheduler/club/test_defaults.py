import pytest

from scheduler.club.defaults import Caps, caps_of, is_short_time
from scheduler.problem import EmploymentKind

from .books import contract

EMPLOYEE, ACTIVITY, VOLUNTEER = EmploymentKind.EMPLOYEE, EmploymentKind.ACTIVITY, EmploymentKind.VOLUNTEER


@pytest.mark.parametrize(
    ("changes", "caps"),
    [
        ({"kind": EMPLOYEE, "contract_minutes_per_week": None}, Caps(480, 840, 3599, 3540)),
        ({"kind": EMPLOYEE, "contract_minutes_per_week": 660}, Caps(480, 660, 3599, 3540)),
        ({"kind": EMPLOYEE, "contract_minutes_per_week": 660, "max_minutes_per_week": 800}, Caps(480, 800, 3599, 3540)),
        ({"kind": EMPLOYEE, "contract_minutes_per_week": 899}, Caps(480, 899, 3599, 3540)),
        ({"kind": EMPLOYEE, "contract_minutes_per_week": 900}, Caps(480, 900, None, None)),
        ({"kind": ACTIVITY, "contract_minutes_per_week": None}, Caps(180, None, None, 1800)),
        (
            {"kind": ACTIVITY, "contract_minutes_per_week": None, "max_minutes_per_month": 1200},
            Caps(180, None, None, 1200),
        ),
        ({"kind": VOLUNTEER, "contract_minutes_per_week": None}, Caps(480, None, None, None)),
        (
            {"kind": VOLUNTEER, "contract_minutes_per_week": 600, "max_minutes_per_week": 600},
            Caps(480, 600, None, None),
        ),
    ],
)
def test_caps_follow_the_kind_unless_the_contract_names_its_own(changes, caps):
    assert caps_of(contract(**changes)) == caps


def test_exactly_fifteen_hours_are_no_short_time_contract():
    assert is_short_time(contract(contract_minutes_per_week=899))
    assert not is_short_time(contract(contract_minutes_per_week=900))
    assert is_short_time(contract(contract_minutes_per_week=None))
