"""A starting model file, commented."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from iotclass.core.content import Content
from iotclass.core.level import Level
from iotclass.core.method import Word
from iotclass.core.profile import Profile
from iotclass.core.scale import Connectivity, Impact, Protection, Severity
from iotclass.write.columns import wrapped


def starting_model(
    title: str,
    method: str,
    profiles: Sequence[Profile],
    content: Content,
    facts: Mapping[str, str],
    schema: str,
) -> str:
    """A model of one component per profile, its criteria a checklist of unknowns."""
    lines = [
        f"# yaml-language-server: $schema={schema}",
        "# A system of connected things, for iotclass. Fill in what you know; what you do not know stays",
        "# `unknown`, which never counts as good. Then: iotclass check, assess, explain.",
        '# Inside {…} a text with a comma or colon needs quotes: why: "cable, in a locked box".',
        "iotclass: 1",
        f"system: {json.dumps(title, ensure_ascii=False)}",
        f"method: {method}",
        "",
        "# Who assessed, when; defaults for every judgement below.",
        "# assessment: {by: …, role: …, on: 2026-11-23, status: draft}",
        "",
        "components:",
    ]
    for id_, profile in _ids(profiles):
        lines += _component(id_, profile, content, facts)
    lines += [
        "# Links between components; connectivity can be left out above where links say it.",
        "#   medium: wired (cable), near (touch), wireless (radio)",
        "#   reach: direct (one peer), local (one site), private (VPN, APN), public (internet)",
        "#   operations: none (impossible), inside (the same network), outside (also when relayed)",
        "# links:",
        "#   - {id: telemetry, from: …, to: …, medium: wireless, reach: local, operations: inside}",
        "",
        "# Designs to choose from, as changes to what is above. With scenarios, the base is not assessed.",
        "# scenarios:",
        "#   with-gateway:",
        "#     title: Behind a gateway",
        "#     components: {…: {connectivity: {level: C2, why: …}}}",
    ]
    return "\n".join(lines) + "\n"


def _ids(profiles: Iterable[Profile]) -> Iterator[tuple[str, Profile]]:
    """An id per component: its kind, numbered where a kind comes twice."""
    seen: dict[str, int] = {}
    for profile in profiles:
        seen[profile.kind] = seen.get(profile.kind, 0) + 1
        yield profile.kind if seen[profile.kind] == 1 else f"{profile.kind}-{seen[profile.kind]}", profile


def _component(id_: str, profile: Profile, content: Content, facts: Mapping[str, str]) -> list[str]:
    method = content.methods["iotclass-1"]
    lines = [
        f"  {id_}:",
        f"    kind: {profile.kind}",
        *_requires(profile),
        "    # How far it can be reached:",
        *_levels(Connectivity, method.words),
        "    # Without a judgement it follows from the links below.",
        "    # connectivity: {level: C3, why: …}",
    ]
    if profile.criteria:
        lines += [
            *_facts(profile, facts),
            "    # What it has, criterion by criterion; its protection follows from that. States: yes,",
            "    # partly, planned, no, unknown; not mentioned is `no`. The facts say what does not apply.",
            "    controls:",
            *_checklist(profile, content),
        ]
    else:
        lines += [
            "    # How well it is protected (this kind has no criteria yet):",
            *_levels(Protection, method.words),
            "    protection: {level: unknown, why: not judged yet}",
        ]
    return [
        *lines,
        "    # What makes security or privacy hard for it here; `challenges: none` where nothing does.",
        "    #   battery-use: {severity: medium, why: …}",
        "    #   my-own: {title: Something that the library does not know, severity: low, why: …}",
        f"    # The library for this kind: iotclass challenges {profile.kind}",
        f"    # Severities: {', '.join(map(str, Severity))}. Without this key the severity is unknown.",
        "    # challenges:",
        "    # What full control of it by an attacker would do, per kind of harm that matters:",
        "    # safety, privacy, service, money, environment, third_parties; all_units is the harm of all",
        "    # units at once, where they share a secret.",
        *_levels(Impact, method.words),
        "    # For plans: what it can give its controls, what they cost, what may change, what may not.",
        "    # limits: {energy: 20, memory: {limit: 64, why: …}}",
        "    # costs: {signed-updates: {one_off: 12000, yearly: 800, why: …}}",
        "    # allow: {connectivity: {C2: {one_off: 9000, why: …}}}",
        "    # fixed: {two-factor-authentication: why it stays as it is}",
        "    harm: {safety: unknown, privacy: unknown, why: not judged yet}",
        "",
    ]


def _requires(profile: Profile) -> list[str]:
    if profile.recommends is None:
        return ["    # The class it must reach, A (best) to F:", "    # requires: {class: B, why: …}"]
    why = wrapped(f"Recommended for this kind: {profile.recommends.why}", "    # ", "    # ")
    return [*why, f"    requires: {profile.recommends.level}"]


def _levels(scale: type[Level], words: Mapping[Level, Word]) -> list[str]:
    """A scale's levels with their questions, as comments."""
    return [
        line
        for level in scale
        for line in wrapped(f"{level}: {words[level].question}", "    #     ", "    #   ")
    ]


def _facts(profile: Profile, facts: Mapping[str, str]) -> Iterator[str]:
    """The facts on which criteria of the kind hang, each with its question."""
    asked = dict.fromkeys(fact for one in profile.criteria for fact, _ in one.applies_if)
    if asked:
        yield "    # What it is like: yes, no or unknown. Facts decide which of the criteria below apply."
        yield "    facts:"
    for fact in asked:
        yield f"      {fact}: unknown  # {facts[fact]}"


def _checklist(profile: Profile, content: Content) -> Iterator[str]:
    """The criteria by level and group, each with what it is."""
    level = ""
    for one in profile.criteria:
        if str(one.level) != level:
            level = str(one.level)
            yield f"      # --- {level}"
        title = content.framework.functionalities[one.id].title
        yield f"      {one.id}: unknown  # {profile.groups[one.group]}: {title}"
