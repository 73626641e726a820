"""The challenges of the topic of frameworks, judged on what is on the screen."""

from core.challenges import Verdict, judge
from core.computing.frameworks.rosetta import Rosetta
from core.computing.frameworks.rosetta_figure import answer


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
