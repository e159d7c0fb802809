import re
from itertools import islice

from scheduler.club.people import MOST_NAMES, names, participant


def test_four_thousand_different_names_always_the_same():
    found = list(names())
    assert len(found) == len(set(found)) == MOST_NAMES == 4000
    assert list(islice(names(), 10)) == found[:10]


def test_names_are_one_family_name_and_two_syllables():
    assert all(re.fullmatch("[가-힣]{3}", name) for name in names())


def test_a_participant_has_a_fictional_telephone_and_is_between_61_and_85_in_2027():
    people = [participant(index, "김순자") for index in range(1, 101)]
    assert people[0].number == "P0001" and people[0].phone == "010-0000-0001"
    assert {1942 <= person.birth_year <= 1966 for person in people} == {True}
