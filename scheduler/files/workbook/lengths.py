"""How many characters of a text are kept, where that is fewer than a cell may hold; by collection and field."""

from __future__ import annotations

MOST_WORDS = 20
LONGEST_WORD = 24
"""For cells of several words, such as the groups of a participant."""

LONGEST: dict[tuple[str, str], int] = {
    ("organization", "name"): 80,
    ("organization", "phone"): 20,
    ("organization", "coordinator"): 40,
    ("organization", "city"): 40,
    ("programs", "code"): 24,
    ("programs", "name"): 80,
    ("sites", "code"): 24,
    ("sites", "name"): 80,
    ("sites", "client_org"): 80,
    ("sites", "address"): 160,
    ("sites", "bring"): 160,
    ("templates", "code"): 4,
    ("templates", "name"): 40,
    ("closures", "name"): 40,
    ("participants", "number"): 24,
    ("participants", "name"): 40,
    ("participants", "phone"): 20,
    ("credentials", "kind"): 24,
    ("history", "code"): 4,
    ("holidays", "name"): 60,
}
