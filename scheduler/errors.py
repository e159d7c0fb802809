"""What is wrong with data that contradict themselves."""

from __future__ import annotations


class ProblemError(ValueError):
    """The data contradict themselves; the message names the person, the day and the value."""
