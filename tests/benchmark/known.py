"""What others have published or proven about the instances: rosters reached, and bounds below which there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """The best known cost, None where nobody published one, and a bound."""

    best: int | None
    bound: int


PUBLIC = {
    "1": Known(607, 607), "2": Known(828, 828), "3": Known(1001, 1001), "4": Known(1716, 1716),
    "5": Known(1143, 1143), "6": Known(1950, 1950), "7": Known(1056, 1056), "8": Known(1300, 1300),
    "9": Known(439, 439), "10": Known(4631, 4631), "11": Known(3443, 3443), "12": Known(4040, 4040),
    "13": Known(1348, 1348), "14": Known(1278, 1278), "15": Known(3829, 3829), "16": Known(3225, 3225),
    "17": Known(5746, 5746), "18": Known(4459, 4459), "19": Known(3149, 3149), "20": Known(4769, 4769),
    "21": Known(21133, 21133), "22": Known(30241, 30240), "23": Known(17428, 16990), "24": Known(42463, 26571),
}  # fmt: skip
"""schedulingbenchmarks.org/nrp, as of 2023."""
CITIES = {
    "150-near": Known(4352, 4352), "800-near": Known(13838, 13838), "3235-near": Known(141456, 141456),
    "3235-dong": Known(1272710, 1272710), "150-near+h": Known(7698, 7693), "800-near+h": Known(21882, 15917),
    "3235-near+h": Known(246564, 156894),
}  # fmt: skip
"""Of seed 1: optima that HiGHS alone proved in up to four minutes; with the harder rules the best trial so far."""


def known(kind: str, instance: str) -> Known | None:
    """What is known; None for clubs, and for cities of other seeds."""
    return {"nrp": PUBLIC, "city": CITIES}.get(kind, {}).get(instance)
