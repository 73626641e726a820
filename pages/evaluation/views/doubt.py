"""What the questions of "How sure?" share: the resamples, and what to say of undefined metrics."""

from core.evaluation.configs import BinaryConfig, IntervalConfig
from core.evaluation.intervals import Resamples, bootstrap_chunks
from core.evaluation.predictions import BinaryScores
from core.evaluation.reports import evaluate_binary
from pages.shared.watched import watched
from pages.shared.words import Words


def resampled(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Resamples:
    """Every metric on the resamples; the level and the chosen metric do not enter."""
    alike = IntervalConfig(resamples=config.resamples, bootstrap_seed=config.bootstrap_seed)
    said = t("certainty.resampling", total=config.resamples)
    return watched(bootstrap_chunks, scores, binary, alike, share=lambda state: state.done / state.total, said=said)


def why_undefined(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> str:
    """The sentence for a metric that has no value."""
    reason = evaluate_binary(scores, binary)[config.metric].undefined
    return f"**{t('metric.' + config.metric)}**: {t(f'undefined.{reason}')}"
