"""The terms of deep learning in both languages: what they are called, what they mean, and which topic explains them."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from core.curriculum import TOPICS
from pages.shared.words import Words, read_words

FILE = Path(__file__).with_name("glossary.toml")
PAGE = Path(__file__).parents[1] / "glossary"
# What is no prose: formulas, code, links and pictures, headings, rows of tables.
APART = re.compile(
    r"\$\$.*?\$\$|\$[^$\n]+\$|```.*?```|`[^`]*`|!?\[[^\]]*\]\([^)]*\)|^(?:#|\|)[^\n]*|https?://\S+", re.S | re.M
)
BOLD = re.compile(r"\*\*[^*]+\*\*")


@dataclass(frozen=True)
class Term:
    """A term: its English name, the Chinese translations allowed (the first is its name), its topics, best first."""

    english: str
    chinese: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def key(self) -> str:
        """What its meaning is called in `pages/glossary.*.toml`."""
        return re.sub(r"\W", "_", self.english.lower())

    def name(self, language: str) -> str:
        """What it is called in a language."""
        return self.chinese[0] if language == "zh" else self.english

    def topic(self) -> str | None:
        """The slug of the best topic that exists."""
        known = {topic.slug for topic in TOPICS}
        return next((slug for slug in self.topics if slug in known), None)

    def pattern(self, language: str) -> str:
        """A regular expression of its occurrences in prose; in Chinese its name only, of two characters at least."""
        if language == "zh":
            return re.escape(self.chinese[0]) if len(self.chinese[0]) > 1 else ""
        return rf"(?<![\w-]){re.escape(self.english)}(?:e?s)?(?![\w-])"


@lru_cache
def terms() -> tuple[Term, ...]:
    """All terms, in the order of the alphabet."""
    rows = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(Term(english, tuple(row["zh"]), tuple(row["topics"])) for english, row in rows.items())


def found_terms(text: str) -> tuple[Term, ...]:
    """The terms whose name in either language contains `text`, the one that is called so first."""
    wanted = " ".join(text.casefold().split())
    found = [term for term in terms() if any(wanted in name.casefold() for name in (term.english, *term.chinese))]
    return tuple(sorted(found, key=lambda term: wanted not in {term.english.casefold(), *term.chinese}))


def with_terms(text: str, t: Words) -> str:
    """`text`, which is markdown, with the first occurrence of each term linked to the glossary; its meaning on hover.

    Formulas, code, links, headings and tables stay as they are. A term that is bold as a whole stays so.
    """
    meanings = read_words(PAGE, t.language)
    done: set[str] = set()
    parts = []
    end = 0
    for apart in [*APART.finditer(text), None]:
        parts.append(_linked(text[end : apart.start() if apart else len(text)], t.language, meanings, done))
        if apart:
            parts.append(apart[0])
            end = apart.end()
    return "".join(parts)


def _linked(prose: str, language: str, meanings: dict[str, str], done: set[str]) -> str:
    known = _by_length(language)
    either = re.compile("|".join([BOLD.pattern, *(pattern for pattern, _ in known)]), re.I)

    def link(match: re.Match[str]) -> str:
        inner = match[0].strip("*")
        term = next((term for pattern, term in known if re.fullmatch(pattern, inner, re.I)), None)
        if term is None or term.english in done:
            return match[0]
        done.add(term.english)
        meaning = meanings[f"means.{term.key}"].replace('"', "'")
        return f'[{match[0]}](glossary?term={quote(term.english)}&lang={language} "{meaning}")'

    return either.sub(link, prose)


@lru_cache
def _by_length(language: str) -> Sequence[tuple[str, Term]]:
    """`(pattern, term)`, long names first: "balanced accuracy" is not the accuracy of something balanced."""
    found = [(term.pattern(language), term) for term in terms() if term.pattern(language)]
    return sorted(found, key=lambda pair: -len(pair[1].name(language)))
