"""Every sentence a person reads: looked up in the TOML files, in the reader's language."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import streamlit as st

LANGUAGES = {"en": "English", "zh": "中文"}
PLACEHOLDER = re.compile(r"«(\w+)(?::([^»]+))?»")
LONGEST_QUOTE = 60
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|~$:<>&=]")
# Becomes a link, an icon, an emoji or an arrow though it is escaped: these are looked for in the text as it is drawn.
DRAWN = re.compile(r"(?<![a-z])(?:https?\\:/(?=/)|www(?=\\\.))|@|\\:(?=\w)|\\[-<>=](?=\\[-<>=])", re.I)
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
ACCENTS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3})"
    r"[\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
# A line that ends in Chinese goes on without the space that Markdown makes of a line's end; not before a block.
CHINESE_LINE_END = re.compile(r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef”])\n(?!\n|\$\$|```|[-|#>]|\d+\. )")
# Markdown sees no end of bold between a full stop and a letter: `**词。**字`. The stop goes out: `**词**。字`.
CHINESE_BOLD = re.compile(r"\*\*((?:`[^`]*`|(?!\*\*)[^`])*?)([。，：；？！、]*)\*\*")
_SHARED = tuple(Path(__file__).with_name(name) for name in ("common", "refusals", "data"))


class Words:
    """The words of one page in one language: `t("key.below", number=3)`.

    A key is looked up in each of `paths` in turn (of a tab, its topic), then in the words that all pages share.
    """

    said: ClassVar[set[tuple[Path, str]] | None] = None  # tests set it, to find sentences that no page says

    def __init__(self, path: Path, language: str, *above: Path) -> None:
        self.paths = (path, *above)
        self.language = language
        self._tables = [(one, read_words(one, language)) for one in (*self.paths, *_SHARED)]
        self.slug = path.parent.name if path.name == "topic" else above[-1].parent.name if above else ""

    def __call__(self, key: str, **values: Any) -> str:
        """The sentence of a dotted key with `«name»` and `«name:.2f»` filled in; KeyError where it is missing."""
        found = self.get(key)
        if found is None:
            raise KeyError(f"{self.paths[0].name}.{self.language}.toml has no {key!r}.")
        try:
            return fill(found, values)
        except KeyError as error:
            raise KeyError(f"{key!r} of {self.paths[0].name}.{self.language}.toml wants «{error.args[0]}».") from None

    def get(self, key: str) -> str | None:
        """The unfilled sentence, or None."""
        for path, rows in self._tables:
            if found := rows.get(key):
                if Words.said is not None:
                    Words.said.add((path, key))
                return found
        return None

    def group(self, prefix: str) -> dict[str, str]:
        """All sentences below a dotted key, named by the rest of their keys; of the nearest file that has any."""
        for path, rows in self._tables:
            if found := {key[len(prefix) + 1 :]: text for key, text in rows.items() if key.startswith(prefix + ".")}:
                if Words.said is not None:
                    Words.said |= {(path, f"{prefix}.{key}") for key in found}
                return found
        return {}

    def field(self, name: str) -> str:
        """The label of a field, also of one that stands in the words of another tab of the topic."""
        key = f"fields.{name}.label"
        beside = sorted(self.paths[0].parent.glob(f"*.{self.language}.toml"))
        tables = (read_words(file.with_suffix("").with_suffix(""), self.language) for file in beside)
        return self.get(key) or next((rows[key] for rows in tables if key in rows), name)

    def option(self, field: str, option: Any) -> str:
        """What a choice is called: its own word where it has one, else its proper name."""
        return self.get(f"options.{field}.{option}") or str(option)

    def inside(self, noun: str) -> "Words":
        """The words of a tab, or of a part of a tab: `<noun>.en.toml` beside the topic's, then what is above."""
        path = self.paths[0].with_name(noun)
        return Words(path, self.language, *self.paths) if path != self.paths[0] else self


class Quote(str):
    """A visitor's text, made harmless; a sentence shows it as it is in backticks, escaped anywhere else."""

    __slots__ = ()


def fill(text: str, values: dict[str, Any]) -> str:
    """`text` with its placeholders replaced; numbers without a format get four significant digits."""
    spans = _code_spans(text) if any(isinstance(value, Quote) for value in values.values()) else ()

    def shown(match: re.Match[str]) -> str:
        value = values[match[1]]
        if not isinstance(value, Quote):
            return _shown(value, match[2])
        in_code = any(start <= match.start() < end for start, end in spans)
        return (str(value) or " ") if in_code else verbatim(value)  # two backticks in a row would open another span

    return PLACEHOLDER.sub(shown, text)


@lru_cache(maxsize=512)
def _code_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the code spans of a sentence begin and end."""
    return tuple(match.span() for match in CODE_SPAN.finditer(text))


def _shown(value: Any, spec: str | None) -> str:
    if spec:
        return format(value, spec)
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def quotable(value: Any, longest: int = LONGEST_QUOTE) -> Any:
    """A visitor's text fit for a sentence, at most 60 characters of it; other values as they are.

    The one way to quote: `t("key", name=quotable(text))`, with `«name»` in backticks in the words or not.
    """
    if not isinstance(value, str):
        return value
    text = printable(value).replace("`", "'")
    return Quote(text if len(text) <= longest else text[: longest - 1] + "…")


def code_span(text: str, longest: int = LONGEST_QUOTE) -> str:
    """A visitor's text in backticks, for a list of several that a sentence takes as one value."""
    return f"`{quotable(text, longest) or ' '}`"


def verbatim(text: str) -> str:
    """A text whose characters markdown takes as they are; for labels that a file has named."""
    if PLAIN_NUMBER.fullmatch(text):
        return str(text)
    return DRAWN.sub("\\g<0>\N{WORD JOINER}", MARKDOWN.sub(r"\\\g<0>", printable(text)))


def printable(text: str) -> str:
    """The text in one line, without control characters and marks that change its direction; few accents on a letter."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return ACCENTS.sub(r"\1", text)


def read_words(path: Path, language: str) -> dict[str, str]:
    """`{dotted key: sentence}` of one words file; read again when the file changes."""
    file = path.parent / f"{path.name}.{language}.toml"
    try:
        return _read(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@lru_cache(maxsize=256)
def _read(file: Path, _changed_ns: int) -> dict[str, str]:
    return dict(_flat(tomllib.loads(file.read_text("utf-8"))))


def _flat(table: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        if prefix == "fields.":  # a row says label and help
            said = zip(("label", "help"), [value] if isinstance(value, str) else value, strict=False)
            rows += [(f"fields.{key}.{part}", text) for part, text in said]
        elif isinstance(value, dict):
            rows += _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            rows += [(f"{prefix}{key}.{k}", str(item)) for k, item in enumerate(value)]
        else:
            rows.append((prefix + key, CHINESE_BOLD.sub(r"**\1**\2", CHINESE_LINE_END.sub("", str(value).strip()))))
    return rows


def language() -> str:
    """The reader's language: as chosen or as the link said, else as the browser prefers."""
    asked = st.query_params.get("lang")
    if "language" not in st.session_state and asked in LANGUAGES:
        st.session_state["language"] = asked
    preferred = "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
    return str(st.session_state.get("language", preferred))


def words(page_file: str) -> Words:
    """The words beside a page script, in the reader's language: `topic.en.toml` beside a topic's `page.py`."""
    path = Path(page_file)
    return Words(path.with_name("topic") if path.name == "page.py" else path.with_suffix(""), language())
