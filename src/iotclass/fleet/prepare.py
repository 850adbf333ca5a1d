"""What an inventory says, as the view that the classification reads: texts as written, controls as masks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from iotclass.core.content import Content
from iotclass.core.inventory import BITS, COMPONENT, ID, KIND, LEVELS, RESULTS, Inventory
from iotclass.fleet.dialect import OWN, Dialect
from iotclass.fleet.known import Known
from iotclass.fleet.legend import Legend, legend, signed
from iotclass.fleet.literal import literal, number, values
from iotclass.fleet.plan import Shape
from iotclass.fleet.type import LEVELS as OF_TYPE
from iotclass.fleet.type import TypeTable, demanded, demands, facts_of
from iotclass.fleet.word import kinds, levels

ZERO = "CAST(0 AS BIGINT)"
STATES = ("yes", "unknown", "not applicable")
"""The states that masks can stand for, in the order of the groups `y`, `d` and `a`; partly is unknown too."""

CODES = ("yes", "no", "unknown", "", "partly", "planned", "not applicable")
"""The states that a cell can say, the most frequent first; the empty one is that of an empty cell."""
SAID = f"<> {CODES.index('')}"
"""That the number of a state is not that of an empty cell."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The views to make, in their order, each by its name, and what the last of them, `inventory`, is like.

    `kept` says what each further column is called in what comes out.
    """

    views: tuple[tuple[str, str], ...]
    shape: Shape
    legend: Legend
    kept: tuple[str, ...]


def prepare(
    inventory: Inventory,
    columns: Iterable[str],
    states: Mapping[str, tuple[str, ...]],
    content: Content,
    dialect: Dialect,
    *,
    known: Known,
    numbered: bool = False,
) -> Prepared:
    """Views over a view `raw` with these columns; `numbered` gives rows their number, `n`."""
    return _Preparer(inventory, tuple(columns), states, content, dialect, numbered, known).prepared()


def kept(inventory: Inventory, columns: Iterable[str]) -> tuple[str, ...]:
    """The further columns that are kept: those that it names, or else all but those that it reads."""
    if inventory.keep is not None:
        return inventory.keep
    used = inventory.used - {inventory.columns.get(COMPONENT, "")}
    return tuple(name for name in columns if name not in used)


@dataclass(frozen=True, slots=True)
class _Preparer:
    inventory: Inventory
    columns: tuple[str, ...]
    states: Mapping[str, tuple[str, ...]]
    content: Content
    dialect: Dialect
    numbered: bool
    known: Known

    def prepared(self) -> Prepared:
        """All of it."""
        bits = self._legend()
        types = self.inventory.types
        facts = tuple(sorted({*self.inventory.facts, *facts_of(types)}))
        further = kept(self.inventory, self.columns)
        shape = Shape(
            frozenset(name for name in LEVELS if self.inventory.said(name)),
            controls=self.inventory.controls or types is not None,
            doubt=self._doubt(bits),
            facts=facts,
            designs=self.inventory.designs,
            kept=len(further),
            words=self.inventory.words,
            wrong=any(self._wrong()),
            blank=self.inventory.columns[ID] not in self.known.printed,
            demands=demands(types) if types else (),
        )
        parts = [*self._texts(), *self._masks(bits, doubt=shape.doubt), *self._facts(facts)]
        parts += [f"raw.{self.dialect.name(name)} AS k{place}" for place, name in enumerate(further)]
        if self.numbered:
            parts.append(f"raw.{OWN}n AS n")
        source = "raw"
        views: list[tuple[str, str]] = []
        if self.inventory.listed:
            views += [("control", self._controls(bits)), ("listed", self._listed(bits))]
            source += f" LEFT JOIN listed ON listed.text = {self._text(self.inventory.listed)}"
        if types:
            rest = [self._rest(word, bits) for word in range(bits.width)]
            words = self.inventory.words.get(COMPONENT, {})
            views.append(("device_type", TypeTable(types, words, bits, facts, rest).sql))
            parts += [f"device_type.{name} AS of_{name}" for name in OF_TYPE]
            parts += [f"device_type.w{word} AS w{word}" for word in range(bits.width)]
            source += f" LEFT JOIN device_type ON device_type.word = {_folded(self._said(COMPONENT))}"
        if self._stated() or self._told_masks():
            source = source.replace("raw", f"({self._coded()}) AS raw", 1)
        parts += self._told()
        views.append(("inventory", f"SELECT {', '.join(parts)} FROM {source}"))
        if facts:
            views.append(("fact_set", self._fact_sets()))
        named = tuple(name if name not in RESULTS else f"inventory_{name}" for name in further)
        return Prepared(tuple(views), shape, bits, named)

    def _legend(self) -> Legend:
        """The legend of the masks, filled up to whole masks, then what else kinds are asked for."""
        asked = legend(self.content).controls
        known = self.content.framework
        asked += tuple(id_ for id_ in demanded(self.inventory.types, known) if id_ not in asked)
        if not self.inventory.masks:
            return Legend(asked)
        own = self.inventory.legend
        width = len(self.inventory.masks["yes"]) * BITS
        filled = (*own[:width], *[""] * (width - len(own)))
        return Legend((*filled, *(id_ for id_ in asked if id_ not in own)))

    def _doubt(self, bits: Legend) -> bool:
        """Whether of some device something may not be known of its controls, or be said not to apply."""
        masks = self.inventory.masks
        if self.inventory.types:
            return True
        if set(masks) != {"yes"} or not set(masks["yes"]) <= set(self.known.filled):
            return True
        return not self.inventory.complete and bits.width > len(masks["yes"])

    def _text(self, column: str) -> str:
        return f"CAST(raw.{self.dialect.name(column)} AS {self.dialect.text})"

    def _mask(self, column: str) -> str:
        """A mask; NULL where a cell says none."""
        if column in self.known.numbers:
            return f"CAST(raw.{self.dialect.name(column)} AS BIGINT)"
        return f"raw.{OWN}m{self._told_masks().index(column)}"

    def _told_masks(self) -> tuple[str, ...]:
        """The columns of masks that are no numbers of 64 bits as they are."""
        columns = (one for names in self.inventory.masks.values() for one in names)
        return tuple(one for one in dict.fromkeys(columns) if one not in self.known.numbers)

    def _as_mask(self, column: str) -> str:
        """What a cell says as a mask, which may be written without a sign."""
        cell = f"raw.{self.dialect.name(column)}"
        # a fraction or an exponent is of a number that has lost bits
        digits = self.dialect.whole.format(text=self._text(column), pattern=" *-?[0-9]+ *")
        wide, size = f"TRY_CAST({cell} AS DECIMAL(20, 0))", 1 << BITS
        unsigned = f"{wide} BETWEEN {size >> 1} AND {size - 1} THEN CAST({wide} - {size} AS BIGINT)"
        return f"CASE WHEN {digits} THEN coalesce(TRY_CAST({cell} AS BIGINT), CASE WHEN {unsigned} END) END"

    def _some(self, column: str) -> str:
        """A mask, none of whose bits is set in an empty cell."""
        mask = self._mask(column)
        return mask if column in self.known.filled else f"coalesce({mask}, {ZERO})"

    def _word(self, column: str) -> str:
        return f"lower(trim(coalesce({self._text(column)}, '')))"

    def _said(self, name: str) -> str:
        """What a row, or a value for all, says of something."""
        if name in self.inventory.columns:
            return self._text(self.inventory.columns[name])
        return literal(self.inventory.values.get(name, ""))

    def _texts(self) -> Iterator[str]:
        """What a row says as it is, and the number of the word that says a kind or a level.

        Of the kind of a device its type speaks where the row does not.
        """
        for name in (ID, KIND, COMPONENT, *LEVELS):
            said = self._said(name)
            if name == KIND and self.inventory.types:
                said = f"CASE WHEN trim(concat_ws('', {said})) = '' THEN device_type.kind ELSE {said} END"
            if name in (ID, KIND) or self.inventory.said(name):
                yield f"{said} AS {name if name == ID else f't_{name}'}"
            if name == KIND or (name in LEVELS and self.inventory.said(name)):
                yield f"{self._code(name, said)} AS w_{name}"

    def _code(self, name: str, text: str) -> str:
        """Which of the words that can be said it is; none where it is no such word."""
        own = self.inventory.words
        words = list(kinds(self.content, own) if name == KIND else levels(name, own))
        return self.dialect.code.format(
            words=", ".join(map(literal, words)),
            codes=", ".join(map(str, range(len(words)))),
            text=_folded(text),
        )

    def _told(self) -> Iterator[str]:
        """The first column of controls or facts that says what it cannot, what it says, and what is wrong."""
        wrong = list(self._wrong())
        nothing = f"CAST(NULL AS {self.dialect.text})"
        for called, told in (
            ("wrong_in", [literal(column) for column, *_ in wrong]),
            ("wrong", [said for _, said, *_ in wrong]),
            ("wrong_as", [literal(reason) for *_, reason in wrong]),
        ):
            cases = [f"CASE WHEN {one[2]} THEN {what} END" for what, one in zip(told, wrong, strict=True)]
            found = f"coalesce({', '.join([*cases, nothing])})" if cases else nothing
            yield f"{found} AS {called}"

    def _masks(self, bits: Legend, *, doubt: bool) -> Iterator[str]:
        """The masks of what is there, in doubt, and said not to apply; what is not known is in doubt."""
        for word in range(bits.width):
            every = _bigint(bits.masks(filter(None, bits.controls))[word])
            if self.inventory.listed:
                yes, unsure, moot, known = self._of_list(word, every)
            elif self.inventory.masks:
                yes, unsure, moot, known = self._of_masks(word, every)
            else:
                yes, unsure, moot, known = self._of_columns(word, every, bits)
            if self.inventory.types:
                yield from self._merged(word, {"y": yes, "d": unsure, "a": moot}, known)
                continue
            yield f"{yes} AS y{word}"
            if doubt:
                yield f"({unsure} | ({every} & ~{known})) AS d{word}"
                yield f"{moot} AS a{word}"

    def _merged(self, word: int, said: Mapping[str, str], known: str) -> Iterator[str]:
        """What cells say, and where they say nothing, what the device's type does."""
        for mask, own in said.items():
            yield f"({own} | (device_type.{mask}{word} & ~{known})) AS {mask}{word}"
        if self.numbered:
            yield f"{known} AS known{word}"

    def _rest(self, word: int, bits: Legend) -> int:
        """What is in doubt of a device without a type where no cell says anything."""
        every = bits.masks(filter(None, bits.controls))[word]
        if not self.inventory.complete or self.inventory.listed:
            return every
        if self.inventory.masks:
            return every if word < len(self.inventory.masks["yes"]) else 0
        return bits.masks(self.inventory.control_columns.values())[word]

    def _of_list(self, word: int, every: str) -> tuple[str, str, str, str]:
        """A list knows what it names; one that is complete knows all."""
        yes = f"coalesce(listed.y{word}, {ZERO})"
        known = f"CASE WHEN listed.text IS NULL THEN {ZERO} ELSE {every} END"
        return yes, ZERO, ZERO, known if self.inventory.complete else yes

    def _of_masks(self, word: int, every: str) -> tuple[str, str, str, str]:
        """Masks know all that their legend names, unless they are empty."""
        packed = self.inventory.masks
        if word >= len(packed["yes"]):
            return ZERO, ZERO, ZERO, every if self.inventory.complete and not self.inventory.types else ZERO
        yes, doubt, moot = (self._some(packed[state][word]) if state in packed else ZERO for state in STATES)
        if len(packed) > 1:  # what is said to be there and unknown too is unknown
            yes = f"({yes} & ~({doubt} | {moot}))"
        empty = f"{self._mask(packed['yes'][word])} IS NULL"
        return yes, doubt, moot, f"CASE WHEN {empty} THEN {ZERO} ELSE {every} END"

    def _of_columns(self, word: int, every: str, bits: Legend) -> tuple[str, str, str, str]:
        """Columns know their own controls, unless a cell is empty or says that nobody knows."""
        here = set(bits.controls[word * BITS : (word + 1) * BITS])
        mine = {column: id_ for column, id_ in self.inventory.control_columns.items() if id_ in here}
        if self.inventory.types:
            states = (("yes",), ("partly", "unknown"), ("not applicable",), ())
            yes, unsure, moot, said = (self._bits(mine, bits, *one) for one in states)
            return yes, unsure, moot, said
        known = every if self.inventory.complete else _bigint(bits.masks(mine.values())[word])
        yes, moot = self._bits(mine, bits, "yes"), self._bits(mine, bits, "not applicable")
        return yes, self._bits(mine, bits, "partly", "unknown", ""), moot, known

    def _bits(self, columns: Mapping[str, str], bits: Legend, *states: str) -> str:
        """The bits of the controls whose columns say one of `states`, or anything where none is named."""
        codes = ", ".join(str(CODES.index(state)) for state in states)
        test, places = f"IN ({codes})" if states else SAID, bits.places
        return self._where(test, ((one, bits.bit(places[id_])[1]) for one, id_ in columns.items()))

    def _where(self, test: str, of: Iterable[tuple[str, int]]) -> str:
        """The mask of the bits whose column, each beside its bit, says a state that passes a test."""
        places = {column: place for place, column in enumerate(self._stated())}
        parts = [
            f"CASE WHEN raw.{OWN}s{places[column]} {test} THEN {_bigint(bit)} ELSE {ZERO} END"
            for column, bit in of
        ]
        return f"({' | '.join(parts)})" if parts else ZERO

    def _facts(self, facts: tuple[str, ...]) -> Iterator[str]:
        """Masks of the facts that are said to be so, not so, and unknown."""
        if not facts:
            return
        columns = self.inventory.facts
        bits = [(columns[one], signed(1 << place)) for place, one in enumerate(facts) if one in columns]
        known = self._where(SAID, bits)
        for called, state in (("f_yes", "yes"), ("f_no", "no"), ("f_open", "unknown")):
            said = self._where(f"= {CODES.index(state)}", bits)
            if self.inventory.types:
                said = f"({said} | (device_type.{called} & ~{known}))"
            yield f"{said} AS {called}"
        if self.inventory.types and self.numbered:
            yield f"{known} AS f_known"

    def _fact_sets(self) -> str:
        """The facts that devices of a kind have together; those of types alone are known without a look."""
        if self.inventory.facts:
            return "SELECT DISTINCT w_kind, f_yes, f_no, f_open FROM inventory"
        known = values([(code,) for code in range(len(kinds(self.content, self.inventory.words)))])
        return (
            f"SELECT {self._code(KIND, 'kind')} AS w_kind, f_yes, f_no, f_open FROM device_type UNION "
            f"SELECT code, {ZERO}, {ZERO}, {ZERO} FROM ({known}) AS known(code)"
        )

    def _stated(self) -> tuple[str, ...]:
        """The columns that say states: those of controls, then those of facts."""
        return tuple(dict.fromkeys([*self.inventory.control_columns, *self.inventory.facts.values()]))

    def _coded(self) -> str:
        """The rows with states as numbers, and masks, where columns say these; none where a cell is none."""
        said = {word: code for code, state in enumerate(CODES) for word in self.states.get(state, ("",))}
        known, numbers = (", ".join(map(literal, one)) for one in (said, said.values()))
        words, codes = ["raw.*"], ["raw.*"]
        for place, column in enumerate(self._stated()):
            if column in self.known.truths:
                cell = f"raw.{self.dialect.name(column)}"
                cases = f"WHEN {cell} THEN {said['true']} WHEN NOT {cell} THEN {said['false']}"
                codes.append(f"CASE {cases} ELSE {said['']} END AS {OWN}s{place}")
                continue
            words.append(f"{self._word(column)} AS {OWN}w{place}")
            code = self.dialect.code.format(words=known, codes=numbers, text=f"{OWN}w{place}")
            codes.append(f"{code} AS {OWN}s{place}")
        codes += [f"{self._as_mask(one)} AS {OWN}m{place}" for place, one in enumerate(self._told_masks())]
        return f"SELECT {', '.join(codes)} FROM (SELECT {', '.join(words)} FROM raw) AS raw"

    def _wrong(self) -> Iterator[tuple[str, str, str, str]]:
        """Columns of controls and facts, what a cell of each says, when that cannot be, and what is wrong."""
        if self.inventory.types and COMPONENT in self.inventory.columns:
            column = self.inventory.columns[COMPONENT]
            yield column, self._text(column), "device_type.word IS NULL", "no component of the model"
        facts = set(self.inventory.facts.values())
        no_fact = ", ".join(str(CODES.index(state)) for state in ("partly", "planned", "not applicable"))
        for place, column in enumerate(self._stated()):
            if column in self.known.truths:
                continue
            code = f"raw.{OWN}s{place}"
            test, reason = f"{code} IS NULL", "unknown state of a control"
            if column in facts:
                test, reason = f"{test} OR {code} IN ({no_fact})", "a fact is yes, no or unknown"
            yield column, self._text(column), test, reason
        if self.inventory.listed:
            yield self.inventory.listed, "listed.wrong", "listed.wrong IS NOT NULL", "unknown control"
        for column in self._told_masks():
            text = self._text(column)
            test = f"{self._mask(column)} IS NULL AND trim({text}) <> ''"
            yield column, text, test, "no mask: a whole number of 64 bits"

    def _controls(self, bits: Legend) -> str:
        """Every functionality, as lists may spell it, with its mask and bit; 0 where nobody asks for it."""
        places = {id_: bits.bit(place) for id_, place in bits.places.items()}
        known = self.content.framework.functionalities
        rows = [(id_.replace("-", ""), *places.get(id_, (0, 0))) for id_ in known]
        return f"SELECT * FROM ({values(rows)}) AS control(id, word, bit)"

    def _listed(self, bits: Legend) -> str:
        """Every list of controls that there is, once, with its masks, and a control that is none."""
        text = self._text(self.inventory.listed)
        masks = ", ".join(
            f"bit_or(CASE WHEN control.word = {word} THEN CAST(control.bit AS BIGINT) ELSE {ZERO} END) "
            f"AS y{word}"
            for word in range(bits.width)
        )
        return (
            f"SELECT each_one.text, {masks}, "
            "min(CASE WHEN trim(each_one.id) <> '' AND control.id IS NULL THEN trim(each_one.id) END) "
            "AS wrong "
            f"FROM (SELECT one.text, {self.dialect.unnest}({self.dialect.split}({APART}, ',')) AS id "
            f"FROM (SELECT DISTINCT {text} AS text FROM raw) AS one WHERE one.text IS NOT NULL) AS each_one "
            "LEFT JOIN control ON control.id = translate(lower(each_one.id), '-_ ', '') "
            "GROUP BY each_one.text"
        )


APART = "translate(one.text, ';|[]\"''', ',,')"
"""A list whose items commas part, whatever else did, without what goes around them."""


def _folded(text: str) -> str:
    """A cell's text as words are looked up, that of an empty cell empty."""
    return f"lower(trim(concat_ws('', {text})))"


def _bigint(value: int) -> str:
    return f"CAST({number(value)} AS BIGINT)"
