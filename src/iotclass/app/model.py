"""What a user calls a model, into the system, the method and the content to assess it by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from iotclass.core.assess import Assessment, assess
from iotclass.core.content import Content
from iotclass.core.method import Method
from iotclass.core.phrase import said
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.system import System
from iotclass.read.content import Shipped, examples, own_method, shipped, vocabulary, with_profiles
from iotclass.read.file import cited
from iotclass.read.model import read_model
from iotclass.read.text import file_name, read_bytes
from iotclass.read.word import listed, nearest


@dataclass(frozen=True, slots=True)
class Opened:
    """A model read, the method to assess it by, and what to say where that is not the model's own."""

    system: System
    method: Method
    content: Content
    note: str
    shipped: Shipped
    """The content with all that models and documents are read by."""
    found: bytes
    file: str

    def assess(self, scenarios: tuple[str, ...] = ()) -> Assessment:
        """The assessment of all scenarios, or of those named. Raises InvalidError for unknown ones."""
        known = [one.id for one in self.system.scenarios]
        found = [
            Problem(
                self.system.place,
                f"no scenario {name!r}",
                f"one of {listed(known, name)}",
                nearest(name, known),
            )
            for name in scenarios
            if name not in known
        ]
        if found:
            raise InvalidError(found)
        return assess(self.system, self.method, self.content, scenarios)


def open_model(model: str, method: str | None = None, profiles: str | None = None) -> Opened:
    """Open what the user calls `model`: an existing path, `-`, an example's name, or `path@revision`.

    `method` overrides the model's: the id of a built-in one, or the folder of one's own; `profiles` is a
    folder of kinds beside the built-in ones. Raises InvalidError.
    """
    asked = None if method is None else any_method(method)
    return opened(*model_bytes(model), asked, content_with(profiles))


def content_with(profiles: str | None) -> Shipped:
    """The shipped content, with the kinds of the folder `profiles` where one is named."""
    return shipped() if profiles is None else with_profiles(shipped(), profiles)


def opened(found: bytes, file: str, asked: Method | None, content: Shipped) -> Opened:
    """The model of the bytes `found`, to be assessed by its own method or by the one that is `asked` for."""
    system = read_model(found, file, vocabulary(content, any_method=asked is not None))
    chosen = asked or named_method(system.method)
    note = ""
    if asked is not None and system.method not in {asked.id, asked.reference}:
        note = said(
            "By the method {method}, as asked for; the model names {own}.",
            method=asked.reference,
            own=system.method,
        )
    return Opened(system, chosen, content.content, note, content, found, file)


def model_bytes(model: str) -> tuple[bytes, str]:
    """The bytes of a model and the name by which to cite it: a file, an example, a file at a git revision."""
    if model == "-" or (model and Path(model).exists()):
        return read_bytes(model), file_name(model)
    known = examples()
    if model in known:
        return read_bytes(str(known[model])), cited(known[model])
    if "@" in model:
        from iotclass.read.revision import parted, revision_bytes

        pair = parted(model)
        if pair is not None:
            return revision_bytes(model, *pair), model
    message = "no such file, and no example of that name"
    problem = Problem(
        Place(model), message, f"a file, -, or one of {', '.join(known)}", nearest(model, known)
    )
    raise InvalidError([problem])


def prove_component(assessment: Assessment, component: str) -> None:
    """Raise InvalidError where no scenario of `assessment` has `component`."""
    known = sorted({id_ for one in assessment.scenarios for id_ in one.components})
    if component not in known:
        message, expected = f"no component {component!r}", f"one of {listed(known, component)}"
        problem = Problem(assessment.system.place, message, expected, nearest(component, known))
        raise InvalidError([problem])


def named(model: str, method: str | None, profiles: str | None = None) -> str:
    """How a command names `model`, and the method and the kinds where they were asked for."""
    asked = f" --method {quote(method)}" if method else ""
    return quote(model) + asked + (f" --profiles {quote(profiles)}" if profiles else "")


def is_folder(method: str) -> bool:
    """Whether `--method` names a folder rather than a built-in method."""
    if method in shipped().content.methods:
        return False
    return "/" in method or "\\" in method or (bool(method) and Path(method).is_dir())


def named_method(id_: str) -> Method:
    """A built-in method by its id, or id@version. Raises InvalidError."""
    methods = shipped().content.methods
    name, _, version = id_.partition("@")
    if name not in methods or (version and methods[name].version != version):
        known = [method.reference if version else method.id for method in methods.values()]
        expected = f"one of {', '.join(known)}, or a folder such as ./my-method"
        raise InvalidError([Problem(Place("--method"), f"no method {id_!r}", expected, nearest(id_, known))])
    return methods[name]


def any_method(method: str) -> Method:
    """A method by its id, or the one in a folder. Raises InvalidError."""
    return own_method(method) if is_folder(method) else named_method(method)
