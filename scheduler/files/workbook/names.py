"""Words as people type them: one spelling for comparing, and the nearest known word to suggest."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"[^\S\n]+")
_BRACKETED = re.compile(r"[(\[（].*?[)\]）]")


_LONGEST = 40_000
"""More than Excel lets anyone type into a cell; the rest of a longer text is not looked at."""


@lru_cache(maxsize=4096)  # the same few words stand in thousands of cells
def _tidied(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(_tidied(unicodedata.normalize("NFKC", text)).split())


def tidy(text: str) -> str:
    """The text in composed form (macOS writes Korean decomposed), without stray or invisible spaces; lines stay."""
    return _tidied(text) if len(text) < 200 else _tidied.__wrapped__(text[:_LONGEST])


def plain(text: str) -> str:
    """The text with full-width letters and digits made ordinary, on one line."""
    return _plain(text) if len(text) < 200 else _plain.__wrapped__(text[:_LONGEST])


def key(text: str) -> str:
    """What two spellings of one word have in common: no spaces, no capitals, ordinary digits."""
    return plain(text).replace(" ", "").casefold()


def header_key(text: str) -> str:
    """`key` of a column header, without a remark in brackets or a star for required."""
    return key(_BRACKETED.sub("", text)).strip("*:·.")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, or the only one that holds it; None when nothing is like it."""
    by_key = {key(one): one for one in known}
    found = difflib.get_close_matches(key(word), by_key, n=1, cutoff=0.55)
    if found:
        return by_key[found[0]]
    holding = [one for known_key, one in by_key.items() if len(key(word)) > 1 and key(word) in known_key]
    return holding[0] if len(holding) == 1 else None


def has_final_consonant(word: str) -> bool:
    """Whether the last Korean syllable ends in a consonant, which decides 은/는, 이/가 and 을/를."""
    last = word[-1:] or " "
    if last.isdigit():
        return last in "013678"
    return "가" <= last <= "힣" and (ord(last) - ord("가")) % 28 != 0
