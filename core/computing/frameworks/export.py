"""A network in the formats that leave the program: each is written, read again, compared and timed."""

import io
import json
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import torch
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor, nn

from core.computing.frameworks.models import digit_inputs
from core.computing.frameworks.onnx_file import is_there, runtime_session
from core.computing.frameworks.pytorch import torch_network, untrained_network
from core.computing.frameworks.rosetta import Gap, gap_between
from core.computing.frameworks.settings import ExportConfig, PortedNetworkConfig
from core.jobs.registry import register

FORMATS = ("safetensors", "pt2", "onnx")
COMPARED = 7  # digits, a batch that no export has seen
BATCHES = (1, 32)
RUNS = 60  # at most, of each timing
RUN_SECONDS = 0.6  # of each timing, about


class Forward(Protocol):
    """A network that can be called, wherever it runs."""

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """Digits (n, 1, 28, 28) to logits (n, 10)."""
        ...


@dataclass(frozen=True)
class ExportedFile:
    """One format: the file, and what it has come to.

    `gap` is the largest difference for seven digits, None where the file takes one digit only; then they are given one
    by one for `single`. `microseconds` holds first quartile, median and third quartile for each of `BATCHES`, (2, 3),
    NaN where the file does not take such a batch.
    """

    name: str
    file: np.ndarray  # (bytes,) uint8
    single: Gap | None
    gap: Gap | None
    microseconds: np.ndarray  # (2, 3)

    @property
    def is_missing(self) -> bool:
        """Whether its package is not installed."""
        return len(self.file) == 0


@dataclass(frozen=True)
class NetworkExport:
    """All formats, as far as they are done, and how many numbers the network has learned."""

    network: PortedNetworkConfig
    config: ExportConfig
    parameters: int
    files: tuple[ExportedFile, ...]

    @property
    def share(self) -> float:
        """How much of the work is done."""
        return len(self.files) / len(FORMATS)


def export_network(network: PortedNetworkConfig, config: ExportConfig) -> Iterator[NetworkExport]:
    """Write one format after the other, read each again, compare and time it on one thread."""
    torch.set_num_threads(1)
    config = suited_export(network, config)
    parameters = parameter_count(network)
    found: tuple[ExportedFile, ...] = ()
    for name in FORMATS:
        found = (*found, _exported(name, network, config))
        yield NetworkExport(network=network, config=config, parameters=parameters, files=found)


def suited_export(network: PortedNetworkConfig, config: ExportConfig) -> ExportConfig:
    """The config with what the network can suffer: chance, as of dropout in training mode, cannot be exported here."""
    return config if network.model == "LeNet" else replace(config, mode="eval")


def parameter_count(network: PortedNetworkConfig) -> int:
    """Numbers that are learned; running statistics do not count."""
    return sum(weight.numel() for weight in untrained_network(network.model).parameters())


def _exported(name: str, network: PortedNetworkConfig, config: ExportConfig) -> ExportedFile:
    if name == "onnx" and not (is_there("onnxscript") and is_there("onnxruntime")):
        nothing: np.ndarray = np.zeros(0, np.uint8)
        return ExportedFile(
            name=name, file=nothing, single=None, gap=None, microseconds=np.full((len(BATCHES), 3), np.nan)
        )
    net = torch_network(network.model).train(config.mode == "train")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of torch about its own parts
        file = WRITERS[name](net, config)
        program = READERS[name](file, network.model)
    x = digit_inputs(range(COMPARED))
    right = _forward(torch_network(network.model))(x)
    takes_all = _takes(program, x)
    gap = gap_between(program(x), right) if takes_all else None
    single = gap_between(np.concatenate([program(one[None]) for one in x]), right)
    times = [timing(program, digit_inputs(range(batch))) if batch == 1 or takes_all else np.full(3, np.nan)
             for batch in BATCHES]  # fmt: skip
    return ExportedFile(
        name=name, file=np.frombuffer(file, np.uint8).copy(), single=single, gap=gap, microseconds=np.stack(times)
    )


def _takes(program: Forward, x: np.ndarray) -> bool:
    """Whether a program takes a batch of this size; each library has errors of its own for one that it does not."""
    try:
        program(x)
    except Exception:
        return False
    return True


