"""The challenges of the convolutional networks, judged on what is on the screen."""

from core.challenges import Verdict, judge
from core.networks.cnn.survey import Survey

FEW_LAYERS = 4
SMALL_SIDE = 28


def sees_everything(found: Survey, valid: bool) -> Verdict:
    """A unit of at most four convolutions and poolings sees all 32 pixels of a side or more."""
    windows = [block for block in found.blocks if block.layer.kind in ("conv", "pool", "mean")]
    seen = found.total("field")
    return judge(
        (valid, "refused", {}),
        (found.input.side >= 32, "small", {"side": found.input.side}),
        (len(windows) <= FEW_LAYERS and len(windows) == len([b for b in found.blocks if b.out.side]), "many",
         {"got": len(windows), "limit": FEW_LAYERS}),
        (seen >= found.input.side, "blind", {"field": seen, "side": found.input.side}),
    )  # fmt: skip


def fits_again(found: Survey, valid: bool) -> Verdict:
    """Images of 28 × 28 go through a network whose first dense layer says what it takes, down to ten units."""
    dense = [block for block in found.blocks if block.layer.kind == "dense"]
    last = found.blocks[-1].out if found.blocks else found.input
    return judge(
        (valid, "refused", {}),
        (found.input.side == SMALL_SIDE, "side", {"side": found.input.side}),
        (bool(dense) and dense[0].layer.inputs > 0, "unstated", {}),
        (last.side == 0 and last.channels == 10, "ten", {"shape": last.shape}),
    )
