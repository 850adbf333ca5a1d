"""What the smart plug says of each clause of four documents, worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

Statement = Mapping[str, str]
"""The clauses that have each support."""

_EN = {
    "yes": """
        5.0-1 5.1-1 5.1-2 5.1-2A 5.1-3 5.1-4 5.1-5 5.2-1 5.2-2 5.2-3 5.3-2 5.3-3 5.3-4A 5.3-5 5.3-7 5.3-8
        5.3-9 5.3-10 5.3-13 5.3-16 5.4-1 5.4-2 5.4-3 5.4-4 5.5-1 5.5-3 5.5-5 5.5-6 5.5-7 5.5-8 5.6-1 5.6-3
        5.6-4A 5.6-4B 5.6-9 5.8-1 5.9-1 5.9-2 5.11-2 5.11-3 5.12-1 5.12-2 5.13-1A 5.13-1B 6-1 6-2 6-3B 6-4
        6-5 6-6 6-7""",
    "no": "5.3-1 5.6-6 5.6-7 5.7-1 5.10-1 5.12-3 6-3A",
    "n.a.": "5.3-14 5.3-15A 5.3-15B 5.7-2 5.8-2 5.8-3",
    "open": "5.5-2 5.6-8 6-8",
}
_BY_FIRMWARE_2 = "5.3-4B 5.3-6A 5.3-6B 5.3-11 5.3-12 5.5-4 5.6-2 5.6-5 5.9-3 5.11-1 5.11-4"

_CRA = {
    "yes": "I.1 I.2.b I.2.g I.2.i II.1 II.4 II.5 II.7 II.8",
    "no": "I.2.d I.2.f I.2.h I.2.j I.2.k I.2.l I.2.m II.2 II.3 II.6",
    "open": "I.2.e",
}

_GDPR = {
    "yes": """
        5(1)(a) 5(1)(b) 5(1)(c) 5(1)(d) 5(1)(e) 5(1)(f) 6 12 13 15 16 17 25(1) 25(2) 28 30 32 33 34 42""",
    "no": "5(2) 7 11 18 19 20 24 35 36",
    "n.a.": "8 9 14 21 22 37 44 46",
    "open": "4(5) 26",
}

_ISO = {
    "yes": """
        A.5.1.1 A.6.1.1 A.6.1.5 A.7.1.2 A.7.2.1 A.7.3.1 A.8.1.1 A.8.1.2 A.8.1.4 A.9.2.1 A.9.2.2 A.9.2.4
        A.9.2.5 A.9.2.6 A.9.4.5 A.10.1.1 A.10.1.2 A.12.1.1 A.12.1.2 A.12.1.4 A.12.3.1 A.12.4.1 A.12.6.1
        A.13.2.4 A.14.1.1 A.14.1.2 A.14.2.1 A.14.2.5 A.14.2.8 A.14.3.1 A.18.1.5""",
    "no": """
        A.7.2.2 A.7.2.3 A.9.4.2 A.9.4.3 A.12.7.1 A.15.1.1 A.15.1.2 A.15.1.3 A.16.1.1 A.18.1.4 A.18.2.2
        A.18.2.3""",
    "n.a.": "A.11.1.6 A.14.2.7",
    "open": """
        A.5.1.2 A.6.1.2 A.6.1.3 A.6.1.4 A.6.2.1 A.6.2.2 A.7.1.1 A.8.1.3 A.8.2.1 A.8.2.2 A.8.2.3 A.8.3.1
        A.8.3.2 A.8.3.3 A.9.1.1 A.9.1.2 A.9.2.3 A.9.3.1 A.9.4.4 A.11.1.1 A.11.1.2 A.11.1.3 A.11.1.4 A.11.1.5
        A.11.2.1 A.11.2.2 A.11.2.3 A.11.2.4 A.11.2.5 A.11.2.6 A.11.2.7 A.11.2.8 A.11.2.9 A.12.1.3 A.12.2.1
        A.12.4.2 A.12.4.3 A.12.4.4 A.12.5.1 A.12.6.2 A.13.1.1 A.13.1.2 A.13.1.3 A.13.2.1 A.13.2.2 A.13.2.3
        A.14.1.3 A.14.2.2 A.14.2.3 A.14.2.4 A.14.2.6 A.14.2.9 A.15.2.1 A.15.2.2 A.16.1.2 A.16.1.3 A.16.1.4
        A.16.1.5 A.16.1.6 A.16.1.7 A.17.1.1 A.17.1.2 A.17.1.3 A.17.2.1 A.18.1.1 A.18.1.2 A.18.1.3 A.18.2.1""",
}


def _with(statement: Statement, clauses: str, support: str) -> Statement:
    """A statement with more clauses that have a support."""
    return {**statement, support: f"{statement[support]} {clauses}"}


STATEMENTS: Mapping[tuple[str, str], Statement] = {
    ("etsi-en-303-645-v3-1-3", "as-sold"): _with(_EN, _BY_FIRMWARE_2, "no"),
    ("etsi-en-303-645-v3-1-3", "firmware-2"): _with(_EN, _BY_FIRMWARE_2, "yes"),
    ("cra", "as-sold"): _with(_CRA, "I.2.a I.2.c", "no"),
    ("cra", "firmware-2"): _with(_CRA, "I.2.a I.2.c", "yes"),
    ("gdpr", "as-sold"): _GDPR,
    ("gdpr", "firmware-2"): _GDPR,
    ("iso-iec-27001-2013", "as-sold"): _with(_ISO, "A.9.4.1", "no"),
    ("iso-iec-27001-2013", "firmware-2"): _with(_ISO, "A.9.4.1", "yes"),
}
