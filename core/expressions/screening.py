"""What is refused before a formula is parsed: length, odd characters, brackets and words of programs."""

import keyword
import re

from core.expressions.grammar import COMPARISONS, Grammar
from core.refusal import Refusal

_ALWAYS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ .,()")
_CLOSES = {")": "(", "]": "["}
_WORD_OR_NUMBER = re.compile(r"[A-Za-z_]\w*|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_RESERVED = frozenset(keyword.kwlist)


def screen(text: str, grammar: Grammar) -> tuple[str, list[int]]:
    """The formula in plain ASCII and, for every character of it, its offset in the text as typed.

    Spaces before a line are dropped, other spellings of operators replaced. Raises Refusal.
    """
    if len(text) > grammar.most_characters:
        limit = grammar.most_characters
        raise Refusal("too_long", span=(limit, len(text)), limit=limit, got=len(text))
    if not text.strip():
        raise Refusal("empty", span=(0, len(text)))
    plain, offsets = _spelled(text, grammar)
    _check_brackets(plain, offsets, grammar)
    _check_words(plain, offsets, grammar)
    return plain, [*offsets, len(text)]


def _allowed(grammar: Grammar) -> frozenset[str]:
    characters = set(_ALWAYS) | {c for operator in grammar.operators for c in operator}
    takes_keywords = any(s.keywords for s in (*grammar.functions.values(), *grammar.methods.values()))
    if grammar.operators & COMPARISONS or grammar.assignments or takes_keywords:
        characters.add("=")
    if grammar.indexing:
        characters |= set("[]:")
    if grammar.assignments:
        characters.add("\n")
    return frozenset(characters)


def _spelled(text: str, grammar: Grammar) -> tuple[str, list[int]]:
    allowed = _allowed(grammar)
    plain: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        spelled = grammar.spellings.get(character, character)
        if character == "\t" or (character == "\r" and grammar.assignments):
            spelled = " "
        if any(c not in allowed for c in spelled):
            shown = character if character.isprintable() else f"U+{ord(character):04X}"
            raise Refusal("character", span=(offset, offset + 1), character=shown)
        if spelled == " " and (not plain or plain[-1] == "\n"):
            continue  # an indented line is no error
        plain += spelled
        offsets += [offset] * len(spelled)
    return "".join(plain), offsets


def _check_brackets(plain: str, offsets: list[int], grammar: Grammar) -> None:
    opened: list[tuple[str, int]] = []
    for position, character in enumerate(plain):
        offset = offsets[position]
        if character in "([":
            opened.append((character, offset))
            if len(opened) > grammar.depth:
                raise Refusal("brackets_deep", span=(offset, offset + 1), limit=grammar.depth)
        elif character in ")]" and (not opened or opened.pop()[0] != _CLOSES[character]):
            raise Refusal("bracket_close", span=(offset, offset + 1), bracket=character)
    if opened:
        bracket, offset = opened[-1]
        raise Refusal("bracket_open", span=(offset, offset + 1), bracket=bracket)


def _check_words(plain: str, offsets: list[int], grammar: Grammar) -> None:
    known = {"None", "True", "False"} if grammar.indexing else set()
    for found in _WORD_OR_NUMBER.finditer(plain):
        start, end = offsets[found.start()], offsets[found.end() - 1] + 1
        word = found.group()
        if word in _RESERVED and word not in known:
            raise Refusal("reserved_word", span=(start, end), word=word)
        if not word[0].isalpha() and word[0] != "_" and (rest := _WORD_OR_NUMBER.match(plain, found.end())):
            end = offsets[rest.end() - 1] + 1
            raise Refusal("number_then_letter", span=(start, end), got=word + rest.group())
