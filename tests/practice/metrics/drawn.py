"""Figures as Plotly itself reads them, and words that say their key."""

import json
import re
import tomllib
from pathlib import Path

import plotly.graph_objects as go


def say(key, **values):
    return f"{key} {values}"


def valid(figure):
    text = figure.to_json()
    for name in ("text", "border", "background", "secondary-background"):
        text = text.replace(f"var(--st-{name}-color)", "black")
    return go.Figure(json.loads(text))


def contrasts(fill):
    """Contrast (WCAG 2) of ink on a fill `rgba(…)` over the paper of the light theme, and of the dark one."""
    *color, opacity = map(float, re.findall(r"[\d.]+", fill))
    for theme in tomllib.loads(Path(".streamlit/config.toml").read_text("utf-8"))["theme"].values():
        if isinstance(theme, dict) and "backgroundColor" in theme:
            paper, ink = (bytes.fromhex(theme[name][1:]) for name in ("backgroundColor", "textColor"))
            mixed = [opacity * over + (1 - opacity) * under for over, under in zip(color, paper, strict=True)]
            dark, bright = sorted((_luminance(mixed), _luminance(ink)))
            yield (bright + 0.05) / (dark + 0.05)


def _luminance(color):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
