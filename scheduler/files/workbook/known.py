"""What a workbook has named so far: programmes, sites, templates, people, found again by number, code or name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from scheduler.club.book import ClubBook, TemplateEntry
from scheduler.files.workbook.cells import CellProblem, parts_of, shown, text_of
from scheduler.files.workbook.choices import CREDENTIAL_KINDS
from scheduler.files.workbook.grids import Value
from scheduler.files.workbook.names import has_final_consonant, key, nearest


class Lookup:
    """Codes, found by code or by name."""

    def __init__(self, ko: str, en: str) -> None:
        self.ko, self.en = ko, en
        self.names: dict[str, str] = {}
        self.is_whole = True
        """False when an entry could not be read: then an unknown word is no fault of its own."""
        self._by_key: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)

    def add(self, code: str, name: str) -> None:
        """Remember an entry; the first of two with one code stays."""
        if code and code not in self.names:
            self.names[code] = name
            self._by_key.setdefault(key(code), code)
            if name:
                self._by_name[key(name)].append(code)

    def label(self, code: str) -> str:
        """What to write for a code: its name where that says it beyond doubt, else the code."""
        name = self.names.get(code, "")
        clear = self._by_name[key(name)] == [code] and self._by_key.get(key(name), code) == code
        return name if name and clear and parts_of(name) == [name] else code

    def find(self, word: str) -> str:
        """The code of a code or name. Raises CellProblem when it is unknown, or when several have the name."""
        if word in self.names:
            return word
        code, codes = self._by_key.get(key(word)), self._by_name.get(key(word), [])
        if code or len(codes) == 1:
            return code or codes[0]
        if codes:
            listed = ", ".join(codes)
            raise CellProblem(
                f"이름이 ‘{word}’인 {self.ko}이(가) 여럿입니다. 코드로 적어 주세요: {listed}.",
                f"Several entries ({self.en}) are called ‘{word}’; write the code: {listed}.",
            )
        if not self.is_whole:
            return word
        near = nearest(word, [*self.names, *filter(None, self.names.values())])
        raise CellProblem(*_unknown(self.ko, self.en, word, near))


class People:
    """Participants, found by number or by a name that only one has."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.is_whole = True
        """False when an entry could not be read: then an unknown participant is no fault of its own."""
        self._numbers: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)

    def add(self, number: str, name: str) -> None:
        """Remember a participant; the first of two with one number stays."""
        if number and number not in self.names:
            self.names[number] = name
            self._numbers.setdefault(key(number), number)
        if number and number not in self._by_name[key(name)]:
            self._by_name[key(name)].append(number)

    def numbered(self, number: str) -> str | None:
        """The number as it is kept, or None when nobody has it."""
        return self._numbers.get(key(number))

    def named(self, name: str) -> list[str]:
        """The numbers of everyone with this name."""
        return self._by_name.get(key(name), [])

    def nearest_name(self, name: str) -> str | None:
        """The known name most like this one."""
        return nearest(name, self.names.values())

    def find(self, number: str, name: str) -> str:
        """The number of the participant whom a row means. Raises CellProblem when nobody, or several, can be meant."""
        if not number:
            return self._by_name_alone(name)
        found = self.numbered(number)
        if found is None and not self.is_whole:
            return number
        if found is None:
            same = self.named(name) or [one for one in self.names if one.lstrip("0") == number.lstrip("0")]
            name = name or (self.names[same[0]] if same else "")
            hint = (f" {name} 님의 번호는 {same[0]}입니다.", f" {name} has the number {same[0]}.") if same else ("", "")
            raise CellProblem(
                f"‘참여자’ 시트에 {number}번이 없습니다.{hint[0]}",
                f"The sheet 참여자 has no participant {number}.{hint[1]}",
            )
        if name and self.names[found] and found not in self.named(name):
            raise CellProblem(
                f"{found}번은 {self.names[found]} 님인데 이름 칸에는 ‘{name}’{_copula(name)} 적혀 있습니다.",
                f"Participant {found} is {self.names[found]}, but the name says ‘{name}’.",
            )
        return found

    def _by_name_alone(self, name: str) -> str:
        same = self.named(name)
        if len(same) == 1:
            return same[0]
        if same:
            listed = ", ".join(same)
            raise CellProblem(
                f"이름이 {name}인 참여자가 {len(same)}명입니다({listed}). 번호를 적어 주세요.",
                f"{len(same)} participants are called {name} ({listed}); write the number.",
            )
        if not self.is_whole:
            return name
        raise CellProblem(*_unknown("참여자", "participant", name, self.nearest_name(name)))


