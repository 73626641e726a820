"""People as icons: sorted by illness and then by result, or drawn one after another; and the tree of their numbers."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Between, Change, Frames, Prefix
from core.figures.plane import add_path
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, blank, translucent
from core.probability.bayes.diagnosis import MOST_FRAMES, People

HEIGHT = 346
TREE_HEIGHT = 238
ROWS = {100: 9, 1000: 25, 10000: 80}
FLAT_ROWS = {100: 6, 1000: 17, 10000: 54}  # of the film of cases
SIZES = {100: 17, 1000: 8, 10000: 2.6}  # pixels of an icon
UNIT = 1000  # the height of the field; places are whole numbers, which travel in two bytes
WIDTH, FLAT_WIDTH = 1720, 3620
GAP = 60
MOVE_FRAMES = 12  # of one sorting
PALE = 0.34
GROUPS = ("ill_positive", "ill_negative", "healthy_positive", "healthy_negative")


def sizes_of(people: People) -> np.ndarray:
    """How many people each of the four groups has, in the order of GROUPS: (4,)."""
    return np.array([int(getattr(people, group)) for group in GROUPS])


def slots(blocks: list[int], rows: int) -> np.ndarray:
    """Places (n, 2) of blocks of people, side by side and each filled column after column."""
    places, left = [], 0.0
    for size in blocks:
        slot = np.arange(size)
        x = left + (slot // rows + 0.5) * UNIT / rows
        places.append(np.stack([x, UNIT - (slot % rows + 0.5) * UNIT / rows], axis=1))
        left += -(-size // rows) * UNIT / rows + (GAP if size else 0)
    return np.concatenate(places)


def ways(people: People, population: int) -> np.ndarray:
    """Places (3, n, 2) of all people, the four groups one after another: in the crowd, by illness, by result."""
    rows, (tp, fn, fp, tn) = ROWS[population], sizes_of(people)
    crowd = slots([population], rows)[np.random.default_rng(0).permutation(population)]
    by_illness = slots([tp + fn, fp + tn], rows)
    order = np.r_[0:tp, tp + fp : tp + fp + fn, tp : tp + fp, tp + fp + fn : population]  # by result: tp fp | fn tn
    by_result = slots([tp + fp, fn + tn], rows)[order]
    return np.round([crowd, by_illness, by_result]).astype(int)


def stages(population: int) -> np.ndarray:
    """For each frame how far the sorting is, from 0 to 2: both of its parts start and end slowly, (frames,)."""
    share = (1 - np.cos(np.linspace(0, np.pi, _moves(population) + 1))) / 2
    return np.concatenate([share[:-1], 1 + share])


def _moves(population: int) -> int:
    return MOVE_FRAMES if population < 10000 else 1


def frame_of(sorting: float, population: int) -> int:
    """The frame of a place between 0 (crowd) and 2 (by result)."""
    return round(sorting * _moves(population))


def sorting_of(frame: int, population: int) -> float:
    """The inverse of `frame_of`."""
    return frame / _moves(population)


def sorting_film(people: People, population: int, tests: int, t: Say) -> tuple[Figure, Frames]:
    """Everyone walks: out of the crowd to the ill and the healthy, and on to the positive and the negative."""
    places, walked = ways(people, population), stages(population)
    stage = np.linspace(0, 2, len(walked))
    after = stage > 1 + 1e-9  # since the results are known
    figure = _field(population, WIDTH, t)
    ends = np.cumsum(sizes_of(people))
    changes: dict[str, Change] = {}
    for k, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
        for axis, name in enumerate("xy"):
            changes[f"traces[{k}].{name}"] = Between(places[:, start:end, axis], walked)
        if k % 2:
            changes[f"traces[{k}].marker.opacity"] = np.where(after, PALE, 1.0)
    _frame_positive(figure, people, ROWS[population])
    changes["shapes[0].opacity"] = (stage == 2).astype(float)
    often = "once" if tests == 1 else "often"
    left = (t("figure.everyone", n=population), t("figure.ill", n=people.ill),
            t(f"figure.positive_{often}", n=people.positive))  # fmt: skip
    right = ("", t("figure.healthy", n=people.healthy), t(f"figure.negative_{often}", n=people.negative))
    names = (t("figure.crowd"), t("figure.by_illness"), t("figure.by_result"))
    for side, texts in enumerate((left, right)):
        changes[_heading(figure, side)] = [texts[round(place)] if place % 1 == 0 else "" for place in stage]
    return figure, Frames(changes, [names[round(place)] if place % 1 == 0 else "…" for place in stage])


def cases_of(frame: int, population: int) -> int:
    """How many people have been drawn at a frame of the film of cases."""
    return (frame + 1) * max(1, population // MOST_FRAMES)


def frame_of_cases(cases: int, population: int) -> int:
    """The frame that shows so many cases, or as many as there are."""
    every = max(1, population // MOST_FRAMES)
    return min(max(cases // every, 1), population // every) - 1


def cases_film(
    ill: np.ndarray, positive: np.ndarray, people: People, expected_share: float | None, t: Say
) -> tuple[Figure, Frames]:
    """Every person drawn goes to the place of the group; below, the share of the ill among the positive so far.

    ill and positive are (population,); `people` are the counts of all.
    """
    population = len(ill)
    every = max(1, population // MOST_FRAMES)
    cases = np.arange(every, population + 1, every)
    figure = _field(population, FLAT_WIDTH, t)
    tp, fn, fp, tn = sizes_of(people)
    left, right = np.split(slots([tp + fp, fn + tn], FLAT_ROWS[population]).round().astype(int), [tp + fp])
    changes: dict[str, Change] = {}
    groups = ((ill & positive, left[:tp]), (ill & ~positive, right[:fn]), (~ill & positive, left[tp:]),
              (~ill & ~positive, right[fn:]))  # fmt: skip
    for k, (member, places) in enumerate(groups):
        lengths = member.cumsum()[cases - 1]
        changes[f"traces[{k}].x"] = Prefix(places[:, 0], lengths)
        changes[f"traces[{k}].y"] = Prefix(places[:, 1], lengths)
        if k % 2:
            figure.data[k]["marker"]["opacity"] = PALE
    _frame_positive(figure, people, FLAT_ROWS[population])
    found, hits = positive.cumsum()[cases - 1], (ill & positive).cumsum()[cases - 1]
    _curve(figure, cases, found, hits, expected_share, changes, t)
    so_far = zip(found, hits, strict=True)
    changes[_heading(figure, 0)] = [t("figure.so_far", n=int(n), ill=int(h)) for n, h in so_far]
    changes[_heading(figure, 1)] = [t("figure.rest_so_far", n=int(n)) for n in cases - found]
    return figure, Frames(changes, [t("figure.cases", n=int(n)) for n in cases])


def _curve(
    figure: Figure, cases: np.ndarray, found: np.ndarray, hits: np.ndarray, expected_share: float | None,
    changes: dict[str, Change], t: Say,
) -> None:  # fmt: skip
    """The axes below the people, the share over the cases, and the share by the formula."""
    grid = {key: figure.layout["yaxis"][key] for key in ("gridcolor", "linecolor", "ticks")}
    share = np.where(found > 0, 100 * hits / np.maximum(found, 1), np.nan)
    figure.update_layout(
        showlegend=False, margin={"l": 46, "b": 38}, yaxis={"domain": [0.42, 1]},
        xaxis2={**grid, "anchor": "y2", "range": [0, len(cases) * (cases[0] or 1)], "fixedrange": True,
                "title": {"text": t("axis.cases"), "standoff": 4, "font": {"size": 12}}, "showgrid": False},
        yaxis2={**grid, "domain": [0, 0.3], "range": [0, 100], "dtick": 50, "fixedrange": True,
                "ticksuffix": " %", "automargin": False,
                "showgrid": True, "zeroline": False},
    )  # fmt: skip
    figure.add_scatter(
        x=cases[:1], y=share[:1], mode="lines", xaxis="x2", yaxis="y2", line={"color": CLASS_A, "width": 2.5},
        hovertemplate="%{x}: %{y:.3g} %<extra></extra>", showlegend=False,
    )  # fmt: skip
    lengths = np.arange(1, len(cases) + 1)
    changes["traces[4].x"], changes["traces[4].y"] = Prefix(cases, lengths), Prefix(share, lengths)
    if expected_share is not None:
        figure.add_shape(
            type="line", xref="x2 domain", yref="y2", x0=0, x1=1, y0=100 * expected_share, y1=100 * expected_share,
            line={"color": NEUTRAL, "width": 2, "dash": "dash"},
        )  # fmt: skip


def _field(population: int, width: int, t: Say) -> Figure:
    """The empty field with its four groups of icons: color and form say the health, a pale icon a negative result."""
    figure = blank("", height=HEIGHT, hovermode="closest", shapes=[], margin={"l": 8, "r": 8, "t": 30, "b": 26})
    axis = {"visible": False, "fixedrange": True}
    figure.update_layout(
        xaxis={**axis, "range": [-12, width]},
        yaxis={**axis, "range": [-12, UNIT + 12], "scaleanchor": "x", "constrain": "domain", "constraintoward": "top"},
        legend={"y": -0.01, "yanchor": "top", "x": 0, "xanchor": "left"},
    )  # fmt: skip
    for group in GROUPS:
        ill = group.startswith("ill")
        figure.add_scatter(
            x=[], y=[], mode="markers", name=t(f"figure.name.{group}"), cliponaxis=False,
            hovertemplate=t(f"figure.name.{group}") + "<extra></extra>",
            marker={"size": SIZES[population] * (0.75 if width == FLAT_WIDTH else 1), "opacity": 1.0,
                    "color": CLASS_A if ill else CLASS_B, "symbol": "diamond" if ill else "circle",
                    "line": {"width": 0}},
        )  # fmt: skip
    return figure


def _heading(figure: Figure, side: int) -> str:
    """Where the words above one side lie. They name a line without width: words of their own redraw all people."""
    figure.add_shape(
        type="line", xref="paper", yref="paper", x0=0, x1=1, y0=1, y1=1, line={"width": 0},
        label={"text": "", "textposition": "end" if side else "start", "yanchor": "bottom", "padding": 4,
               "font": {"size": 14}},
    )  # fmt: skip
    return f"shapes[{len(figure.layout['shapes']) - 1}].label.text"


def _frame_positive(figure: Figure, people: People, rows: int) -> None:
    """The frame around the positive."""
    columns = -(-int(people.positive) // rows)
    figure.add_shape(
        type="rect", x0=-10, x1=columns * UNIT / rows + 10, y0=-10, y1=UNIT + 10, opacity=float(columns > 0),
        line={"color": INK, "width": 2}, fillcolor=translucent(NEUTRAL, 0.08), layer="below",
    )  # fmt: skip


def tree_figure(people: People, tests: int, t: Say) -> Figure:
    """The tree: everyone, the ill and the healthy, and of each the positive and the negative, with whole numbers."""
    figure = blank("", height=TREE_HEIGHT, showlegend=False, shapes=[], margin={"l": 0, "r": 0, "t": 4, "b": 4})
    axis = {"visible": False, "fixedrange": True}
    figure.update_layout(xaxis={**axis, "range": [0, 4]}, yaxis={**axis, "range": [0, 3]})
    often = "once" if tests == 1 else "often"
    p, n = t(f"tree.positive_{often}"), t(f"tree.negative_{often}")
    nodes = {
        (2.0, 2.6): (t("tree.everyone"), people.ill + people.healthy, NEUTRAL, 0.25),
        (1.0, 1.5): (t("tree.ill"), people.ill, CLASS_A, 0.45),
        (3.0, 1.5): (t("tree.healthy"), people.healthy, CLASS_B, 0.45),
        (0.5, 0.4): (p, people.ill_positive, CLASS_A, 0.75), (1.5, 0.4): (n, people.ill_negative, CLASS_A, 0.15),
        (2.5, 0.4): (p, people.healthy_positive, CLASS_B, 0.6), (3.5, 0.4): (n, people.healthy_negative, CLASS_B, 0.15),
    }  # fmt: skip
    branches = [np.array([[x, child], [y - 0.36, below + 0.36]])
                for x, y, child, below in ((2, 2.6, 1, 1.5), (2, 2.6, 3, 1.5), (1, 1.5, 0.5, 0.4), (1, 1.5, 1.5, 0.4),
                                           (3, 1.5, 2.5, 0.4), (3, 1.5, 3.5, 0.4))]  # fmt: skip
    add_path(figure, branches, NEUTRAL, 1.5, layer="below")
    for (x, y), (name, count, color, depth) in nodes.items():
        framed = name == p
        figure.add_shape(
            type="rect", x0=x - 0.47, x1=x + 0.47, y0=y - 0.36, y1=y + 0.36, fillcolor=translucent(color, depth),
            line={"color": INK if framed else color, "width": 2.5 if framed else 1},
            label={"text": f"<b>{int(count)}</b><br>{name}", "font": {"size": 13, "color": INK}},
        )  # fmt: skip
    return figure
