"""A network that reads a text and guesses its next character: its training as a job, and what it writes.

Shapes: n characters, V different ones; windows of T characters, B in a batch; h units.
"""

# mypy: disable-error-code="no-untyped-call"

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from core.code_export import Made
from core.data.text_encoding import decoded
from core.jobs.registry import register
from core.networks.rnn.adam import WeightArrays, go_on, moments_of, weights_of
from core.networks.rnn.cells import STEPS, CellWeights
from core.networks.rnn.settings import TextConfig, WritingConfig
from core.refusal import Refusal

LONGEST = 200_000  # characters
SHORTEST = 400
MOST_DIFFERENT = 3_000  # characters
WINDOW = 48
BATCH = 32
EMBEDDED = 24
POINT = 10  # steps between two snapshots, so that judging costs little beside them
HELD_OUT = 0.1
JUDGED = 4_000  # held-out characters that are judged
STRETCH = 200  # of them that are read in a row, all stretches at once
CELLS = {"RNN": nn.RNN, "LSTM": nn.LSTM, "GRU": nn.GRU}


@dataclass(frozen=True)
class TextCodes:
    """A text as the code points of its characters, (n,) int32."""

    codes: np.ndarray


@dataclass(frozen=True)
class TextNet:
    """Loss in nats a character at steps (q,) and on the held-out end of the text; before the first step there is none.

    weights and moments by torch's names, each of its own shape, are what training goes on from.
    alphabet: the code points that the network knows, (V,). baselines: losses on the held-out end of guessing all
    characters alike, by their frequency, and by the frequency after the character before, (3,).
    """

    steps: np.ndarray
    losses: np.ndarray
    held_out: np.ndarray
    weights: WeightArrays
    moments: WeightArrays
    alphabet: np.ndarray
    baselines: np.ndarray
    kind: str
    share: float
    made: Made | None = None

    @staticmethod
    def last(curve: np.ndarray) -> float:
        """The newest value of a curve (q,); infinite before the first step."""
        return float(curve[-1]) if len(curve) else math.inf


def text_codes(text: str) -> TextCodes:
    """A text for the network; Refusal where it is too short, too long, of one character or of too many."""
    codes = np.array([ord(character) for character in text.replace("\r\n", "\n")], np.int32)
    if len(codes) < SHORTEST:
        raise Refusal("text_short", least=SHORTEST, got=len(codes))
    if len(codes) > LONGEST:
        raise Refusal("text_long", most=LONGEST, got=len(codes))
    size = len(np.unique(codes))
    if size < 2:
        raise Refusal("text_of_one_character")
    if size > MOST_DIFFERENT:
        raise Refusal("text_of_too_many", most=MOST_DIFFERENT, got=size)
    return TextCodes(codes)


def read_text(content: bytes) -> TextCodes:
    """The text of a file; Refusal where it holds none."""
    try:
        text, _ = decoded(content)
    except Refusal as error:
        if error.rule == "not_a_table":
            raise Refusal("not_a_text", kind=error.values["kind"]) from error
        raise
    return text_codes(text)


def text_of(text: TextCodes) -> str:
    """The characters of a text."""
    return "".join(map(chr, text.codes.tolist()))


