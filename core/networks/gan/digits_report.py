"""What a game on digits has come to: does it copy, and does it know all digits?"""

from typing import Any

import numpy as np

from core.networks.gan.digits import DigitsTraining, digit_weights, digits_numbers
from core.networks.gan.digits_data import SIDE, digit_points
from core.networks.gan.losses import GAN_LOSSES
from core.tex import number, total

Line = tuple[str, dict[str, Any]]
COPY, FAR = 0.6, 1.25  # of the median distance of real images held out


def digits_lines(run: DigitsTraining) -> list[Line]:
    """The numbers beside their yardsticks, then whether it copies, and which digits are missing."""
    data, numbers = digit_points(run.config.digit_images), digits_numbers(run)
    kinds = int((digit_weights(data) > 0).sum())
    said = {**numbers, "first": float(np.median(run.distances[0])), "images": len(data.train), "kinds": kinds,
            "balance": GAN_LOSSES[run.config.digit_loss].d_balance}  # fmt: skip
    ratio = numbers["distance"] / numbers["real_distance"]
    copying = "copies" if ratio < COPY else "blurred" if ratio > FAR else "between"
    varied = "collapsed" if numbers["distinct"] < numbers["real_distinct"] / 4 else "varied"
    return [("said.numbers", said), ("said.losses", said), (f"said.{copying}", said), (f"said.{varied}", said)]


def distance_by_hand(run: DigitsTraining, number_on_wall: int) -> list[Line]:
    """The distance of one fake to its nearest training image: the row in which they differ most, then all rows."""
    fake = run.walls[-1][number_on_wall - 1].astype(float).reshape(SIDE, SIDE)
    real = digit_points(run.config.digit_images).train[run.wall_nearest[-1][number_on_wall - 1]].reshape(SIDE, SIDE)
    rows = ((fake - real) ** 2).sum(axis=1)
    most = int(rows.argmax())
    terms = total((rf"({a:.1f} - {b:g})^2" for a, b in zip(fake[most], real[most], strict=True)), most=8)
    said = {
        "number": number_on_wall, "row": most + 1, "terms": terms, "row_sum": number(rows[most]),
        "rows": total((float(f"{row:.1f}") for row in rows), most=8), "sum": number(rows.sum(), 5),
        "distance": number(float(np.sqrt(rows.sum()))),
    }  # fmt: skip
    return [("hand.row", said), ("hand.rows", said)]
