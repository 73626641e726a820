"""The skylines as one drawing (an SVG image), with a place under the pointer for each block."""

import base64
from itertools import pairwise

from core.figures.figure import Figure, Say
from core.figures.theme import ACCENT, NEUTRAL, blank
from core.networks.cnn.settings import SkylineConfig
from core.networks.cnn.skyline import Building, Skyline
from core.networks.cnn.survey import Block

HEIGHT = 455
WIDE, HIGH = 1000, 400  # of the drawing, in its own units
FRONT = 0.62  # of a unit
ASIDE = 1.5  # units by which the deepest block reaches to the right
UP = 26.0  # and upwards, in the drawing's own units
HEADROOM = 1.16
ROOM = 11.0  # units that the first name takes on a phone
NEAR = 12.0  # and between the middles of two names that would run into each other
LEAST = 2.0  # of a front, in the drawing's own units
SCALE = ((0.0, "#bcd7ee"), (0.45, "#0877bd"), (0.75, "#7a3fa0"), (1.0, "#f59322"))
UNITS = {"parameters": "", "multiply_adds": "", "memory": "B", "field": "px"}
PREFIXES = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


def short(value: float, unit: str = "") -> str:
    """A number with the prefix of its size: `61.1 M`, `714 M`, `156`."""
    for size, prefix in PREFIXES:
        if value >= size:
            return f"{value / size:.3g} {prefix}{unit}"
    return f"{value:.0f} {unit}".strip()


def skyline_figure(found: Skyline, config: SkylineConfig, chosen: int, t: Say) -> Figure:
    """The blocks of all networks; those of the chosen place of one's own are framed."""
    tall = t("axis.side") if config.tall == "side" else t(f"options.measure.{config.measure}")
    figure = blank("", "", tall, height=HEIGHT, showlegend=False, hovermode="closest", shapes=[])
    top, width = found.top * HEADROOM, found.width + ASIDE
    unit = UNITS[config.measure]
    figure.update_layout(margin={"l": 62, "r": 8, "t": 30, "b": 69})
    figure.update_xaxes(range=[-0.6, width], fixedrange=True, showgrid=False, showticklabels=False, automargin=False)
    figure.update_yaxes(
        range=[0, top], fixedrange=True, automargin=False, nticks=6, showgrid=False, exponentformat="SI"
    )
    figure.update_layout(images=[_drawing(found, top, width)])
    x = [one.left + FRONT / 2 for one in found.buildings]
    y = [max(one.height / 2, 0.02 * top) for one in found.buildings]
    low, high = found.color_range
    figure.add_scatter(
        x=x, y=y, mode="markers", customdata=[[one.network, one.block.place] for one in found.buildings],
        text=[_told(one.block, one.network, t) for one in found.buildings], hovertemplate="%{text}<extra></extra>",
        marker={"size": 16, "opacity": 0, "symbol": "square", "color": [low] * len(x), "cmin": low, "cmax": high,
                "colorscale": [list(one) for one in SCALE], "showscale": True, "colorbar": _bar(low, high, config, t)},
    )  # fmt: skip
    _write_names(figure, found, unit, t)
    frames = [one for one in found.buildings if one.network == "own" and one.block.place == chosen]
    for one in frames:
        high_side = max(one.height, LEAST * top / HIGH)
        figure.add_shape(
            type="rect", x0=one.left - 0.1, x1=one.left + FRONT + 0.1, y0=0, y1=high_side + 0.012 * top,
            line={"color": ACCENT, "width": 2},
        )  # fmt: skip
    return figure


def _write_names(figure: Figure, found: Skyline, unit: str, t: Say) -> None:
    """Each network's name and total below it; as labels of shapes they change without a look at the rest."""
    before, lowered = -NEAR, False
    for name, (left, end), total in zip(found.names, found.edges, found.totals, strict=True):
        right = max(end, ROOM)
        lowered = not lowered and (left + right) / 2 - before < NEAR
        before, drop = (left + right) / 2, 0.085 * lowered
        text = f"<b>{t('own') if name == 'own' else name}</b><br>{short(total, unit)}"
        figure.add_shape(
            type="rect", x0=left, x1=right, yref="paper", y0=-0.11 - drop, y1=-0.01 - drop, line={"width": 0},
            label={"text": text, "font": {"size": 12}, "padding": 0},
        )  # fmt: skip


