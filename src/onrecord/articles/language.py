"""Which language a text is in, found offline.

English news is known at once by its function words. Only a text that has too few of them is shown to the
language identifier (py3langid), whose model takes a second to load.
"""

from __future__ import annotations

import re

from onrecord.errors import ArticleError

_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 20_000
_FUNCTION_WORDS = frozenset(
    "the of and to in a that for is on was with said by at as it from he be his were are this has have had not "
    "who will been their they but an she her its would which after or more than when out also".split()
)
_ENGLISH_SHARE = 0.22
_FEWEST_WORDS = 8

NAMES = {
    "ar": "Arabic",
    "bn": "Bengali",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sq": "Albanian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def language(text: str) -> str:
    """The ISO 639-1 code of the language most of a text is in; `en` for one too short to tell."""
    words = _WORD.findall(text[:_LOOKED_AT])
    latin = sum(word.isascii() for word in words)
    common = sum(word.lower() in _FUNCTION_WORDS for word in words)
    if words and common >= _ENGLISH_SHARE * len(words):
        return "en"
    if len(words) < _FEWEST_WORDS and 2 * latin >= len(words):
        return "en"
    import py3langid

    found: str = py3langid.classify(text[:_LOOKED_AT])[0]
    return found


def require_english(text: str, name: str) -> str:
    """The language code of an English text.

    Raises:
        ArticleError: A05, it is in another language.
    """
    code = language(text)
    if code != "en":
        raise ArticleError("A05", name=name, language=NAMES.get(code, f"the language {code!r}"))
    return code
