"""The memory ribbons of three networks, one above the other, and their losses beside the baseline."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Frames, Levels
from core.figures.theme import CATEGORICAL, CLASS_A, CLASS_B, GRADIENT, GRID, INK, NEUTRAL, blank
from core.networks.rnn.memory import KINDS, MemoryTraining, Ribbons
from core.networks.rnn.settings import MemoryTaskConfig
from core.networks.rnn.tasks import MemoryBatch, answer_count, answer_text, baseline, token_texts

SHOWN = 6  # cells of each network
ROWS = 14  # of the picture for one ribbon, one of them empty
BAND = SHOWN * ROWS + 14  # rows for one network with its heading
COLUMNS = 3  # of the picture for one step of time
TOP = 12  # rows for the inputs
HEIGHT = 404
COLORS = {"RNN": NEUTRAL, "LSTM": CATEGORICAL[4], "GRU": CATEGORICAL[2]}
FAINT = 0.12  # how much of a ribbon is seen where nothing is kept
RIBBON_SCALE = (
    (0.0, CLASS_A), (0.5 - 1e-9, "rgba(245,147,34,0)"), (0.5, "rgba(8,119,189,0)"), (1.0, CLASS_B),
)  # fmt: skip
MARGIN = {"l": 8, "r": 8, "t": 34, "b": 36}


def ribbon_sheet(found: Ribbons, cells: np.ndarray) -> np.ndarray:
    """Ribbons as picture (q, rows, columns): sign of the state times what is kept, NaN beside the ribbon.

    The width is the state over the cell's largest at any look. cells: the units that are shown, (n,).
    """
    memory, keep = (fine(one[..., cells]) for one in (found.memory, np.clip(found.keep, 0, 1)))
    width = np.abs(memory) / np.maximum(np.abs(memory).max(axis=(0, 1)), 1e-9)
    offsets = np.abs(np.arange(ROWS - 1) - (ROWS - 2) / 2) / ((ROWS - 2) / 2)
    inside = offsets <= np.maximum(width, 0.1)[..., None]  # (columns, q, n, rows): a line where it is thin
    shade = np.sign(memory) * (FAINT + (1 - FAINT) * keep)
    sheet = np.full((*memory.shape, ROWS), np.nan)
    sheet[..., : ROWS - 1] = np.where(inside, shade[..., None], np.nan)
    return sheet.transpose(1, 2, 3, 0).reshape(memory.shape[1], len(cells) * ROWS, memory.shape[0])


def fine(values: np.ndarray) -> np.ndarray:
    """Values (T, …) three times a step, on straight lines between the steps: (3 T, …)."""
    count = len(values)
    at = np.clip((np.arange(COLUMNS * count) - (COLUMNS - 1) / 2) / COLUMNS, 0, count - 1)
    low = np.floor(at).astype(int)
    part = (at - low).reshape(-1, *(1,) * (values.ndim - 1))
    return np.asarray((1 - part) * values[low] + part * values[np.minimum(low + 1, count - 1)])


def ribbon_film(
    training: MemoryTraining, found: dict[str, Ribbons], batch: MemoryBatch, task: MemoryTaskConfig, t: Say
) -> tuple[Figure, Frames]:
    """The ribbons at every look, and what each network answers."""
    sheets = []
    for kind in KINDS:
        heading = np.full((len(training.look_steps), BAND - SHOWN * ROWS, COLUMNS * task.length), np.nan)
        sheet = ribbon_sheet(found[kind], np.sort(found[kind].cells[:SHOWN]))
        short = np.full((len(sheet), SHOWN * ROWS - sheet.shape[1], sheet.shape[2]), np.nan)
        sheets += [heading, sheet, short]
    whole = np.concatenate(sheets, axis=1)
    figure = _stage(batch, task, t)
    figure.add_heatmap(
        z=whole[-1], x0=1 - (COLUMNS - 1) / (2 * COLUMNS), dx=1 / COLUMNS, y0=0, dy=1, zmin=-1, zmax=1,
        colorscale=[list(pair) for pair in RIBBON_SCALE], showscale=False, hoverinfo="skip",
    )  # fmt: skip
    texts = {kind: [_heading(training, found, batch, task, kind, k, t) for k in range(len(whole))] for kind in KINDS}
    first = len(figure.layout["annotations"])
    for place, kind in enumerate(KINDS):
        figure.add_annotation(
            x=0.5, y=place * BAND + 6, text=texts[kind][-1], showarrow=False, xanchor="left", font={"size": 13},
            align="left",
        )  # fmt: skip
    changes = {f"annotations[{first + place}].text": texts[kind] for place, kind in enumerate(KINDS)}
    labels = [t("film.step", step=int(step)) for step in training.look_steps]
    return figure, Frames({"traces[0].z": Levels(whole), **changes}, labels=labels)


def _stage(batch: MemoryBatch, task: MemoryTaskConfig, t: Say) -> Figure:
    """Axes, sparks with their inputs, and the moment of the answer."""
    figure = blank(t("figure.ribbons"), t("axis.time"), height=HEIGHT, margin=dict(MARGIN), showlegend=False, shapes=[],
                   annotations=[])  # fmt: skip
    figure.update_xaxes(range=[0.4, task.length + 0.6], fixedrange=True, showgrid=False, automargin=False)
    figure.update_yaxes(range=[3 * BAND, -TOP - 4], visible=False, fixedrange=True)
    texts = token_texts(task.task, batch.inputs[0])
    sparks = set(batch.sparks[0].tolist())
    for step, text in enumerate(texts):
        if step in sparks:
            figure.add_shape(type="line", x0=step + 1, x1=step + 1, y0=-4, y1=3 * BAND, layer="below",
                             line={"color": GRADIENT, "width": 1.5, "dash": "dot"})  # fmt: skip
        style = {"color": INK, "size": 14 if step in sparks else 11}
        if text and (step in sparks or task.length <= 40):
            figure.add_annotation(x=step + 1, y=-TOP, text=f"<b>{text}</b>" if step in sparks else text,
                                  showarrow=False, font=style)  # fmt: skip
    last = task.length - answer_count(task.task) + 0.5
    figure.add_vrect(last, task.length + 0.5, fillcolor=GRADIENT, opacity=0.14, line={"width": 0}, layer="below")
    for place in (1, 2):
        figure.add_hline(place * BAND - 1, line={"color": GRID, "width": 1})
    return figure


def _heading(
    training: MemoryTraining, found: dict[str, Ribbons], batch: MemoryBatch, task: MemoryTaskConfig, kind: str,
    look: int, t: Say,
) -> str:  # fmt: skip
    """The name of a network, its answer at a look beside the true one, and its loss."""
    given = " ".join(answer_text(task.task, value) for value in found[kind].given[look])
    true = " ".join(answer_text(task.task, value) for value in batch.answers[0])
    loss = loss_at(training, kind, int(training.look_steps[look]))
    key = "figure.heading" if math.isfinite(loss) else "figure.heading_fresh"
    return t(key, kind=kind, color=COLORS[kind], given=given, true=true, loss=f"{loss:.3g}")


def loss_at(training: MemoryTraining, kind: str, step: int) -> float:
    """The mean loss of a network over up to 40 steps until one; NaN before the first."""
    near = (training.steps <= step) & (training.steps > step - 40)
    return float(training.losses[KINDS.index(kind), near].mean()) if near.any() else math.nan


def memory_loss_figure(training: MemoryTraining, task: MemoryTaskConfig, steps: int, t: Say) -> Figure:
    """The losses of the three networks over the steps, with the baseline as a line."""
    figure = blank(t("figure.losses"), t("axis.step"), height=HEIGHT, margin={"l": 50, "r": 18, "t": 34, "b": 36})
    figure.update_layout(showlegend=False, shapes=[])
    base = baseline(task.task)
    figure.update_xaxes(range=[0, steps], fixedrange=True, automargin=False)
    figure.update_yaxes(type="log", range=[math.log10(base) - 3.2, math.log10(base) + 0.8], fixedrange=True,
                        automargin=False, exponentformat="power", dtick=1)  # fmt: skip
    for kind, losses in zip(KINDS, training.losses, strict=True):
        figure.add_scatter(
            x=training.steps, y=np.maximum(losses, 1e-12), mode="lines", name=kind,
            line={"color": COLORS[kind], "width": 2}, hovertemplate=f"{kind} %{{x}}: %{{y:.3g}}<extra></extra>",
        )  # fmt: skip
    figure.add_hline(base, line={"color": INK, "width": 1.5, "dash": "dot"})
    figure.add_annotation(x=steps, y=math.log10(base), text=t(f"figure.baseline_{task.task}", loss=base),
                          showarrow=False, xanchor="right", yanchor="bottom", yshift=9, font={"size": 12})  # fmt: skip
    names = "  ".join(f"<span style='color:{COLORS[kind]}'>■</span> {kind}" for kind in KINDS)
    figure.add_annotation(x=0, y=0.0, xref="paper", yref="paper", text=names, showarrow=False, xanchor="left",
                          yanchor="bottom", font={"size": 13})  # fmt: skip
    return figure
