"""What the page of matrices keeps in its link: the open tab, the photograph, and every config."""

from typing import Literal

from core.mathematics.matrices.fit import FitConfig
from core.mathematics.matrices.game import GameConfig
from core.mathematics.matrices.inverse import HilbertConfig, InverseConfig
from core.mathematics.matrices.move import MoveConfig
from core.mathematics.matrices.product import ProductConfig, ProductView
from core.mathematics.matrices.system import SystemConfig
from core.params import config


@config
class MatricesState:
    """The open tab, and the photograph that is moved."""

    tab: Literal["move", "product", "game", "inverse", "system", "fit"] = "move"
    picture: Literal["astronaut", "chelsea", "coffee", "flower", "own"] = "astronaut"


CONFIGS = (
    MatricesState, MoveConfig, ProductConfig, ProductView, GameConfig, InverseConfig, HilbertConfig, SystemConfig,
    FitConfig,
)  # fmt: skip