class Known:
    """Everything named so far."""

    def __init__(self) -> None:
        self.programs = Lookup("사업단", "programme")
        self.sites = Lookup("근무지", "site")
        self.people = People()
        self.templates: dict[str, dict[str, TemplateEntry]] = defaultdict(dict)
        """By site and letter."""
        self.templates_are_whole = True
        self.paid_break: set[str] = set()
        """Sites that count the break as worked."""
        self.own_credentials: set[str] = set()
        """Credential kinds of the club's own that some template needs."""

    @classmethod
    def of(cls, book: ClubBook) -> Known:
        """What a whole book names."""
        known = cls()
        for collection in ("programs", "sites", "templates", "participants"):
            known.learn(getattr(book, collection), collection)
        return known

    def learn(self, entries: Iterable[object], collection: str) -> None:
        """Remember the entries of a collection."""
        for entry in entries:
            self._learn_one(entry, collection)

    def _learn_one(self, entry: object, collection: str) -> None:
        if isinstance(entry, TemplateEntry):
            self.templates[entry.site].setdefault(entry.code, entry)
        elif collection == "participants":
            self.people.add(entry.number, entry.name)  # type: ignore[attr-defined] # the collection says what it is
        elif collection in ("programs", "sites"):
            lookup = self.programs if collection == "programs" else self.sites
            lookup.add(entry.code, entry.name)  # type: ignore[attr-defined] # the collection says what it is
            if getattr(entry, "paid_break", False):
                self.paid_break.add(entry.code)  # type: ignore[attr-defined] # the collection says what it is

    def doubt(self, collection: str) -> None:
        """Remember that an entry of the collection could not be read."""
        match collection:
            case "programs":
                self.programs.is_whole = False
            case "sites":
                self.sites.is_whole = False
            case "templates":
                self.templates_are_whole = False
            case "participants":
                self.people.is_whole = False

    def sites_of(self, value: Value) -> frozenset[str]:
        """The sites of a cell: one name, or several separated by commas."""
        try:
            return frozenset((self.sites.find(text_of(value)),))
        except CellProblem:
            return frozenset(self.sites.find(part) for part in parts_of(value))

    def template_letter(self, site: str, value: Value) -> str:
        """The letter of a template of the site. Raises CellProblem with the letters that the site has."""
        word = key(text_of(value))
        for letter, entry in self.templates[site].items():
            if word in (key(letter), key(entry.name)):
                return letter
        if not self.templates_are_whole or site not in self.sites.names:
            return text_of(value)
        letters = ", ".join(self.templates[site]) or "–"
        raise CellProblem(
            f"{self.sites.names.get(site, site)}에는 근무 유형 ‘{shown(value)}’이(가) 없습니다. 있는 것: {letters}.",
            f"{self.sites.names.get(site, site)} has no shift template ‘{shown(value)}’; it has {letters}.",
        )

    def worked_minutes(self, template: TemplateEntry) -> int:
        """What a shift of the template counts for."""
        paid = template.site in self.paid_break
        return template.end - template.start - (0 if paid else template.break_minutes)


def credential_of(word: str) -> tuple[str, bool]:
    """The credential kind of a word, and whether every club knows it."""
    for choice in CREDENTIAL_KINDS:
        if key(word) in {key(one) for one in (choice.ko, choice.en, choice.value, *choice.also)}:
            return str(choice.value), True
    return word, False


def _copula(name: str) -> str:
    return "이라고" if has_final_consonant(name) else "라고"


def _unknown(ko: str, en: str, word: str, near: str | None) -> tuple[str, str]:
    hint = (f" 혹시 ‘{near}’인가요?", f" Did you mean ‘{near}’?") if near else ("", "")
    return f"‘{word}’: 없는 {ko}입니다.{hint[0]}", f"‘{word}’: there is no such {en}.{hint[1]}"
