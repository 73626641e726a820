"""The code panel of a view: the function of core for the source on the screen, from scratch and by library."""

from typing import Any

from core.practice.metrics import numbers, numbers_library, numbers_library_certainty
from core.practice.metrics.settings import ClassifierConfig, DistributionsConfig, MetricsState
from pages.shared import code_panel
from pages.shared.ask import current_config
from pages.shared.words import Words

LIBRARY = vars(numbers_library) | vars(numbers_library_certainty)


def code(t: Words, subject: str, given: Any, *configs: Any) -> None:
    """The scripts of `<subject>_of_<source>`; `given` holds the numbers where the source is a file or a run."""
    asked = current_config(MetricsState, t).source
    source = "file" if asked == "run" else asked  # both hand over numbers
    if source == "data":
        first: Any = current_config(ClassifierConfig, t)
    else:
        first = current_config(DistributionsConfig, t) if source == "distributions" else given
    name = f"{subject}_of_{source}"
    twins = {"NumPy": getattr(numbers, name), "scikit-learn": LIBRARY[name]}
    code_panel.code_panel(t, "metrics", twins, [first, *configs])
