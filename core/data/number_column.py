"""A column of texts read as numbers: as written everywhere, with decimal commas, percent signs or marked thousands."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from core.data.text_column import BETWEEN, TextColumn

LARGEST = 1e15  # squares and sums of smaller numbers stay finite
LEAST_SHARE = 0.9  # of the cells of a column of numbers
MISSING = {"", "na", "n/a", "nan", "null", "#n/a", "?", "<na>", "none"}
NO_NUMBER = {  # in a column of numbers these are missing, too
    "-", "--", "---", ".", "..", "...", "–", "—", "…", "n.a.", "n.d.", "n/d", "nil", "missing", "unknown", "#div/0!",
    "#value!", "#ref!", "#name?", "#num!", "#null!", "缺失", "无", "空",
}  # fmt: skip
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
PERCENT = ("%", "％")
FORMS = {
    "decimal_comma": re.compile(r"[+-]?(\d+(,\d*)?|,\d+)([eE][+-]?\d+)?", re.ASCII),
    "thousands": re.compile(r"[+-]?(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d*)?", re.ASCII),
    "spaced_thousands": re.compile(r"[+-]?(\d+|[1-9]\d{0,2}([' \u00a0\u2009\u202f]\d{3})+)(\.\d*)?", re.ASCII),
    "spaced_thousands_decimal_comma": re.compile(
        r"[+-]?(\d+|[1-9]\d{0,2}([' \u00a0\u2009\u202f]\d{3})+)(,\d*)?", re.ASCII
    ),
    "thousands_decimal_comma": re.compile(r"[+-]?(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d*)?", re.ASCII),
}
MARKS = frozenset(",.' \u00a0\u2009\u202f")
ONE_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)  # 1,234: thousands, or a decimal comma
OTHER_NUMBERS = {  # what people write where a number belongs, and the rule that it breaks
    "infinite": re.compile(r"[+-]?(inf|infinity|∞)", re.IGNORECASE),
    "thousands_separator": re.compile(r"[+-]?[1-9]\d{0,2}([,' ]\d{3})+(\.\d+)?", re.ASCII),
    "decimal_comma": re.compile(r"[+-]?\d+,\d+", re.ASCII),
    "percent": re.compile(r"[+-]?[\d.]+\s*%", re.ASCII),
    "date": re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}.*", re.ASCII),
}
PLAIN_CHARACTERS = frozenset("0123456789+-.eE")  # of which `float` takes exactly what NUMBER matches
NUMBER_CHARACTERS = PLAIN_CHARACTERS | MARKS  # of which all forms consist
TO_POINT = str.maketrans({",": ".", ".": None, "'": None, " ": None, "\u00a0": None, "\u2009": None, "\u202f": None})
TO_DIGITS = str.maketrans({",": None, "'": None, " ": None, "\u00a0": None, "\u2009": None, "\u202f": None})


@dataclass(frozen=True)
class NumberColumn:
    """n cells as floats (n,), NaN where a cell is missing or no number; `bad` holds the places of the latter.

    `forms` names how they were written where not plainly: "percent", "minus_sign", or a name of FORMS.
    """

    values: np.ndarray
    bad: tuple[int, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def is_numeric(self) -> bool:
        """Whether at least 90 % of the cells that are given are numbers, and there is one."""
        given = int((~np.isnan(self.values)).sum())
        return given > 0 and given >= LEAST_SHARE * (given + len(self.bad))


def is_missing(cell: str) -> bool:
    """Whether a cell holds no value: nothing, NA, NaN, null and the like."""
    return cell.strip().lower() in MISSING


def number_column(column: TextColumn, delimiter: str = ",") -> NumberColumn:
    """The cells as numbers, in the form that most of them have."""
    texts = column.distinct
    if all(texts) and PLAIN_CHARACTERS.issuperset(column.joined.replace(BETWEEN, "")):
        try:
            values = np.fromiter(map(float, texts), float, len(texts))
        except ValueError:
            pass
        else:
            if (np.abs(values) <= LARGEST).all():
                return NumberColumn(values[column.codes])
    counted = dict(zip(texts, column.counts().tolist(), strict=True))
    for text in [text for text in texts if text.lower() in MISSING or text.lower() in NO_NUMBER]:
        del counted[text]
    number_of, forms = _numbers_in_commonest_form(counted, delimiter)
    values = np.array([number_of.get(text, np.nan) for text in texts])
    is_bad = np.array([text in counted and text not in number_of for text in texts])
    bad = np.flatnonzero(is_bad[column.codes])
    return NumberColumn(values[column.codes], tuple(bad.tolist()), forms)


def _numbers_in_commonest_form(texts: Mapping[str, int], delimiter: str) -> tuple[dict[str, float], tuple[str, ...]]:
    """`{text: number}` of all texts that have the commonest form, and its names; `texts` are counted."""
    bare = {text: text.replace("\u2212", "-") for text in texts}
    percents = sum(count for text, count in texts.items() if text.endswith(PERCENT))
    percent = percents > 0 and percents >= LEAST_SHARE * sum(texts.values())
    if percent:
        bare = {text: text[:-1].rstrip() for text in bare if text.endswith(PERCENT)}
    bare = {text: plain for text, plain in bare.items() if NUMBER_CHARACTERS.issuperset(plain)}
    fits = {text for text, plain in bare.items() if NUMBER.fullmatch(plain)}
    form, most = "", sum(texts[text] for text in fits)
    for name, pattern in FORMS.items() if len(fits) < len(bare) else ():
        found = {text for text, plain in bare.items() if pattern.fullmatch(plain)}
        count = sum(texts[text] for text in found)
        if count > most and not _could_be_either(name, [bare[text] for text in found], delimiter):
            form, fits, most = name, found, count
    table = TO_POINT if form.endswith("comma") else TO_DIGITS if form else {}
    divisor = 100 if percent else 1
    numbers = {text: float(bare[text].translate(table)) / divisor for text in fits}
    minus = any("\u2212" in text for text in numbers)
    names = (("percent", percent), (form, bool(form)), ("minus_sign", minus))
    return {text: x for text, x in numbers.items() if abs(x) <= LARGEST}, tuple(name for name, used in names if used)


def _could_be_either(form: str, texts: Collection[str], delimiter: str) -> bool:
    """Whether the signs in the texts of a form may be decimal or between thousands: each once, before three digits.

    In a file with semicolons commas are decimal.
    """
    if form.endswith("decimal_comma") and delimiter == ";":
        return False
    return all(ONE_GROUP.fullmatch(text) for text in texts if MARKS & set(text))
