"""The values of string columns. Those that the scheduler has too carry the same values; a test compares them."""

from __future__ import annotations

from enum import StrEnum


class EmploymentKind(StrEnum):
    """근로자, 활동 참여자, 자원봉사자."""

    EMPLOYEE = "employee"
    ACTIVITY = "activity"
    VOLUNTEER = "volunteer"


class HolidayPolicy(StrEnum):
    """What a site does on public holidays."""

    OPEN = "open"
    CLOSED = "closed"


class Season(StrEnum):
    """When a school's shift template runs."""

    ALL = "all"
    TERM = "term"
    VACATION = "vacation"


class ShiftBand(StrEnum):
    """오전조, 오후조, 야간."""

    AM = "am"
    PM = "pm"
    NIGHT = "night"


class ClosureKind(StrEnum):
    """휴업 or 방학."""

    CLOSED = "closed"
    VACATION = "vacation"


class WishKind(StrEnum):
    """희망휴무, 희망 요일, 희망 시간대."""

    DAY_OFF = "day_off"
    WEEKDAY = "weekday"
    TEMPLATE = "template"


class PairKind(StrEnum):
    """따로, 함께."""

    APART = "apart"
    TOGETHER = "together"


class RosterStatus(StrEnum):
    """초안, 확정, 게시, 마감."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    CLOSED = "closed"


class JobStatus(StrEnum):
    """The life of a solve job: queued, running, then exactly one of the last three."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class EditKind(StrEnum):
    """What changed cells: a hand, an accepted proposal, or the way back and forth."""

    CELLS = "cells"
    ACCEPT = "accept"
    UNDO = "undo"
    REDO = "redo"


class EditState(StrEnum):
    """Whether an edit stands, was taken back, or was taken back and can no longer be repeated."""

    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"


class Decision(StrEnum):
    """What the coordinator did with a finished job's proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"


class Role(StrEnum):
    """Rights of a user: 기관 관리자, 담당자, 결재자, 열람자, 시 담당 공무원, 운영자.

    A city officer sees counts only, an operator the installation only.
    """

    ADMIN = "admin"
    COORDINATOR = "coordinator"
    APPROVER = "approver"
    VIEWER = "viewer"
    OFFICER = "officer"
    OPERATOR = "operator"
