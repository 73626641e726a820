"""Learning rates over the epochs, in closed form; equal to torch.optim.lr_scheduler stepped once per epoch."""

import numpy as np

from core.engine.settings import TrainingConfig


def learning_rates(s: TrainingConfig, epochs: int) -> np.ndarray:
    """The learning rate of each epoch, (epochs,). OneCycle: Smith, Topin (2018), with torch's factors 25 and 1e4."""
    e = np.arange(epochs)
    if s.schedule == "Step":
        return s.learning_rate * s.step_factor ** (e // s.step_epochs)
    if s.schedule == "Exponential":
        return s.learning_rate * s.exponential_factor**e
    if s.schedule == "Cosine":
        return between(s.learning_rate, 0.0, e / max(epochs, 1))
    if s.schedule == "WarmupCosine":
        warmup = min(s.warmup_epochs, max(epochs - 1, 1))
        rise = (1 + (warmup - 1) * e / warmup) / warmup  # from 1 / warmup to 1
        fall = between(1.0, 0.0, (e - warmup) / max(epochs - warmup, 1))
        return s.learning_rate * np.where(e < warmup, rise, fall)
    if s.schedule == "OneCycle":
        peak = max(s.rise_share * epochs - 1, 1e-9)
        up = between(s.learning_rate / 25, s.learning_rate, e / peak)
        down = between(s.learning_rate, s.learning_rate / 25e4, (e - peak) / max(epochs - 1 - peak, 1e-9))
        return np.where(e <= peak, up, down)
    return np.full(epochs, s.learning_rate)


def between(start: float, end: float, share: np.ndarray) -> np.ndarray:
    """Half a cosine wave from `start` (share 0) to `end` (share 1), elementwise."""
    return end + (start - end) / 2 * (1 + np.cos(np.pi * share))
