"""Tables whose truth is known, because we made them: what a score on fresh rows would be can be measured.

Shapes: numbers (n, d), NaN where a cell is empty; columns (d,) which of the world's columns these are; category,
target, origin, group and time (n,).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

FRESH = 10_000  # rows that nobody has seen
FRESH_CELLS = 3_000_000  # of them, where no column has been left out
NO_CATEGORY = -1


@dataclass(frozen=True)
class WorldRows:
    """Rows of a world: numbers (n, d), columns (d,), and category, target, origin, group and time (n,).

    Rows that were copied from the same one have the same origin, group and time.
    """

    numbers: np.ndarray
    columns: np.ndarray
    category: np.ndarray
    target: np.ndarray
    origin: np.ndarray
    group: np.ndarray
    time: np.ndarray

    def take(self, chosen: np.ndarray) -> "WorldRows":
        """These rows alone, by indices (m,) or a mask (n,)."""
        return WorldRows(
            numbers=self.numbers[chosen], columns=self.columns, category=self.category[chosen],
            target=self.target[chosen], origin=self.origin[chosen], group=self.group[chosen], time=self.time[chosen],
        )  # fmt: skip


def plain_rows(
    numbers: np.ndarray,
    target: np.ndarray,
    category: np.ndarray | None = None,
    group: np.ndarray | None = None,
    columns: np.ndarray | None = None,
) -> WorldRows:
    """Rows of numbers (n, d) and target (n,) in order of time; without groups (n,) each row is its own."""
    n, d = numbers.shape
    order = np.arange(n)
    return WorldRows(
        numbers=numbers, columns=np.arange(d) if columns is None else columns,
        category=np.full(n, NO_CATEGORY) if category is None else category, target=target, origin=order,
        group=order if group is None else group, time=order,
    )  # fmt: skip


def coins(rng: np.random.Generator, n: int) -> np.ndarray:
    """Labels (n,) that nothing can predict, half of them 1."""
    return np.asarray(rng.permutation(n) % 2)


def noise_world(rng: np.random.Generator, n: int, columns: np.ndarray) -> WorldRows:
    """Columns (d,) of pure noise, and labels by coin."""
    return plain_rows(rng.standard_normal((n, len(columns))), coins(rng, n), columns=columns)


def rare_world(rng: np.random.Generator, n: int, columns: np.ndarray) -> WorldRows:
    """Columns (d,) of noise; one label in ten is 1."""
    return plain_rows(
        rng.standard_normal((n, len(columns))), (rng.permutation(n) % 10 == 0).astype(int), columns=columns
    )


def postcode_world(rng: np.random.Generator, n: int, columns: np.ndarray) -> WorldRows:
    """A category of 300 levels and columns (d,) of noise; labels by coin."""
    numbers = rng.standard_normal((n, len(columns)))
    return plain_rows(numbers, coins(rng, n), category=rng.integers(0, 300, n), columns=columns)


def twins_world(rng: np.random.Generator, n: int, columns: np.ndarray) -> WorldRows:
    """Columns (d,) of noise and labels by coin; three rows in ten were entered twice."""
    rows = plain_rows(rng.standard_normal((n, len(columns))), coins(rng, n), columns=columns)
    alone = n - int(0.3 * n)
    source = rng.permutation(np.concatenate([np.arange(alone), rng.permutation(alone)[: n - alone]]))
    twins = rows.take(source)
    order = np.arange(n)
    return WorldRows(
        numbers=twins.numbers, columns=columns, category=twins.category, target=twins.target, origin=source,
        group=order, time=order,
    )  # fmt: skip


def people_world(rng: np.random.Generator, n: int, columns: np.ndarray) -> WorldRows:
    """Five visits of each person, alike in their columns (d,); a person's label is a coin."""
    person = rng.permutation(np.arange(n) // 5)
    people = n // 5 + 1
    faces, labels = rng.standard_normal((people, len(columns))), coins(rng, people)
    numbers = faces[person] + 0.3 * rng.standard_normal((n, len(columns)))
    return plain_rows(numbers, labels[person], group=person, columns=columns)


def signal_world(rng: np.random.Generator, n: int, columns: np.ndarray) -> WorldRows:
    """Columns (d,) in very different units that do tell the classes apart; one cell in ten is empty."""
    labels = coins(rng, n)
    numbers = rng.standard_normal((n, len(columns))) + 0.45 * (2 * labels[:, None] - 1)
    numbers = numbers * 10.0 ** (columns % 4)
    numbers[rng.random(numbers.shape) < 0.1] = np.nan
    return plain_rows(numbers, labels, columns=columns)


@dataclass(frozen=True)
class World:
    """How a table of shape (rows, columns) is drawn."""

    draw: Callable[[np.random.Generator, int, np.ndarray], WorldRows]
    rows: int
    columns: int


WORLDS = {
    "noise": World(draw=noise_world, rows=200, columns=10_000),
    "rare": World(draw=rare_world, rows=300, columns=10),
    "postcode": World(draw=postcode_world, rows=1000, columns=2),
    "twins": World(draw=twins_world, rows=200, columns=8),
    "people": World(draw=people_world, rows=200, columns=8),
    "signal": World(draw=signal_world, rows=1000, columns=10),
}
PASSENGERS = (
    112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114,
    140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191,
    172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259,
    229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405,
    355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435, 491,
    505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535,
    622, 606, 508, 461, 390, 432,
)  # fmt: skip


def world_rows(world: str, seed: int) -> WorldRows:
    """The table of a world; airline passengers (thousands, 1949 to 1960) by number of the month and month."""
    if world == "passengers":
        month = np.arange(len(PASSENGERS))
        return plain_rows(np.stack([month, month % 12], axis=1).astype(float), np.array(PASSENGERS, dtype=float))
    found = WORLDS[world]
    return found.draw(np.random.default_rng(seed), found.rows, np.arange(found.columns))


def fresh_rows(world: str, seed: int, columns: np.ndarray) -> WorldRows:
    """Rows that nobody has seen, of these columns (d,): 10,000, or as many as fit into memory."""
    rng = np.random.default_rng((seed, 1))
    rows = min(FRESH, FRESH_CELLS // max(len(columns), 1))
    return WORLDS[world].draw(rng, rows, columns)
