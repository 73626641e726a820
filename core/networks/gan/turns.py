"""One player at a time: the discriminator's steps and the generator's, in the order that a visitor has chosen."""

from collections.abc import Iterator

from core.networks.gan.game import GameRun, GanTraining
from core.networks.gan.settings import GanGameConfig, GanTargetConfig, PlayersConfig, TurnsConfig


def play_turns(
    target: GanTargetConfig, players: PlayersConfig, game: GanGameConfig, turns: TurnsConfig
) -> Iterator[GanTraining]:  # fmt: skip
    """The players after each move, with a look after each; from the same untrained pair as the game.

    A move is a number of steps in a row: of D where it is positive, of G where it is negative.
    """
    run = GameRun(target, players, game)
    yield run.snapshot()
    for move in turns.moves:
        for _ in range(abs(move)):
            if move > 0:
                run.match.discriminator_step()
            else:
                run.match.generator_step()
        run.step += abs(move)
        run.look()
        yield run.snapshot()


def own_steps(turns: TurnsConfig) -> tuple[int, int]:
    """How many steps D has made, and how many G."""
    return sum(max(move, 0) for move in turns.moves), sum(max(-move, 0) for move in turns.moves)
