"""Each rule of the law book as one sentence with its numbers as blanks. The texts are English msgids.

A blank is called like the number that fills it (`scheduler.values`); a rule that stands in no row here is shown by its
name alone.
"""

from __future__ import annotations

from collections.abc import Mapping

RULE_SENTENCES: Mapping[str, str] = {
    "H01": "A seat that nobody may take stays open. It is told and never filled in secret.",
    "H02": "No more people come to a shift than it has places.",
    "H03": "Everybody comes at most {max_shifts_per_day} times a day.",
    "H04": "Nobody is at two places at once; between two sites there are at least {travel_buffer}.",
    "H05": "Everybody works within the dates of the contract only.",
    "H06": "Everybody works at the sites of the contract only.",
    "H07": "Nobody is asked to come when they cannot.",
    "H08": "Over any four weeks short-time workers work at most {max_minutes_per_four_weeks}.",
    "H09": "A week has at most {max_minutes_per_week}, unless the contract says otherwise.",
    "H10": "Limit of a month: {max_minutes_per_month}; of short-time employees: {short_time_minutes_per_month}.",
    "H11": "A day has at most {max_minutes_per_day}.",
    "H12": "By law a week has at most {legal_minutes_per_week}, and {agreed_extra_minutes_per_week} more by agreement.",
    "H13": (
        "From {short_break_from} of work there is a break of {short_break_minutes}, from {long_break_from} one of "
        "{long_break_minutes}."
    ),
    "H14": "A shift of exactly four hours may go without its break: {break_waivable_at_4h}.",
    "H15": "Only those who have agreed work between {night_from} and {night_until}.",
    "H16": "Between two shifts there are at least {min_rest_between_shifts}.",
    "H17": "Nobody comes on more than {max_consecutive_days} in a row.",
    "H18": "Each week has at least {weekly_rest_days} without work.",
    "H19": "Safety training comes before the first shift, where its days are kept here: {safety_training_kept}.",
    "H20": (
        "At work with food everybody has a valid health certificate (at schools for {school_health_cert_months}, "
        "elsewhere for {health_cert_months})."
    ),
    "H21": "At schools everybody's record check is done, and repeated after {record_check_months}.",
    "H22": "Whoever works at a site has the training and certificates that it asks for.",
    "H23": "Nobody works while a site is closed.",
    "H24": "From {heat_first} to {heat_last} nobody works outdoors between {heat_from} and {heat_until}.",
    "H25": "Where two work together nobody is alone; without other word {pair_min} come.",
    "H26": "In the first {novice_weeks} newcomers work beside somebody experienced.",
    "H27": "People who are kept apart share no shift.",
    "H28": "A locked cell stays as it is.",
    "H29": "A programme stays within its budget of the month.",
    "H30": "Nobody has more than {subsidized_jobs} subsidised jobs at a time.",
    "H31": "Seats for people from outside are not given to participants.",
    "H32": "Conditions about amounts that must be kept.",
    "H33": "Conditions about runs of days that must be kept.",
    "H34": "Conditions about weekends that must be kept.",
    "H35": "Conditions about the order of shifts that must be kept.",
    "H36": "Conditions about who works with whom that must be kept.",
    "H37": "Conditions about who stands on a shift that must be kept.",
    "H38": "Rotations that must be kept.",
    "H39": "Conditions about who works where that must be kept.",
    "H40": "Conditions about start times that must be kept.",
    "H41": "Only those who are sent come to a training or a meeting.",
    "S01": "Open seats are as few as possible.",
    "S02": "Wished days off are granted, {day_off_wishes_counted} a person and month.",
    "S03": "Everybody comes close to the contract hours; {target_tolerance_per_week} a week more or less cost nothing.",
    "S04": "Hours are shared fairly among people of the same programme and the same contract hours.",
    "S05": (
        "Weekends, holidays, early shifts (before {early_before}), late ones (after {late_after}) and nights are "
        "shared fairly, over three months."
    ),
    "S06": "Everybody keeps the usual weekdays and shifts.",
    "S07": "Wished weekdays and shifts are granted.",
    "S08": "Everybody works at a preferred or near site.",
    "S09": "Nobody is alone on a shift of {single_cover_minutes} or more.",
    "S10": "Usual partners work together.",
    "S11": "No late shift is followed by an early one.",
    "S12": "Who would rather not comes on no two days running.",
    "S13": "Nobody is without a shift for {idle_days} or longer.",
    "S14": "On each day somebody can be called when a participant is missing.",
    "S15": "After publishing as few shifts as possible change.",
    "S16": (
        "Shifts with a night premium ({night_premium}) or holiday premium ({holiday_premium}) are few. None is paid at "
        "fewer than five employees ({under_five_employees}). The minimum wage is {minimum_wage} an hour."
    ),
    "S17": "No more people come than a shift needs.",
    "S29": "A programme stays within its wished budget.",
    "S32": "Conditions about amounts, if possible.",
    "S33": "Conditions about runs of days, if possible.",
    "S34": "Conditions about weekends, if possible.",
    "S35": "Conditions about the order of shifts, if possible.",
    "S36": "Conditions about who works with whom, if possible.",
    "S37": "Conditions about who stands on a shift, if possible.",
    "S38": "Rotations, if possible.",
    "S39": "Conditions about who works where, if possible.",
    "S40": "Conditions about start times, if possible.",
}

CONDITION_KINDS: Mapping[str, str] = {
    "29": "budgets", "32": "amounts", "33": "stretches", "34": "weekends", "35": "sequences", "36": "pairings",
    "37": "mixes", "38": "rotations", "39": "seatings", "40": "steadies",
}  # fmt: skip
"""The kind of condition behind the rules H32 and S32, and so on."""
