"""Problems are sent to another process and back without a difference, and stay frozen."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass

import pytest

from scheduler import conditions, problem
from scheduler.frozen import quick_to_send
from tests.proof.problems import SMALL, problem_of_seed


@quick_to_send
@dataclass(frozen=True, slots=True)
class Base:
    one: int
    two: str = "two"


@quick_to_send
@dataclass(frozen=True, slots=True)
class Derived(Base):
    three: tuple[int, ...] = ()


def sent_and_back(one: object) -> object:
    return pickle.loads(pickle.dumps(one))  # noqa: S301 - what was just written


def test_the_fields_of_a_base_class_come_along() -> None:
    sent = Derived(1, three=(3,))
    for back in (sent_and_back(sent), copy.copy(sent), copy.deepcopy(sent)):
        assert back == sent
        assert (back.one, back.two, back.three) == (1, "two", (3,))
        with pytest.raises(FrozenInstanceError):
            back.one = 2


def test_what_is_sent_has_as_many_fields_as_the_class() -> None:
    state = (1, "two")
    with pytest.raises(ValueError, match="zip"):
        Derived.__setstate__(Derived(1), state)  # type: ignore[attr-defined] # pickle's own way in


@pytest.mark.parametrize("seed", range(20))
def test_a_problem_comes_back_as_it_was(seed: int) -> None:
    sent = problem_of_seed(seed, SMALL)
    assert sent_and_back(sent) == sent


def test_every_small_class_of_a_problem_is_quick_to_send() -> None:
    slow = [
        one.__name__
        for module in (problem, conditions)
        for one in vars(module).values()
        if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.__name__
        and "__slots__" in vars(one) and fields(one) and one.__setstate__.__module__ != quick_to_send.__module__
    ]  # fmt: skip
    # A level holds a view of its weights, which cannot be sent; it is made anew.
    assert slow == ["Level"]
