"""The sheet of a set of images, a row for each class, and the counts of the classes."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import CLASS_B, TEST, TRAIN, blank
from core.practice.workbench.images_report import EXAMPLES, SetReport
from core.practice.workbench.tiles import sheet_source, tiles_figure

SHEET_HEIGHT, COUNTS_HEIGHT = 368, 210
LONGEST = 12  # letters of a class beside the sheet


def sheet_figure(tiles: np.ndarray, rows: int, names: list[str], title: str, t: Say) -> Figure:
    """The tiles (m, side, side, channels), with the names of the classes beside the rows."""
    m = len(tiles)
    source = sheet_source(tiles, np.full(m, -1), rows)
    hover = [t("hover.tile", name=figure_text(names[k % rows])) for k in range(m)]
    figure = tiles_figure(source, m, rows, EXAMPLES, hover, height=SHEET_HEIGHT, title=title)
    figure.update_yaxes(
        visible=True, showgrid=False, tickvals=[row + 0.5 for row in range(rows)], ticks="",
        ticktext=[figure_text(name, LONGEST) for name in names[:rows]],
    )  # fmt: skip
    return figure.update_layout(margin={"l": 40 if max(map(len, names)) <= 2 else 92})


def counts_figure(report: SetReport, names: list[str], t: Say) -> Figure:
    """How many images of each class there are in training, validation and test."""
    figure = blank("", "", t("axis.count"), height=COUNTS_HEIGHT, barmode="group")
    figure.update_layout(margin={"l": 52, "r": 8, "t": 24, "b": 40}, legend={"y": 1.02})
    shown = [figure_text(name, LONGEST) for name in names]
    for counts, part, color in zip(report.counts, ("train", "validation", "test"), (TRAIN, TEST, CLASS_B), strict=True):
        figure.add_bar(
            x=np.arange(len(names)), y=counts, name=t(f"part_of.{part}"), marker={"color": color}, customdata=shown,
            hovertemplate=f"%{{customdata}}, {t(f'part_of.{part}')}: %{{y}}<extra></extra>",
        )  # fmt: skip
    figure.update_xaxes(
        tickvals=list(range(len(names))) if len(names) <= 12 else [], ticktext=shown, fixedrange=True,
        automargin=False,
    )  # fmt: skip
    figure.update_yaxes(fixedrange=True, automargin=False, rangemode="tozero")
    return figure
