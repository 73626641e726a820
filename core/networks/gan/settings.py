"""Every setting of the topic with its domain: `…Config` enters a computation, `…State` only the page looks at."""

from typing import Annotated, Literal

from core.data.drawings import POINTS_TEXT
from core.params import Interval, Len, Log, Step, config

Seed = Annotated[int, Interval(ge=0, le=999)]
LossName = Literal["non_saturating", "saturating", "LSGAN", "hinge", "WGAN-GP"]
Rate = Annotated[float, Interval(ge=1e-4, le=0.1), Log()]

DRAWN = (  # a heart of 48 points, as core/data/drawings.py writes it
    "B9KgB9aoB-q-CCbeCIsBCR8hCds3Cq8-C4s1DFcbDPrzDWbBDY6JDWZQDPoYDFXiC4mvCq1_CdlRCR0mCIj9CCTbB-i_B9SuB9Co"
    "B8yuB7i_B3zbBxj9BoUmBclRBPV_BBmvA03iAqoYAj5QAhaJAj7BAqrzA08bBBs1BPc-Bcs3BochBxsBB37eB7q-B86o"
)


@config
class GanState:
    """The open tab."""

    tab: Literal["game", "turns", "losses", "distances", "dirac"] = "game"


@config
class GanTargetConfig:
    """The distribution in the plane that the generator is to imitate."""

    target: Literal["ring", "grid", "moons", "spiral", "drawn"] = "ring"
    modes: Annotated[int, Interval(ge=2, le=12)] = 8  # of the ring
    side: Literal[3, 5] = 3  # of the grid
    drawing: Annotated[str, Len(max_length=POINTS_TEXT)] = DRAWN


@config
class PlayersConfig:
    """Two multilayer perceptrons: noise to points, and points to a score."""

    latent: Annotated[int, Interval(ge=1, le=8)] = 2
    g_width: Annotated[int, Interval(ge=8, le=128), Step(8)] = 32
    d_width: Annotated[int, Interval(ge=8, le=128), Step(8)] = 32
    g_depth: Annotated[int, Interval(ge=1, le=4)] = 2
    d_depth: Annotated[int, Interval(ge=1, le=4)] = 2
    players_seed: Seed = 0


@config
class GanGameConfig:
    """How the two are trained against each other, both by Adam."""

    loss: LossName = "non_saturating"
    gan_steps: Annotated[int, Interval(ge=100, le=2000), Step(100)] = 800
    beta1: Annotated[float, Interval(ge=0, le=0.95), Step(0.05)] = 0.5
    r1: Annotated[float, Interval(ge=0, le=10), Step(0.1)] = 0.0  # gamma of the penalty
    d_steps: Annotated[int, Interval(ge=1, le=5)] = 1
    g_steps: Annotated[int, Interval(ge=1, le=5)] = 1
    rate_d: Rate = 3e-3
    rate_g: Rate = 3e-3
    input_noise: Annotated[float, Interval(ge=0, le=1), Step(0.05)] = 0.0  # deviation, on all that D sees


@config
class TurnsConfig:
    """The moves so far: how many steps in a row, of the discriminator where positive, of the generator where not."""

    moves: Annotated[tuple[Annotated[int, Interval(ge=-50, le=50)], ...], Len(0, 24)] = ()


@config
class LogitConfig:
    """A score of the discriminator for real and for generated points: the logit of "real"."""

    real_logit: Annotated[float, Interval(ge=-6, le=6), Step(0.1)] = 2.0
    fake_logit: Annotated[float, Interval(ge=-6, le=6), Step(0.1)] = -4.6


@config
class SpikesConfig:
    """Two normal densities of one width on a line: the real one at 0, the generated one at a distance."""

    distance: Annotated[float, Interval(ge=-3, le=3), Step(0.02)] = 1.0
    spike: Annotated[float, Interval(ge=0.02, le=1), Log()] = 0.1  # deviation of both
    pointer: Annotated[float, Interval(ge=-4, le=4), Step(0.05)] = 0.5


@config
class DiracConfig:
    """A generator and a discriminator of one number each, and how they move."""

    theta: Annotated[float, Interval(ge=-2, le=2), Step(0.01)] = 1.0
    psi: Annotated[float, Interval(ge=-2, le=2), Step(0.01)] = 0.0
    h: Annotated[float, Interval(ge=0.01, le=1), Log()] = 0.3
    gamma: Annotated[float, Interval(ge=0, le=1), Step(0.01)] = 0.0
    updates: Literal["simultaneous", "alternating"] = "simultaneous"
    dirac_steps: Annotated[int, Interval(ge=10, le=500), Step(10)] = 100


CONFIGS = (
    GanState, GanTargetConfig, PlayersConfig, GanGameConfig, TurnsConfig, LogitConfig, SpikesConfig, DiracConfig,
)  # fmt: skip
