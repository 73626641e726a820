"""What the columns of a table mean, and the class that a column's name speaks of."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from core.practice.metrics.upload.labels import NO, YES, folded, normal_label, polarity

UploadKind = Literal["score", "probabilities", "labels", "confidence", "logits", "regression"]
SUM_TOLERANCE = 0.02  # of a row of rounded probabilities
TRUTH = {
    "y", "true", "truth", "label", "labels", "target", "targets", "actual", "actuals", "class", "outcome", "obs",
    "observed", "reference", "gold", "golden", "gt", "ground", "expected", "wahrheit", "klasse",
}  # fmt: skip
PREDICTED = {
    "pred", "preds", "predict", "predicted", "prediction", "predictions", "yhat", "hat", "response", "forecast",
    "scored", "estimated", "estimate", "output", "model", "classified", "guess",
}  # fmt: skip
SCORED = {
    "p", "prob", "probs", "proba", "probability", "probabilities", "score", "scores", "confidence", "conf", "logit",
    "logits", "softmax", "sigmoid", "likelihood", "risk", "certainty", "margin", "decision", "function", "raw", "odds",
    "log", "rf", "svm",
}  # fmt: skip
FILLERS = {"of", "for", "the", "is", "in", "to", "pct", "percent", "value", "positive_class"}
STEMS = TRUTH | PREDICTED | SCORED | FILLERS
CHINESE_TRUTH = re.compile(r"真实|标签|类别|实际|真值|答案|目标|结局")
CHINESE_PREDICTED = re.compile(r"预测|判定|判为|估计|输出")
CHINESE_SCORED = re.compile(r"概率|得分|分数|评分|置信度|把握|风险")
CHINESE_STEMS = re.compile(
    "|".join([CHINESE_PREDICTED.pattern, CHINESE_SCORED.pattern, CHINESE_TRUTH.pattern, "类|为|的|值"])
)
LOGITS = re.compile(r"logits?$|log[ _.-]?odds|对数几率", re.IGNORECASE)
CONFIDENCES = re.compile(r"(?<![a-z])conf(idence)?(?![a-z])|certainty|置信|把握", re.IGNORECASE)
TOKEN = re.compile(r"(?<![^\W_])[-\u2212]\d+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+")


@dataclass(frozen=True)
class Columns:
    """What the columns of a table mean.

    `positive` is the label that a score speaks for, `classes` the labels of several columns in their order; both are
    guessed where they are empty. `one_hot` holds the columns of the truth where there are several, `rival` those of
    a second model. For confidences `prediction` is the column of labels and that of their confidences.
    """

    kind: UploadKind
    y_true: str
    prediction: tuple[str, ...]
    positive: str = ""
    rival: tuple[str, ...] = ()
    one_hot: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


class Token(NamedTuple):
    """A word or a number in a column's name, and where it stands."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def tokens(name: str) -> tuple[Token, ...]:
    """The words and numbers of a name; `p1`, `prob.pos` and `probYes` have two."""
    found = []
    for match in TOKEN.finditer(name):
        start = match.start()
        parts = re.split(r"(?<=[a-z])(?=[A-Z])", match[0])
        for part in parts:
            found.append(Token(folded(normal_label(part)), start, start + len(part)))
            start += len(part)
    return tuple(found)


@lru_cache(maxsize=4096)
def words_of(name: str) -> frozenset[str]:
    """The words of a name, in small letters."""
    return frozenset(token.text for token in tokens(name))


def says_truth(name: str) -> bool:
    """Whether a name speaks of what is true, and not of a prediction of it."""
    is_said = words_of(name) & TRUTH or CHINESE_TRUTH.search(name)
    return bool(is_said) and not says_prediction(name) and not says_score(name)


def says_prediction(name: str) -> bool:
    """Whether a name speaks of a prediction."""
    return bool(words_of(name) & PREDICTED or CHINESE_PREDICTED.search(name))


def says_score(name: str) -> bool:
    """Whether a name speaks of a probability or a score."""
    return bool(words_of(name) & SCORED or CHINESE_SCORED.search(name))


def bare_name(name: str, others: Sequence[str] = ()) -> str:
    """What a name holds beside words such as `prob` and `true`, and beside the words of other names; or all of it."""
    drop = STEMS | {word for other in others for word in words_of(other)}
    found = tokens(name)
    while len(found) > 1 and found[0].text in drop:
        found = found[1:]
    return name[found[0].start : found[-1].end] if found else name


def class_of(name: str, labels: Sequence[str], truth: str = "") -> str:
    """The label in a column's name, as in `p1`, `.pred_yes`, `P (Class=yes)`, 概率_是; "" where there is none."""
    name, spoken = unicodedata.normalize("NFKC", name), _spoken(tuple(labels))
    if folded(name) in spoken.folds:
        return spoken.folds[folded(name)]
    found = _by_tokens(name, spoken, truth) or _by_chinese(name, labels) or _by_sign(name, spoken)
    return found or _by_meaning(name, labels, truth)


