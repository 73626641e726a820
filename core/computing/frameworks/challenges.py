"""The challenges of the topic of frameworks, judged on what is on the screen."""

from core.challenges import Verdict, judge
from core.computing.frameworks.branch import BranchRecording
from core.computing.frameworks.export import NetworkExport
from core.computing.frameworks.export_report import is_right
from core.computing.frameworks.loop import LoopTape
from core.computing.frameworks.quantize import JudgedNetwork, float_bytes, quantized_bytes
from core.computing.frameworks.rosetta import Rosetta
from core.computing.frameworks.rosetta_figure import answer
from core.computing.frameworks.settings import PortedNetworkConfig, QuantizeConfig

LONG = 100  # nodes
HIGH = 30
SHORT = 10  # nodes
SMALL = 15_500  # bytes
FEWER = 2  # right answers
FAR = 6.0


def found_out(found: Rosetta, planted: bool, guess: str) -> Verdict:
    """The reader has named the mistake that was planted."""
    return judge(
        (planted, "chosen", {}),
        (guess != "none", "silent", {}),
        (guess == found.port.mistake, "other", {}),
    )


def train_changes_answer(found: Rosetta, planted: bool) -> Verdict:
    """A digit that PyTorch reads otherwise in training mode than NumPy does in the mode that judges."""
    answers = [answer(one) for one in found.columns[:2]]
    return judge(
        (not planted and found.port.mistake == "train", "mode", {}),
        (answers[0] != answers[1], "same", {"digit": answers[0]}),
    )


def long_tape(tape: LoopTape) -> Verdict:
    """An even start whose tape has at least a hundred nodes."""
    return judge(
        (tape.config.number % 2 == 0, "odd", {"number": tape.config.number}),
        (tape.nodes >= LONG, "short", {"nodes": tape.nodes, "want": LONG}),
    )


def short_tape(tape: LoopTape) -> Verdict:
    """A start above 30 whose tape has at most ten nodes."""
    return judge(
        (tape.config.number > HIGH, "low", {"number": tape.config.number, "want": HIGH}),
        (tape.nodes <= SHORT, "long", {"nodes": tape.nodes, "want": SHORT}),
    )


def silent_error(found: BranchRecording) -> Verdict:
    """The recording is off by at least 6 at an input, although it is right at its example."""
    return judge((found.gap >= FAR, "near", {"gap": found.gap, "want": FAR}))


def right_by_luck(found: BranchRecording) -> Verdict:
    """The input belongs to the branch that was not recorded, and the recording is right there all the same."""
    crossed = (found.config.example > 0) != (found.config.input_value > 0)
    return judge((crossed, "same_side", {}), (found.gap == 0, "apart", {"gap": found.gap}))


def takes_any_batch(found: NetworkExport | None) -> Verdict:
    """All exported files take seven digits at once, and are right."""
    if found is None:
        return judge((False, "undone", {}))
    gaps = [one.gap for one in found.files if not one.is_missing]
    return judge(
        (all(gap is not None for gap in gaps), "fixed", {}),
        (all(gap is not None and gap.close for gap in gaps), "far", {}),
    )


def computes_something_else(found: NetworkExport | None) -> Verdict:
    """One of the exported files runs and is beyond the tolerance."""
    if found is None:
        return judge((False, "undone", {}))
    return judge((any(not is_right(one) for one in found.files if not one.is_missing), "right", {}))


def small_and_right(network: PortedNetworkConfig, config: QuantizeConfig, found: JudgedNetwork) -> Verdict:
    """LeNet in 15,500 bytes, with at most two right answers fewer than in float32."""
    size, lost = quantized_bytes(network, config), found.float32 - found.at(config)[0]
    return judge(
        (network.model == "LeNet", "other_model", {}),
        (size <= SMALL, "large", {"bytes": size, "want": SMALL}),
        (lost <= FEWER, "lost", {"lost": lost, "want": FEWER}),
    )


def tenth_without_loss(network: PortedNetworkConfig, config: QuantizeConfig, found: JudgedNetwork) -> Verdict:
    """A network in a tenth of its bytes in float32, with no right answer fewer."""
    share = quantized_bytes(network, config) / float_bytes(network)
    lost = found.float32 - found.at(config)[0]
    return judge((share <= 0.1, "large", {"share": share}), (lost <= 0, "lost", {"lost": lost}))
