"""What a hostile visitor types, and every sentence that quotes it: generated from the words, never listed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.practice.metrics.predictions import Note
from core.refusal import Refusal
from pages.practice.metrics.file import note_sentence
from pages.shared.refusals import refusal_sentence
from pages.shared.words import PLACEHOLDER, Words, quotable, read_words

PAGES = Path(__file__).parents[1] / "pages"
STEMS = sorted(path.with_suffix("").with_suffix("") for path in PAGES.rglob("*.en.toml"))
QUOTING = ("refused.", "problem.", "library.", "lost.", "upload.notes.", "pick.")  # groups of sentences that quote
VALUES = {
    "a picture": "\n\n![x](//h.example/p.png)", "backticks": "`` ` ```\n```\nx", "a tag": "<img src=//h.example/p.png>",
    "a formula": "$x$ $$\\frac{1}{2}$$", "a color": ":red[x] :blue-background[y]",
    "a link": "[a](//h.example) <//h.x>",
    "an address": "https://h.example/a www.h.example a@h.example",
    "marks of direction": "\u202egnp.x\u202c \u200f\u2066",
    "long": "x" * 10_000, "a heading": "\n\n# Pay here\n\n---\n",
    "a table": "\n\n| a | b |\n|-|-|\n| c | d |\n",
    "an icon": ":material/home: :smile: ->", "emphasis": "**b** _i_ ~~s~~ ==m==", "an entity": "&lt;b&gt; &#96;",
    "a footnote": "[^1]\n\n[^1]: x", "a list": "\n\n- a\n- b\n\n1. c", "a backslash": "\\",
    "nothing": "", "blank": "   ",
    "a null": "\0", "a placeholder": "«limit» «value:.2f» %(x)s {x}", "a stack of accents": "e" + "\u0301" * 500,
    "a quote": '" onmouseover="alert(1)', "half a letter": "\ud800",
}  # fmt: skip


def sentences(language: str, value: str) -> Iterator[tuple[str, str]]:
    """`(key, sentence)` of every sentence that quotes, with this value for every placeholder."""
    for stem in STEMS:
        t = Words(stem, language)
        for key, text in read_words(stem, language).items():
            if key.startswith(QUOTING):
                yield f"{stem.name}: {key}", filled(t, key, text, value)


def filled(t: Words, key: str, text: str, value: str) -> str:
    """A sentence as its page would say it."""
    found = PLACEHOLDER.findall(text)
    if key.startswith("upload.notes."):
        values: dict[str, Any] = {
            name: 0.5 if spec else value if f"`«{name}»`" in text else ((value, value), value) for name, spec in found
        }
        return note_sentence(t, Note(key.removeprefix("upload.notes."), values))
    values = {name: 0.5 if spec else "Field" if name == "field" else value for name, spec in found}  # a label of ours
    if key.startswith("refused."):
        return refusal_sentence(t, Refusal(key.removeprefix("refused."), **values))
    return t(key, **{name: quotable(value) for name, value in values.items()})


TEXT = re.compile(r"\\[!-/:-@\[-`{-~]|(`+)(?!`).+?(?<!`)\1(?!`)", re.S)  # an escaped sign, or a code span
MARKUP = re.compile(r"[\\`*_\[\]<>$#~|\n!]|:(?=\w)|https?:/+(?=\w)|www\.(?=\w)|@(?=\w)|&(?=[#\w])")


def markup(sentence: str) -> list[str]:
    """The signs of a sentence that CommonMark and Streamlit may take for more than text, in their order."""
    return MARKUP.findall(TEXT.sub("", sentence))
