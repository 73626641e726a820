"""What the questions of "How sure?" share: the resamples, the experiments, and what to say of undefined metrics."""

from core.evaluation.configs import BinaryConfig, IntervalConfig
from core.evaluation.intervals import Resamples, bootstrap_chunks
from core.evaluation.predictions import BinaryScores
from core.evaluation.reports import evaluate_binary
from pages.shared.experiments import Experiment
from pages.shared.watched import watched
from pages.shared.words import Words

STANDARD = {
    "view": "certainty", "metric": "accuracy", "level": 0.95, "resamples": 2000, "threshold": 0.5, "reweight": False,
    "test_share": 0.3, "split_seed": 0, "feature_noise": 0.0, "inverse_penalty": 1.0, "neighbors": 5,
}  # fmt: skip
BELLS = {"source": "distributions", "separation": 2.0, "spread": 1.0, "spread_ratio": 1.0, "balance": 0.5}
LOGISTIC = {"source": "data", "model": "Logistic regression"}
EXPERIMENTS = {
    "four_times": Experiment({**STANDARD, **BELLS, "doubt": "size", "samples": 2000}, right=1),
    "all_right": Experiment({**STANDARD, **LOGISTIC, "data_set": "Iris", "positive": 0, "doubt": "interval"}, right=2),
    "one_point": Experiment(
        {**STANDARD, **LOGISTIC, "data_set": "Breast cancer", "positive": 1, "rival": "k-NN", "doubt": "rival"}, right=1
    ),
}


def resampled(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Resamples:
    """Every metric on the resamples; the level and the chosen metric do not enter."""
    alike = IntervalConfig(resamples=config.resamples, bootstrap_seed=config.bootstrap_seed)
    said = t("certainty.resampling", total=config.resamples)
    return watched(bootstrap_chunks, scores, binary, alike, share=lambda state: state.done / state.total, said=said)


def why_undefined(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> str:
    """The sentence for a metric that has no value."""
    reason = evaluate_binary(scores, binary)[config.metric].undefined
    return f"**{t('metric.' + config.metric)}**: {t(f'undefined.{reason}')}"
