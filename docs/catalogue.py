"""Keep the catalogues of languages in step with what the program says: sentences in code, words in content.

python docs/catalogue.py            brings every catalogue up to date; what is new is left to translate
python docs/catalogue.py --check    exits with 1 where one misses, keeps or breaks something
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from iotclass.core.clause import Sources
from iotclass.core.evidence import Support
from iotclass.core.judgement import HARM_DIMENSIONS
from iotclass.core.method import Method
from iotclass.core.proforma import Proforma
from iotclass.core.scale import SCALES
from iotclass.core.system import WHOLE, ControlState
from iotclass.core.table import Origin
from iotclass.core.verdict import Verdict
from iotclass.read.content import shipped
from iotclass.read.language import CATALOGUES, faults
from iotclass.read.proforma import categories, read_proformas

SOURCE = Path(__file__).parent.parent / "src" / "iotclass"
KEYWORDS = {
    **dict.fromkeys(("said", "later", "series", "language", "self"), (0,)),
    **dict.fromkeys(("said_many", "many"), (0, 1)),
    "joined": (1,),
}
"""The functions that say their arguments of these numbers to people; `self` is a language in its class."""
SAME = "same in both"
"""The comment on a message that a language says as English does."""
EMPTY = re.compile(
    rb'^"(POT-Creation|PO-Revision|Report-Msgid|Generated|Project-Id|Last-T|Language-Team).*\n', re.M
)
"""The lines of a head that say nothing of a catalogue, or change without it."""
SAYING = (SOURCE / "core" / "phrase.py", SOURCE / "core" / "language.py")
"""What is handed templates."""
Said = str | tuple[str, ...]
"""A text, or that for one and that for many."""


def main() -> int:
    """Update every catalogue, or check it."""
    wanted, failed = template(), False
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem)
        if "--check" not in sys.argv[1:]:
            catalogue.update(wanted, no_fuzzy_matching=True)
            path.write_bytes(written(catalogue))
        for line in (*differences(catalogue, wanted, path.name), *map(str, faults(path))):
            sys.stdout.write(f"{line}\n")
            failed = True
    for line in unsaid():
        sys.stdout.write(f"{line}\n")
        failed = True
    return int(failed)


def template() -> Catalog:
    """All that the program says, in English."""
    found = Catalog()
    for text in (*_in_code(), *_in_pages(), *_in_content()):
        if text and (not isinstance(text, str) or text not in found):
            found.add(text)
    return found


def written(catalogue: Catalog) -> bytes:
    """A catalogue as a file whose lines change only where a message does."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, no_location=True, sort_output=True, ignore_obsolete=True)
    return EMPTY.sub(b"", file.getvalue())


def differences(catalogue: Catalog, wanted: Catalog, name: str) -> Iterator[str]:
    """What a catalogue misses, what nothing says any more, and what it says in English without saying so."""
    ours, theirs = ({one.id: one for one in each if one.id} for each in (catalogue, wanted))
    yield from (f"{name}: nothing for {id_!r}; run make catalogue" for id_ in theirs if id_ not in ours)
    for id_, message in ours.items():
        if id_ not in theirs:
            yield f"{name}: nothing says {id_!r} any more; run make catalogue"
        same = message.string in {id_, (id_,)}
        if same is not (SAME in message.user_comments):
            yield f"{name}: {id_!r} is {'' if same else 'not '}as in English, which its comment has to say"


def _in_code() -> Iterator[Said]:
    """The texts in calls of the functions of `KEYWORDS`, and those that these have by default."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef) and node.name in KEYWORDS:
                yield from _texts(node.args.defaults)
            if isinstance(node, ast.Call):
                texts = _texts(_said(node))
                if texts:
                    yield texts[0] if len(texts) == 1 else texts


def unsaid() -> Iterator[str]:
    """Where values are put into a template that stands elsewhere, so that no catalogue can have it."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and node.keywords and path not in SAYING:
                found = _said(node)
                if len(_texts(found)) < len(found):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}: the text has to stand where it is said"


def _said(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that are said to people."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return [call.args[place] for place in KEYWORDS.get(name, ()) if place < len(call.args)]


def _texts(found: Iterable[ast.expr]) -> tuple[str, ...]:
    return tuple(one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str))


def _in_pages() -> Iterator[Said]:
    """The texts in templates of pages."""
    for path in sorted(SOURCE.rglob("*.j2")):
        with path.open("rb") as file:
            for _, _, text, _ in babel_extract(file, ["say"], (), {}):
                yield text if isinstance(text, str) else tuple(one for one in text or () if one)


def _in_content() -> Iterator[str]:
    """The words of the format and of the content that reports show."""
    yield from (one.value for kind in (Verdict, ControlState, Origin) for one in kind)
    for scale in SCALES.values():
        yield from (str(level) for level in scale if len(str(level)) > 2)
    yield from (word for name in HARM_DIMENSIONS for word in (name, name.replace("_", " ")))
    yield from (*WHOLE, "class", "protection", "impact", *(one.value for one in Support))
    yield from ("claim", "document", "inspection", "test")
    found = shipped()
    yield from found.facts.values()
    yield from _in_documents(found.sources)
    content = found.content
    for method in content.methods.values():
        yield from _in_method(method)
    for profile in content.profiles.values():
        yield from (profile.title, profile.description, *profile.groups.values())
        brought = (profile.recommends, profile.impact, profile.connectivity_at_least)
        yield from (one.why for one in brought if one is not None)
    for challenge in content.challenges.values():
        yield from (challenge.title, challenge.describes)
        for question in challenge.questions.values():
            yield from (question.question, *(answer.says for answer in question.answers.values()))
    for resource in content.resources.resources.values():
        yield from (resource.title, resource.unit, resource.describes)
    for figures in (content.resources.prices, content.resources.amounts):
        yield from (one.why for one in figures)


def _in_documents(sources: Sources) -> Iterator[str]:
    """What is said around documents; their clauses, as the framework, stay in English."""
    for document in sources.documents.values():
        yield from filter(None, (document.scope, document.applies_where, *document.statuses.values()))
        yield from (*document.conditions.values(), *document.features.values())
        yield from (one.out_of_scope for one in document.clauses.values())
    yield from (one.title for one in categories().values())
    found = read_proformas(sources)
    for proforma in (Proforma(""), *found.proformas.values()):
        yield from (proforma.title, proforma.support_where, *proforma.notes)
        yield from (text for one in proforma.missing for text in (one.title, one.where))
    for forms in found.forms.values():
        yield from (forms.title, forms.note, *(one.title for one in forms.forms))


def _in_method(method: Method) -> Iterator[str]:
    yield from (method.title, method.describes, *method.tables, *method.confidence)
    yield from method.scale_titles.values()
    for word in method.words.values():
        yield from (word.title, word.question, word.sentence)
    yield from (one.says for one in method.statements)
    yield from (text for one in method.contradictions for text in (one.says, one.read_as))


if __name__ == "__main__":
    sys.exit(main())
