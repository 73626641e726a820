"""What the page of decompositions keeps in its link: the open tab, and every config."""

from typing import Literal

from core.mathematics.decompositions.dial import DialConfig
from core.mathematics.decompositions.eigen import EigenConfig
from core.mathematics.decompositions.moves import MovesConfig
from core.mathematics.decompositions.pca import PcaConfig
from core.mathematics.decompositions.photo import PhotoConfig
from core.mathematics.decompositions.power import PowerConfig
from core.params import config


@config
class DecompositionsState:
    """The open tab."""

    tab: Literal["dial", "power", "moves", "photo", "pca"] = "dial"


CONFIGS = (DecompositionsState, EigenConfig, DialConfig, PowerConfig, MovesConfig, PhotoConfig, PcaConfig)
