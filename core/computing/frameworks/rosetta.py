"""One digit falls through the same network in four programs; between each two neighbors stands the largest gap."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from core.code_export import Made
from core.computing.frameworks.mistakes import mistake_made
from core.computing.frameworks.models import MODELS, NetworkLayer, digit_input
from core.computing.frameworks.onnx_file import is_there, onnx_bytes, reference_outputs, runtime_outputs
from core.computing.frameworks.pytorch import torch_outputs
from core.computing.frameworks.scratch import scratch_outputs
from core.computing.frameworks.settings import DigitConfig, PortConfig, PortedNetworkConfig

COLUMNS = ("NumPy", "PyTorch", "onnx.reference", "ONNX Runtime")
TOLERANCES = {"float32": (1e-5, 1.3e-6), "float64": (1e-7, 1e-7)}  # absolute, relative: torch.testing.assert_close


@dataclass(frozen=True)
class ProgramColumn:
    """What one program makes of every layer, (1, …) each; where it is missing, `why` is `package` or `double`."""

    name: str
    outputs: tuple[np.ndarray, ...]
    why: str = ""


@dataclass(frozen=True)
class Gap:
    """The largest difference of two neighbors at one layer, at which number it is, and whether all are tolerable."""

    largest: float
    place: int
    close: bool


@dataclass(frozen=True)
class Rosetta:
    """The columns, and the gaps (layers of three); None where one of the two columns is missing."""

    model: PortedNetworkConfig
    digit: DigitConfig
    port: PortConfig  # with the mistake that was made, also where it was planted
    image: np.ndarray  # (1, 1, 28, 28)
    columns: tuple[ProgramColumn, ...]
    gaps: tuple[tuple[Gap | None, ...], ...]
    made: Made | None = None

    @property
    def layers(self) -> tuple[NetworkLayer, ...]:
        """The layers, from the image on."""
        return MODELS[self.model.model]

    @property
    def first_wrong(self) -> tuple[int, int] | None:
        """The first layer with a gap beyond the tolerance, and between which columns; None where all agree."""
        for layer, row in enumerate(self.gaps):
            for between, gap in enumerate(row):
                if gap and not gap.close:
                    return layer, between
        return None

    @property
    def largest(self) -> float:
        """The largest of all gaps."""
        return max(gap.largest for row in self.gaps for gap in row if gap)


def rosetta(model: PortedNetworkConfig, digit: DigitConfig, port: PortConfig) -> Rosetta:
    """All columns for one digit, layer by layer."""
    port = replace(port, mistake=mistake_made(model, port))
    x = digit_input(digit.digit, port.precision)
    columns = (
        ProgramColumn(COLUMNS[0], tuple(scratch_outputs(model.model, x, port.mistake))),
        ProgramColumn(COLUMNS[1], tuple(torch_outputs(model.model, x, port.mistake))),
        *_onnx_columns(model.model, x, port.mistake),
    )
    pairs = list(pairwise(columns))
    gaps = tuple(
        tuple(
            gap_between(a.outputs[k], b.outputs[k]) if a.outputs and b.outputs else None for a, b in pairs
        )
        for k in range(len(MODELS[model.model]))
    )  # fmt: skip
    return Rosetta(model=model, digit=digit, port=port, image=x, columns=columns, gaps=gaps)


def _onnx_columns(model: str, x: np.ndarray, mistake: str) -> tuple[ProgramColumn, ProgramColumn]:
    if not is_there("onnx"):
        return ProgramColumn(COLUMNS[2], (), "package"), ProgramColumn(COLUMNS[3], (), "package")
    file = onnx_bytes(model, x.dtype.name, mistake)
    reference = ProgramColumn(COLUMNS[2], tuple(reference_outputs(file, x)))
    if not is_there("onnxruntime"):
        return reference, ProgramColumn(COLUMNS[3], (), "package")
    found = runtime_outputs(file, x)
    return reference, ProgramColumn(COLUMNS[3], tuple(found or ()), "" if found else "double")


def gap_between(a: np.ndarray, b: np.ndarray) -> Gap:
    """The largest |a - b| of two arrays of the same shape, and whether every |a - b| <= atol + rtol |b|."""
    absolute, relative = TOLERANCES[a.dtype.name]
    difference = np.abs(a.astype(np.float64) - b.astype(np.float64)).ravel()
    place = int(difference.argmax())
    close = bool(np.all(difference <= absolute + relative * np.abs(b).ravel()))
    return Gap(largest=float(difference[place]), place=place, close=close)