def timing(program: Forward, x: np.ndarray) -> np.ndarray:
    """First quartile, median and third quartile in microseconds (3,) of a program on x (n, 1, 28, 28)."""
    program(x)
    seconds: list[float] = []
    while len(seconds) < RUNS and (len(seconds) < 5 or sum(seconds) < RUN_SECONDS):
        start = time.perf_counter()
        program(x)
        seconds.append(time.perf_counter() - start)
    return np.asarray(1e6 * np.quantile(seconds, [0.25, 0.5, 0.75]))


def _forward(net: nn.Module) -> Forward:
    def run(x: np.ndarray) -> np.ndarray:
        with torch.no_grad():
            return np.asarray(net(torch.from_numpy(x)).numpy())

    return run


def write_safetensors(net: nn.Module, config: ExportConfig) -> bytes:
    """The weights alone, with names and shapes."""
    return bytes(save_tensors(dict(net.state_dict())))


def write_pt2(net: nn.Module, config: ExportConfig) -> bytes:
    """The exported program with its weights, as PyTorch packs it."""
    file = io.BytesIO()
    torch.export.save(torch.export.export(net, _example(config), dynamic_shapes=_shapes(config)), file)
    return file.getvalue()


def write_onnx(net: nn.Module, config: ExportConfig) -> bytes:
    """The network as PyTorch itself writes it for ONNX."""
    import onnx

    program = torch.onnx.export(
        net, _example(config), dynamo=True, opset_version=config.opset, dynamic_shapes=_shapes(config),
        external_data=False, verbose=False,
    )  # fmt: skip
    assert program is not None
    onnx.checker.check_model(program.model_proto, full_check=True)
    return bytes(program.model_proto.SerializeToString())


def _example(config: ExportConfig) -> tuple[Tensor]:
    return (torch.from_numpy(digit_inputs(range(2 if config.dynamic else 1))),)


def _shapes(config: ExportConfig) -> tuple[dict[int, object]] | None:
    return ({0: torch.export.Dim("batch")},) if config.dynamic else None


def read_safetensors(file: bytes, model: str) -> Forward:
    """The weights in a network whose code is there already."""
    net = untrained_network(model)
    net.load_state_dict(load_tensors(file))
    return _forward(net.eval())


def read_pt2(file: bytes, model: str) -> Forward:
    """The program of a file that was written here a moment ago."""
    return _forward(torch.export.load(io.BytesIO(file)).module())


def read_onnx(file: bytes, model: str) -> Forward:
    """The file in ONNX Runtime."""
    session = runtime_session(file)
    name = session.get_inputs()[0].name
    return lambda x: np.asarray(session.run(None, {name: x})[0])


WRITERS = {"safetensors": write_safetensors, "pt2": write_pt2, "onnx": write_onnx}
READERS = {"safetensors": read_safetensors, "pt2": read_pt2, "onnx": read_onnx}
register(export_network, share=lambda state: state.share, seconds=240)


def stored_bytes(network: PortedNetworkConfig) -> dict[str, int]:
    """How many bytes the weights take as float32, and how many the safetensors file has with its header."""
    net = torch_network(network.model)
    weights = sum(weight.numel() * weight.element_size() for weight in net.state_dict().values())
    return {"weights": weights, "safetensors": len(write_safetensors(net, ExportConfig()))}


def stored_bytes_by_hand(network: PortedNetworkConfig) -> dict[str, int]:
    """The same from scratch: a safetensors file is eight bytes, a header in JSON up to a multiple of 8, the numbers."""
    header, place = {}, 0
    state = torch_network(network.model).state_dict()
    for name in sorted(state, key=lambda one: (-state[one].element_size(), one)):
        size = state[name].numel() * state[name].element_size()
        kind = {"float32": "F32", "int64": "I64"}[str(state[name].dtype).removeprefix("torch.")]
        header[name] = {"dtype": kind, "shape": list(state[name].shape), "data_offsets": [place, place + size]}
        place += size
    text = len(json.dumps(header, separators=(",", ":")))
    return {"weights": place, "safetensors": 8 + -(-text // 8) * 8 + place}
