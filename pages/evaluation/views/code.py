"""The code panel of a view: the function of core for the source on the screen, from scratch and by library."""

from typing import Any

from core.evaluation import exports, exports_library, exports_library_certainty
from core.evaluation.configs import DistributionsConfig, TrainingConfig
from core.evaluation.screen import MetricsScreen
from pages.shared import code_panel
from pages.shared.ask import settled
from pages.shared.words import Words

LIBRARY = vars(exports_library) | vars(exports_library_certainty)


def code(t: Words, subject: str, given: Any, *configs: Any) -> None:
    """The scripts of `<subject>_of_<source>`; `given` holds the numbers where the source is a file or a run."""
    asked = settled(MetricsScreen, "metrics", t).source
    source = "file" if asked == "run" else asked  # both hand over numbers
    if source == "data":
        first: Any = settled(TrainingConfig, "metrics", t)
    else:
        first = settled(DistributionsConfig, "metrics", t) if source == "distributions" else given
    name = f"{subject}_of_{source}"
    twins = {"NumPy": getattr(exports, name), "scikit-learn": LIBRARY[name]}
    code_panel.code_panel(t, "metrics", twins, [first, *configs])
