"""The end of the wait of early stopping as a handle; panels with the training error by hand and errors by width."""

from core.engine.run import Run
from core.learning.regularization.settings import CuresConfig
from core.learning.regularization.training import CuredFit, Stop, width_steps
from core.learning.regularization.training_figure import widths_figure
from core.learning.regularization.training_report import training_error_tex
from pages.shared import Handle, Words, figure, folded, live_formula, put, with_progress


def wait_handles(run: Run, stop: Stop | None, t: Words) -> list[Handle]:
    """The end of the wait, which is dragged to be more or less patient."""
    if stop is None or stop.epoch is None:
        return []
    best = stop.best
    return [
        Handle(
            name="patience", x=stop.epoch, y=3.0, label=t("mark.stop"), along="x", x_low=best + 1, x_high=run.epochs,
            snap=1, on_drag=lambda x, _: put({"patience": max(1, min(round(x) - best, 3000))}),
        )
    ]  # fmt: skip


@folded("part.numbers", icon="calculate", key="regularization_training_by_hand")
def error_by_hand(t: Words, fit: CuredFit) -> None:
    """The training error as the mean of the squared residuals."""
    live_formula(t, "by_hand", **training_error_tex(fit))


@folded("part.widths", icon="width", key="regularization_widths")
def widths_panel(t: Words, config: CuresConfig) -> None:
    """Errors of networks of every width, with the cures on the screen."""
    found = with_progress(width_steps, config, share=lambda step: step.share, said=t("trains"))
    if len(found.widths):
        alt = t("alt.widths", narrow=float(found.valid[0]), wide=float(found.valid[-1]))
        figure(widths_figure(found, config.width, t), key="regularization_widths_figure", alt=alt)
