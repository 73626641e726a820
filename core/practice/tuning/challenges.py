"""The challenges of tuning, judged on what is on the screen."""

from core.challenges import Verdict, judge
from core.practice.tuning.mountain import Surface
from core.practice.tuning.race import Race, RaceConfig
from core.practice.tuning.race_report import CLOSE


def all_near(config: RaceConfig, race: Race, surface: Surface) -> Verdict:
    """All four searches within CLOSE of the top on average, with at most 25 trainings each."""
    worst = float(race.truths.mean(axis=1).min())
    return judge(
        (config.budget <= 25, "budget", {"budget": config.budget}),
        (config.repeats >= 8, "repeats", {"repeats": config.repeats}),
        (worst >= surface.best - CLOSE, "worst", {"worst": worst, "want": surface.best - CLOSE}),
    )