def _bar(low: float, high: float, config: SkylineConfig, t: Say) -> dict[str, object]:
    """The key of the colors, above the picture; its ticks are powers of ten."""
    ticks = [power for power in range(0, 13, 2 if high - low > 3 else 1) if low <= power <= high]
    texts = [short(10**power, UNITS[config.measure]) for power in ticks]
    return {
        "orientation": "h", "x": 1, "xanchor": "right", "y": 1.01, "yanchor": "bottom", "len": 0.42, "thickness": 8,
        "lenmode": "fraction", "tickvals": ticks, "ticktext": texts, "tickfont": {"size": 11}, "tickangle": 0,
        "outlinewidth": 0, "ticks": "", "ypad": 0, "xpad": 0, "ticklabelposition": "outside top",
    }  # fmt: skip


def _told(block: Block, network: str, t: Say) -> str:
    return t(
        "hover.block", name=t("own") if network == "own" else network, layer=block_name(block, t),
        shape=block.out.shape, parameters=f"{block.parameters:,}", work=f"{block.multiply_adds:,}",
        memory=short(block.memory, "B"), field=block.field,
    )  # fmt: skip


def block_name(block: Block, t: Say) -> str:
    """What a block is, in a word and its numbers: `conv 5 × 5`."""
    layer = block.layer
    name = t("shortcut") if block.shortcut else t(f"kind.{layer.kind}")
    window = f" {layer.kernel} × {layer.kernel}" if layer.kind in ("conv", "pool", "mean") else ""
    return f"{name}{window}" + (f" / {layer.stride}" if layer.stride > 1 and window else "")


def skyline_alt(found: Skyline, config: SkylineConfig, t: Say) -> str:
    """What is seen, in a sentence with the totals."""
    unit = UNITS[config.measure]
    totals = [f"{t('own') if name == 'own' else name} {short(total, unit)}"
              for name, total in zip(found.names, found.totals, strict=True)]  # fmt: skip
    return t("alt.skyline", measure=t(f"options.measure.{config.measure}"), totals=", ".join(totals))


def _drawing(found: Skyline, top: float, width: float) -> dict[str, object]:
    """The image, stretched over the plot."""
    parts = [_block(one, top, width) for one in found.buildings]
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
        f'preserveAspectRatio="none"><g stroke="{NEUTRAL}" stroke-width=".5" stroke-linejoin="round">'
        f"{''.join(parts)}</g></svg>"
    )
    return {
        "source": "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode(), "xref": "x", "yref": "y",
        "x": -0.6, "y": top, "sizex": width + 0.6, "sizey": top, "sizing": "stretch", "layer": "below",
    }  # fmt: skip


def _block(one: Building, top: float, width: float) -> str:
    """Front, roof and side of a block."""
    across = WIDE / (width + 0.6)
    x0, x1 = (one.left + 0.6) * across, (one.left + 0.6 + FRONT) * across
    y = HIGH - max(one.height * HIGH / top, LEAST)
    right, up = one.depth**1.5 * ASIDE * across, one.depth**1.5 * UP
    color = color_of(one.color)
    faces = (
        (0, ((x0, HIGH), (x0, y), (x1, y), (x1, HIGH))),
        (0.35, ((x0, y), (x0 + right, y - up), (x1 + right, y - up), (x1, y))),
        (-0.3, ((x1, y), (x1 + right, y - up), (x1 + right, HIGH - up), (x1, HIGH))),
    )
    return "".join(
        f'<path fill="{_shaded(color, light)}" d="M{"L".join(f"{a:.1f},{b:.1f}" for a, b in corners)}Z"/>'
        for light, corners in faces
    )


def color_of(share: float) -> tuple[float, float, float]:
    """Red, green and blue at a place of the scale from 0 to 1; gray for what has nothing (below 0)."""
    if share < 0:
        return 214.0, 218.0, 224.0
    stops = [(place, tuple(float(int(color[k : k + 2], 16)) for k in (1, 3, 5))) for place, color in SCALE]
    for (a, first), (b, second) in pairwise(stops):
        if share <= b:
            part = (share - a) / (b - a)
            red, green, blue = (low + part * (high - low) for low, high in zip(first, second, strict=True))
            return red, green, blue
    red, green, blue = stops[-1][1]
    return red, green, blue


def _shaded(color: tuple[float, float, float], light: float) -> str:
    """The color nearer to white (light above 0) or to black."""
    goal = 255 if light > 0 else 0
    return "#" + "".join(f"{round(part + abs(light) * (goal - part)):02x}" for part in color)
