"""S03: worked hours near the target of the contract."""

from __future__ import annotations

from scheduler.encode.model import Linear
from scheduler.encode.steps import reachable, stay_above
from scheduler.encode.vars import Vars
from scheduler.problem import Contract, Participant
from scheduler.rules.targets import STEP, covered_days, tolerance


def encode(v: Vars) -> None:
    """Units of distance from the target, beyond what is tolerated, for every contract that has one."""
    if not v.is_on("S03"):
        return
    for person in v.people:
        for number, contract in enumerate(person.contracts):
            if contract.target_minutes is not None and covered_days(v.problem, contract):
                _distance(v, person, number, contract, contract.target_minutes)


def _distance(v: Vars, person: Participant, number: int, contract: Contract, target: int) -> None:
    own = [shift for shift in v.possible(person.id) if v.problem.contract_of(person, shift) is contract]
    worked = v.minutes(person.id, own)
    free = tolerance(v.problem, contract)

    def units(minutes: int) -> int:
        return -(-max(0, abs(minutes - target) - free) // STEP)

    most = sum(worked.terms.values())
    if not worked.terms:
        v.charge("S03", Linear(constant=units(0)))
        return
    cost = v.model.variable(
        f"off_target({person.id}, {number})", 0, max(units(0), units(most)), lambda point: units(worked.at(point))
    )
    stay_above(v.model, cost, worked, reachable(worked), units)
    apart = Linear().add(cost, STEP)
    v.model.at_least(apart.minus(worked), -target - free)
    v.model.at_least(apart.plus(worked), target - free)
    v.charge("S03", Linear.of(cost))
