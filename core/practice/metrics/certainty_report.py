"""What intervals say: keys of the words files with their numbers, in sentences and by hand."""

from collections.abc import Iterator

from core.practice.metrics.binary_report import Line
from core.practice.metrics.certainty import MetricInterval, wilson_parts
from core.practice.metrics.settings import IntervalConfig

WISHED_WIDTH = 0.02  # for which the rule of thumb counts the samples


def interval_lines(row: MetricInterval, metric: str, config: IntervalConfig) -> Iterator[Line]:
    """A metric with its bootstrap interval and, for a share, Wilson's; `metric` is its name for the reader."""
    ends = {"value": row.value, "low": row.low, "high": row.high}
    yield "said", {"metric": metric, **ends, "total": config.resamples, "level": config.level}
    if row.wilson_low is not None:
        shares = {"successes": row.successes, "trials": row.trials}
        yield "wilson_said", {"low": row.wilson_low, "high": row.wilson_high, **shares}
    if row.undefined:
        yield "left_out", {"count": row.undefined, "total": config.resamples}


def flat_lines(row: MetricInterval) -> Iterator[Line]:
    """What a bootstrap interval without width leaves out."""
    if row.is_flat:
        yield "no_width", {}
        if row.wilson_low is not None:
            yield "no_width_but_wilson", {}


def interval_by_hand(row: MetricInterval, metric: str, config: IntervalConfig) -> Iterator[Line]:
    """Wilson's formula beside SciPy's bounds, and the quantiles of the resamples."""
    parts = wilson_parts(row, config.level)
    if parts is None:
        yield "no_proportion", {"metric": metric}
    else:
        values = {"p": parts.p, "z": parts.z, "n": parts.n, "successes": parts.successes}
        yield "wilson_by_hand", {"low": row.wilson_low, "high": row.wilson_high, **values}
        yield "scipy", {"low": parts.library_low, "high": parts.library_high}
    if row.low is not None:
        tail = (1 - config.level) / 2
        ends = {"low": row.low, "high": row.high, "total": config.resamples}
        yield "bootstrap_by_hand", {"tail": tail, "rest": 1 - tail, **ends}


def size_by_hand(row: MetricInterval, metric: str, config: IntervalConfig) -> Iterator[Line]:
    """The samples that an interval of 0.02 takes, by the rule of thumb; it says nothing of a share of 0 or 1."""
    parts = wilson_parts(row, config.level)
    if parts is None:
        yield "no_proportion", {"metric": metric}
        return
    shares = {"successes": parts.successes, "n": parts.n}
    if parts.successes in (0, parts.n):
        yield "rough_fails", {**shares, "wilson": parts.library_high - parts.library_low}
    else:
        size = parts.rough_size(WISHED_WIDTH)
        yield "rough_by_hand", {**shares, "p": parts.p, "z": parts.z, "width": parts.rough_width, "size": size}
