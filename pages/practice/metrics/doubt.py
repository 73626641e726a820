"""What the questions of "How sure?" share: the resamples, and what to say of undefined metrics."""

from core.practice.metrics.binary_report import evaluate_binary
from core.practice.metrics.intervals import Resamples, bootstrap_chunks
from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.settings import BinaryConfig, IntervalConfig
from pages.shared.cached import with_progress
from pages.shared.words import Words


def resampled(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Resamples:
    """Every metric on the resamples; the level and the chosen metric do not enter."""
    alike = IntervalConfig(resamples=config.resamples, bootstrap_seed=config.bootstrap_seed)
    said = t("certainty.resampling", total=config.resamples)
    return with_progress(bootstrap_chunks, scores, binary, alike, share=lambda state: state.done / state.total, said=said)


def why_undefined(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> str:
    """The sentence for a metric that has no value."""
    reason = evaluate_binary(scores, binary)[config.metric].undefined
    return f"**{t('metric.' + config.metric)}**: {t(f'undefined.{reason}')}"
