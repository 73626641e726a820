"""The challenges of tuning, judged on what is on the screen."""

from core.challenges import Verdict, judge
from core.practice.tuning.curse import Curse, CurseConfig
from core.practice.tuning.folds import Folds, FoldsConfig
from core.practice.tuning.halving import Halving
from core.practice.tuning.importance import Importance
from core.practice.tuning.mountain import MountainConfig, Surface
from core.practice.tuning.race import SearchRace, SearchRaceConfig
from core.practice.tuning.race_report import CLOSE
from core.practice.tuning.study import SearchStudy, SearchStudyConfig


def all_near(config: SearchRaceConfig, race: SearchRace, surface: Surface) -> Verdict:
    """All four searches within CLOSE of the top on average, with at most 25 trainings each."""
    worst = float(race.truths.mean(axis=1).min())
    return judge(
        (config.budget <= 25, "budget", {"budget": config.budget}),
        (config.repeats >= 8, "repeats", {"repeats": config.repeats}),
        (worst >= surface.best - CLOSE, "worst", {"worst": worst, "want": surface.best - CLOSE}),
    )


def honest_winner(config: CurseConfig, found: Curse) -> Verdict:
    """Two hundred candidates or more, and a winner that is worth what it promises and much more than the average."""
    gap = float(found.reported.mean() - found.worth.mean())
    gain = float(found.worth.mean() - config.accuracy)
    return judge(
        (config.candidates >= 200, "candidates", {"candidates": config.candidates}),
        (gap <= 0.005, "gap", {"gap": gap}),
        (gain >= 0.1, "gain", {"gain": gain}),
    )


def decay_matters(found: Importance) -> Verdict:
    """A range in which weight decay alone explains at least 60 % of the variance, and good settings are left."""
    decay = found.decay if found.decay == found.decay else 0.0
    return judge(
        (found.diverged == 0, "diverged", {"share": 100 * found.diverged}),
        (found.best >= 0.7, "best", {"best": found.best}),
        (decay >= 0.6, "decay", {"decay": 100 * decay}),
    )


def best_sent_home(found: Halving, mountain: MountainConfig) -> Verdict:
    """The best entrant sent home for one that ends lower by at least 0.02, with 1,000 validation rows or more."""
    gap = float(found.at_end[found.best] - found.at_end[found.winner])
    return judge(
        (mountain.validation_rows >= 1000, "rows", {"rows": mountain.validation_rows}),
        (gap >= 0.02, "gap", {"gap": gap}),
    )


def honest_visits(config: FoldsConfig, found: Folds) -> Verdict:
    """People with several visits, and a nested score within 0.05 of the truth, with at least 90 rows to train on."""
    truth = float(found.truth[found.chosen])
    gap = abs(found.nested - truth) if found.nested == found.nested else 1.0
    trained = int((found.role == 1).sum(axis=1).min())
    return judge(
        (config.world == "visits", "world", {}),
        (gap <= 0.05, "gap", {"gap": gap}),
        (trained >= 90, "trained", {"trained": trained}),
    )


def good_digits(config: SearchStudyConfig, study: SearchStudy) -> Verdict:
    """A validation accuracy of 0.95 with a budget of at most 16 full trainings, by TPE or random search."""
    best = float(study.validation[study.winner])
    return judge(
        (config.trials <= 16, "budget", {"trials": config.trials}),
        (config.search in ("tpe", "random"), "search", {}),
        (best >= 0.95, "best", {"best": best}),
    )
