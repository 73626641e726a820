"""What halving has spent, saved and missed."""

from core.practice.tuning.halving import Halving

Line = tuple[str, dict[str, float]]


def halving_lines(found: Halving) -> list[Line]:
    """The cost in two ways of counting, the winner, and the late bloomers."""
    lines: list[Line] = [
        ("cost", {"cost": found.cost, "full": found.cost_full, "resumed": found.cost_resumed}),
    ]  # fmt: skip
    winner, best = float(found.at_end[found.winner]), float(found.at_end[found.best])
    if winner == best:
        lines.append(("right", {"winner": winner}))
    else:
        rung = int(found.left[found.best])
        lines.append(("wrong", {"winner": winner, "best": best, "epochs": int(found.epochs[rung]), "late": found.late}))
    return lines