def parts_of(text: TextCodes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Alphabet (V,), and the text as places in it: what is learned from, and the held-out end, (n,) together."""
    alphabet, places = np.unique(text.codes, return_inverse=True)
    cut = len(places) - max(int(HELD_OUT * len(places)), WINDOW + 1)
    return alphabet, places[:cut], places[cut:][: JUDGED + 1]


def baseline_losses(train: np.ndarray, end: np.ndarray, size: int) -> np.ndarray:
    """Nats a character on the held-out end, after its first: uniform, by frequency, by frequency after the last, (3,).

    Counts are taken from the training part, each raised: by 1 for characters, and by the characters' shares for pairs.
    """
    single = np.bincount(train, minlength=size) + 1.0
    single /= single.sum()
    after, before = end[1:], end[:-1]
    seen, counts = np.unique(train[:-1] * size + train[1:], return_counts=True)  # of pairs that there are: no table
    wanted = before * size + after
    place = np.minimum(np.searchsorted(seen, wanted), len(seen) - 1)
    pairs = np.where(seen[place] == wanted, counts[place], 0) + single[after]
    pairs /= np.bincount(train[:-1], minlength=size)[before] + 1
    return np.array([math.log(size), -np.log(single[after]).mean(), -np.log(pairs).mean()])


class CharacterNet(nn.Module):
    """A vector for each character, a recurrent layer, and a score for each character that may come next."""

    def __init__(self, kind: str, size: int, units: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(size, EMBEDDED)
        self.cell = CELLS[kind](EMBEDDED, units, batch_first=True)
        self.head = nn.Linear(units, size)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Scores (B, T, V) of characters (B, T)."""
        return self.head(self.cell(self.embedding(x))[0])  # type: ignore[no-any-return]


def seeded_reader(config: TextConfig, size: int) -> CharacterNet:
    """A fresh network for so many characters; equal seeds give equal weights."""
    devices: list[int] = []
    with torch.random.fork_rng(devices):
        torch.manual_seed(config.text_seed)
        return CharacterNet(config.reader, size, config.reader_units)


def judged_windows(train: np.ndarray, end: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    """The held-out end (n,) in stretches: characters (k, 48 + 200), and those that come after the last 200, (k, 200).

    Each stretch begins with the 48 characters before it, at first those of the training part. Beyond the end is -1.
    """
    whole = np.concatenate([train[-WINDOW:], end])
    warm = len(whole) - len(end)
    begins = np.arange(0, len(end) - 1, STRETCH)[:, None]
    after = begins + warm + 1 + np.arange(STRETCH)
    read = np.minimum(begins + np.arange(warm + STRETCH), len(whole) - 1)
    wanted = np.where(after < len(whole), whole[np.minimum(after, len(whole) - 1)], -1)
    return torch.from_numpy(whole[read]), torch.from_numpy(wanted)


def judged_loss(net: CharacterNet, read: torch.Tensor, wanted: torch.Tensor) -> float:
    """Nats a character of what is wanted, (k, 200), after what is read, (k, 248); -1 is not judged."""
    with torch.no_grad():
        states = net.cell(net.embedding(read))[0][:, -wanted.shape[1] :]
        scores = net.head(states)
        return float(nn.functional.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=-1))


def untrained_reader(text: TextCodes, config: TextConfig) -> TextNet:
    """The network before its first step."""
    alphabet, train, end = parts_of(text)
    empty = np.zeros(0)
    return TextNet(
        steps=empty.astype(int), losses=empty, held_out=empty, weights=weights_of(seeded_reader(config, len(alphabet))),
        moments={}, alphabet=alphabet, baselines=baseline_losses(train, end, len(alphabet)), kind=config.reader,
        share=0.0,
    )  # fmt: skip


def train_text(text: TextCodes, config: TextConfig, start: TextNet | None = None) -> Iterator[TextNet]:
    """Train by Adam on random windows, a snapshot every ten steps; goes on from `start`."""
    torch.set_num_threads(1)
    alphabet, train, end = parts_of(text)
    net = seeded_reader(config, len(alphabet))
    optimizer = torch.optim.Adam(net.parameters(), config.reader_rate)
    windows = judged_windows(train, end)
    baselines = baseline_losses(train, end, len(alphabet))
    points: list[list[float]] = []
    if start is not None:
        points = np.stack([start.steps, start.losses, start.held_out], axis=1).tolist()
        go_on(net, optimizer, start.weights, start.moments, int(start.steps[-1]))
    for step in range(1 if start is None else int(start.steps[-1]) + 1, config.reader_steps + 1):
        rng = np.random.default_rng((config.text_seed, step))
        starts = rng.integers(0, max(len(train) - WINDOW, 1), BATCH)
        rows = torch.from_numpy(train[starts[:, None] + np.arange(WINDOW + 1)])
        loss = nn.functional.cross_entropy(net(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        if step % POINT == 0:
            points.append([step, float(loss.detach()), judged_loss(net, *windows)])
            table = np.array(points)
            yield TextNet(
                steps=table[:, 0].astype(int), losses=table[:, 1], held_out=table[:, 2],
                weights=weights_of(net), moments=moments_of(net, optimizer), alphabet=alphabet,
                baselines=baselines, kind=config.reader, share=step / config.reader_steps,
            )  # fmt: skip


register(
    train_text,
    share=lambda state: state.share,
    points=lambda state: (
        int(state.steps[-1]),
        {"loss": float(state.losses[-1]), "held_out": float(state.held_out[-1])},
    ),
)


@dataclass(frozen=True)
class Writing:
    """What a network has written, and the probabilities (V,) of the first character after the prompt.

    plain: as the network gives them; used: at the temperature, of the best k alone. unknown: characters of the prompt
    that the text does not have.
    """

    text: str
    plain: np.ndarray
    used: np.ndarray
    unknown: str


def write(net: TextNet, config: WritingConfig) -> Writing:
    """Characters drawn one after the other, each fed back; the prompt's unknown ones are left out."""
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    weights = CellWeights(*(net.weights[f"cell.{name}_l0"].astype(np.float64) for name in names))
    vectors = net.weights["embedding.weight"].astype(np.float64)
    w, b = net.weights["head.weight"].astype(np.float64), net.weights["head.bias"].astype(np.float64)
    place = {int(code): k for k, code in enumerate(net.alphabet)}
    prompt = [place[ord(one)] for one in config.prompt if ord(one) in place]
    h = c = np.zeros(weights.units)
    scores = b
    for one in prompt:
        state = STEPS[net.kind](vectors[one], h, c, weights)
        h, c = state["h"], state.get("c", c)
        scores = w @ h + b
    plain, used = probabilities(scores, 1.0, len(scores)), probabilities(scores, config.temperature, config.top_k)
    rng, written = np.random.default_rng(config.writing_seed), []
    for _ in range(config.characters):
        one = int(np.searchsorted(probabilities(scores, config.temperature, config.top_k).cumsum(), rng.random()))
        one = min(one, len(scores) - 1)
        written.append(chr(int(net.alphabet[one])))
        state = STEPS[net.kind](vectors[one], h, c, weights)
        h, c = state["h"], state.get("c", c)
        scores = w @ h + b
    unknown = "".join(dict.fromkeys(one for one in config.prompt if ord(one) not in place))
    return Writing(text="".join(written), plain=plain, used=used, unknown=unknown)


def probabilities(scores: np.ndarray, temperature: float, top_k: int) -> np.ndarray:
    """softmax(scores / temperature) over the k best alone, (V,); of equals the first."""
    scaled = (scores - scores.max()) / temperature
    kept = np.argsort(-scores, kind="stable")[:top_k]
    found = np.zeros_like(scaled)
    found[kept] = np.exp(scaled[kept])
    return np.asarray(found / found.sum())


def text_numbers(net: TextNet) -> dict[str, float]:
    """The loss on the held-out end, and its three baselines."""
    uniform, single, pair = net.baselines.tolist()
    return {"held_out": float(net.held_out[-1]), "uniform": uniform, "frequency": single, "pairs": pair}


def documentation() -> str:
    """The first 60,000 characters of the language reference that comes with every Python (PSF licence)."""
    from pydoc_data.topics import topics

    return "\n\n".join(topics[name] for name in sorted(topics))[:60_000]