class Spoken(NamedTuple):
    """Labels as names may speak of them: folded, by their words joined, by signs alone; and those of numbers."""

    folds: Mapping[str, str]
    joined: Mapping[str, str]
    numbers: frozenset[str]
    signs: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=1024)
def _spoken(labels: tuple[str, ...]) -> Spoken:
    joined = {"".join(token.text for token in tokens(unicodedata.normalize("NFKC", label))): label for label in labels}
    joined.pop("", None)
    signs = [label for label in labels if not tokens(label) and not re.search(r"\w", label)]
    return Spoken(
        folds={folded(label): label for label in reversed(labels)},
        joined=joined,
        numbers=frozenset(key for key in joined if re.fullmatch(r"-?[\d.]+", key)),
        signs={label: re.compile(rf"(^|[\w(\[ =]){re.escape(label)}[)\]]?$") for label in signs},
    )


def _by_tokens(name: str, spoken: Spoken, truth: str) -> str:
    texts, wanted = [token.text for token in tokens(name)], spoken.joined
    drop = STEMS | words_of(truth)
    first = next((k for k, text in enumerate(texts) if text not in drop), len(texts))
    last = next((k for k, text in enumerate(texts[::-1]) if text not in drop), len(texts))
    spans = sorted(((i, j) for i in range(first + 1) for j in range(last + 1) if i + j < len(texts)), key=sum)
    for i, j in spans:
        middle = "".join(texts[i : len(texts) - j])
        if middle in wanted and not (i + j == 0 and len(texts) > 1 and len(spoken.folds) > 1 and texts[0] == texts[-1]):
            return wanted[middle]
    pieces = {"".join(texts[i:j]) for i in range(len(texts)) for j in range(i + 1, len(texts) + 1)}
    inside = [(len(key), label) for key, label in wanted.items() if key in pieces and key not in spoken.numbers]
    longest = max(inside, default=(0, ""))[0]
    best = [label for length, label in inside if length == longest]
    return best[0] if len(best) == 1 else ""


def _by_chinese(name: str, labels: Sequence[str]) -> str:
    rest = re.sub(r"[\W_]", "", CHINESE_STEMS.sub("", name))
    inside = [label for label in labels if re.search(r"[\u3400-\u9fff]", label) and (label == rest or label in name)]
    longest = [label for label in inside if all(label == other or label not in other for other in inside)]
    exact = [label for label in inside if label == rest]
    return exact[0] if exact else longest[0] if len(longest) == 1 else ""


def _by_sign(name: str, spoken: Spoken) -> str:
    found = [label for label, ending in spoken.signs.items() if ending.search(name)]
    return found[0] if len(found) == 1 else ""


def _by_meaning(name: str, labels: Sequence[str], truth: str) -> str:
    """The one of two labels that means what the name says: `prob.pos` of 1 and 0."""
    drop = STEMS - YES - NO | words_of(truth)
    said = {polarity(token.text, YES - {"y", "t"}, NO - {"n", "f"}) for token in tokens(name) if token.text not in drop}
    said -= {None}
    meant = {polarity(label): label for label in labels}
    if len(labels) != 2 or len(said) != 1 or len(meant) != 2:
        return ""
    meaning = said.pop()
    if meaning in meant:
        return meant[meaning]
    return meant[None] if None in meant and (1 - meaning if meaning is not None else None) in meant else ""


def classes_by_name(names: Sequence[str], labels: Sequence[str], truth: str = "") -> dict[str, str]:
    """`{column: class}` of columns that speak of one class each; the last one left takes the last class left."""
    found = {name: label for name in names if (label := class_of(name, labels, truth))}
    if len(set(found.values())) < len(found):
        return {}
    free = [label for label in labels if label not in found.values()]
    rest = [name for name in names if name not in found]
    if rest and are_counted(names):
        return {}  # x1, x2 are no 1 and 0
    if found and len(free) == len(rest) == 1:
        found[rest[0]] = free[0]
    return {name: found[name] for name in names if name in found}


def are_counted(names: Sequence[str]) -> bool:
    """Whether names are one stem with numbers that count on: prob_0, prob_1, prob_2."""
    parts = [re.fullmatch(r"(.*?)(\d+)(\D*)", name) for name in names]
    if not all(parts):
        return False
    split = [(part[1], int(part[2]), part[3]) for part in parts if part]
    return all(a[0] == b[0] and a[2] == b[2] and b[1] == a[1] + 1 for a, b in pairwise(split))
