"""Languages that DSS writes descriptions in."""

from __future__ import annotations

# fmt: off
LANGUAGES = frozenset({
    "afrikaans", "arabic", "bengali", "bulgarian", "catalan", "chinese", "chinese_traditional",
    "croatian", "czech", "danish", "dutch", "english", "estonian", "finnish", "french",
    "german", "greek", "gujarati", "hebrew", "hindi", "hungarian", "icelandic", "indonesian",
    "irish", "italian", "japanese", "korean", "latvian", "lithuanian", "malayalam", "marathi",
    "nepali", "norwegian", "persian", "polish", "portuguese", "romanian", "russian", "serbian",
    "slovak", "slovenian", "spanish", "swedish", "tamil", "telugu", "thai", "turkish",
    "ukrainian", "urdu", "vietnamese",
})
# fmt: on
PURPOSES = frozenset({"generic", "technical", "business_oriented", "executive"})
LENGTHS = frozenset({"low", "medium", "high"})


def check_description(language: str, purpose: str, length: str) -> None:
    """Requires that a description can be asked for as the caller wants it.

    Args:
        language: its language, in English.
        purpose: whom it is for.
        length: how long it is.

    Raises:
        ValueError: one of them is unknown; the message names it and what there is.
    """
    for name, value, known in (
        ("language", language, LANGUAGES),
        ("purpose", purpose, PURPOSES),
        ("length", length, LENGTHS),
    ):
        if value not in known:
            raise ValueError(f"{name} must be one of {', '.join(sorted(known))}, not {value!r}")


def check_language(language: str) -> None:
    """Requires a language that DSS writes descriptions in.

    Args:
        language: the language, in English.

    Raises:
        ValueError: it is unknown; the message says what there is.
    """
    if language not in LANGUAGES:
        raise ValueError(
            f"language must be one of {', '.join(sorted(LANGUAGES))}, not {language!r}"
        )
