"""The catalogues: English in the source, Korean from the .po files.

All `web/translations/<language>/*.po` are read and merged when a text is first asked for: no compile step, one file an
area. Pages say their texts through `web.texts`; services, papers and commands, which know no request, through `said`.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

FOLDER = Path(__file__).parent / "translations"


@cache
def translations(language: str) -> NullTranslations:
    """Every .po file of the language, merged; English needs none. The first file that has a text counts."""
    catalog = Catalog(locale=language)
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if message.id and message.string and catalog.get(message.id, message.context) is None:
                    catalog.add(message.id, message.string, context=message.context)
    if not len(catalog):
        return NullTranslations()
    packed = BytesIO()
    write_mo(packed, catalog)
    packed.seek(0)
    return Translations(packed)


def said(lang: str, text: str, **facts: object) -> str:
    """The English text in the language, filled with its facts."""
    told = str(translations(lang).gettext(text)) if text and lang != "en" else text
    return told % facts if facts else told


def said_as(lang: str, context: str, text: str) -> str:
    """A text so short that its meaning must be named beside it, such as the letter of a mark."""
    return text if lang == "en" else str(translations(lang).pgettext(context, text))
