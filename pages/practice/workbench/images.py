"""The images: which set, what stands in it, and how many of it judge along the way."""

import streamlit as st

from core.code_export import Made
from core.practice.workbench.archives import ADDRESSES, archive_folder, fetch_archive, has_archive
from core.practice.workbench.challenges import bad_luck, certain_validation
from core.practice.workbench.folders import read_image_zip
from core.practice.workbench.images import OwnImages
from core.practice.workbench.images_figure import counts_figure, sheet_figure
from core.practice.workbench.images_report import set_lines, set_numbers, set_report, sheet_tiles
from core.practice.workbench.settings import ImagesConfig, ImageTrainingConfig, SheetConfig
from pages.practice.workbench.source import PLACE, chosen_images, class_names
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    figure,
    folded,
    job,
    put,
    sentences,
)
from pages.shared.pickers import own_file

USUAL = {"tab": "images", "images": "mnist", "size": 1000, "held_out": 20, "split_seed": 0}
EXPERIMENTS = {
    "means": Experiment(USUAL | {"sheet": "means"}, right=2),
    "flip": Experiment(USUAL | {"sheet": "examples", "sheet_epoch": 1, "augmentation": ("flip",)}, right=0),
    "fifty": Experiment(USUAL | {"held_out": 5}, right=1),
}
CHALLENGES = {
    "certain": Challenge(certain_validation, solution={"size": 6000}),
    "bad_luck": Challenge(bad_luck, solution={"images": "fashion_mnist", "size": 100, "split_seed": 2}),
}
MEGABYTES = 18


def show(t: Words) -> None:
    """The set and its parts beside the sheet."""
    controls, stage = st.columns([1, 3.3], gap="medium")
    with controls:
        name = ask(ImagesConfig, t, only=("images",)).images
        if name == "own":
            _own(t)
        if name in ADDRESSES and not has_archive(name):
            _fetch(t, name)
        config = ask(ImagesConfig, t, only=("size", "held_out", "split_seed"))
        sheet = ask(SheetConfig, t, only=("sheet",))
        if sheet.sheet == "examples":
            sheet = ask(SheetConfig, t, only=("sheet_epoch",))
            ask(ImageTrainingConfig, t, only=("augmentation",))
    with stage:
        images = chosen_images(t)
        if images is None:
            return
        names = class_names(t, images)
        report = set_report(images) if config.images == "own" else cached(set_report, images)
        tiles, rows = sheet_tiles(images, report, sheet, current_config(ImageTrainingConfig, t))
        title = t(
            "figure.means" if sheet.sheet == "means" else "figure.changed" if sheet.sheet_epoch else "figure.sheet"
        )
        pictures, said = st.columns([1.25, 1], gap="medium")
        with pictures:
            figure(
                sheet_figure(tiles, rows, names, title, t), key="workbench_tiles",
                alt=t("alt.sheet", count=len(tiles), rows=rows),
            )  # fmt: skip
        with said:
            figure(counts_figure(report, names, t), key="workbench_counts", alt=t("alt.counts", classes=len(names)))
            st.markdown(sentences(t, set_lines(images, report, sheet)))
            st.button(
                t("go"), icon=":material/arrow_forward:", type="primary", on_click=put, args=({"tab": "training"},)
            )
    challenges(t, CHALLENGES, certain=(report,), bad_luck=(report, config))
    if images.made is not None:
        code_panel(t, {"NumPy": Made(set_numbers, images.made)}, shown=set_numbers(images))


def _own(t: Words) -> None:
    """The uploader of a zip, and what was read of it."""
    found: OwnImages | None = own_file(
        t, PLACE, t("upload"), lambda _, content: read_image_zip(content), types=["zip"], megabytes=MEGABYTES
    )
    if found is not None:
        st.caption(t("own_read", count=len(found.labels), classes=len(found.classes), side=found.images.shape[1]))


@folded("fetch", icon="download", key="workbench_fetch")
def _fetch(t: Words, name: str) -> None:
    """A job that fetches the files of a set."""
    st.caption(t("fetch_about", address=ADDRESSES[name], folder=str(archive_folder(name))))
    job(t, fetch_archive, name)
