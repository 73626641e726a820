"""The stage with the run on it, and what a viewer does there: branches, weights set by hand, the playhead."""

from functools import partial
from typing import Any

import streamlit as st

from core.data.playground import Dataset
from core.engine.run import Progress, Run
from core.engine.settings import Branches, Segment
from core.networks.mlp.branches import branched, edited
from core.networks.mlp.defaults import histories_left, run_in_steps
from core.networks.mlp.settings import StageState
from core.networks.mlp.stage_message import stage_message
from pages.networks.mlp.state import Settings, put_history, segments_now
from pages.shared import Words, current_config, put, with_progress
from pages.shared.live import Edit, stage

HEIGHT = 470
LEFT_SECONDS = 5.0  # of computing for what a branch has left, which is only there to be compared


def trained(t: Words, s: Settings, history: Branches, seconds: float | None = None) -> Run:
    """The run with this history; a long one shows how far it is, and is left when the visitor changes something.

    What is not done within so many seconds of computing is cut; said where it is the time of any long computation.
    """
    planned = max(s.segments[-1].start_epoch, s.now.epochs)

    def cut(progress: Progress) -> str:
        epoch = progress.run.cut_epoch if progress.run and seconds is None else None
        return "" if epoch is None else t("lab.cut", epoch=epoch, planned=planned)

    done = with_progress(
        run_in_steps, s.data, s.network, s.training, history, share=lambda progress: progress.share,
        said=t("lab.training"), seconds=seconds, cut=cut,
    ).run  # fmt: skip
    assert done is not None
    return done


def trained_with_left(t: Words, s: Settings) -> tuple[Run, list[Run]]:
    """The run, and those that its last branches have left."""
    run = trained(t, s, s.history)
    return run, [trained(t, s, history, LEFT_SECONDS) for history in histories_left(list(s.segments))]


def show(t: Words, s: Settings, dataset: Dataset, run: Run, left: list[Run]) -> None:
    """The film of the run, with the curves of what its branches have left."""
    screen = current_config(StageState, t)
    about = vars(screen)
    stage(
        stage_message(run, dataset, s.data.inputs, left=left), key="mlp_stage", alt=alt(t, s, run), height=HEIGHT,
        epoch=None if screen.playhead < 0 else screen.playhead,
        show={name: about[name] for name in ("show_test", "discretize", "log", "loop", "measure", "speed")},
        on_edit=partial(_edit, t), on_branch=partial(_branch, t), on_return=partial(_return, t),
        on_playhead=partial(_playhead, run.epochs), on_show=_show,
    )  # fmt: skip
    if cut := [other.cut_epoch for other in left if other.cut_epoch is not None]:
        st.caption(t("lab.cut_left", epoch=min(cut)))


def alt(t: Words, s: Settings, run: Run) -> str:
    """What is seen, in one sentence."""
    return t(
        "alt.stage", data=t.option("dataset", s.data.dataset), sizes="-".join(map(str, run.layout.sizes)),
        epochs=run.epochs, train=float(run.train_losses[-1]), test=float(run.test_losses[-1]),
    )  # fmt: skip


def branches(t: Words, s: Settings) -> None:
    """The history as a list: each branch in words, and a way back to it."""
    for number, (before, after) in enumerate(zip(s.segments, s.segments[1:], strict=False), 1):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                t("branches.from", epoch=after.start_epoch, changes=_changes(t, before, after)), width="stretch"
            )
            st.button(
                t("branches.drop"), key=f"mlp__drop_{number}", type="tertiary", icon=":material/undo:",
                help=t("branches.drop_help"),
                on_click=partial(put_history, t, list(s.segments[:number])),
            )  # fmt: skip


def _changes(t: Words, before: Segment, after: Segment) -> str:
    old, new = vars(before.training), vars(after.training)
    names = [name for name in old if not name.startswith("_") and old[name] != new[name]]
    changes = [f"{t(f'fields.{name}.label')} {_shown(old[name])} → **{_shown(new[name])}**" for name in names]
    changes += [t("branches.by_hand", count=len(after.edits))] if after.edits else []
    return "; ".join(changes) or t("branches.unchanged")


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _edit(t: Words, edit: Edit) -> None:
    put_history(t, edited(segments_now(), edit.epoch, edit.parameter, edit.value))


def _branch(t: Words, epoch: int) -> None:
    put_history(t, branched(segments_now(), epoch))


def _return(t: Words) -> None:
    put_history(t, segments_now()[:-1] or segments_now())


def _playhead(last: int, epoch: int) -> None:
    put({"playhead": -1 if epoch >= last else epoch})


def _show(name: str, value: bool | str | float) -> None:
    put({name: value})
