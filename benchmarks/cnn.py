"""What the topic cnn draws anew while somebody drags, in seconds of processor time."""

from collections.abc import Iterator

from benchmarks.timing import Case, said, seconds
from core.networks.cnn.classifier import workbench_settings
from core.networks.cnn.depth import start_gradients
from core.networks.cnn.inside import chosen_image, look_inside
from core.networks.cnn.inside_figure import inside_figure
from core.networks.cnn.settings import (
    CnnClassifierConfig,
    DepthConfig,
    FamousName,
    InputConfig,
    OwnNetworkConfig,
    SkylineConfig,
)
from core.networks.cnn.skyline import famous_survey, skyline
from core.networks.cnn.skyline_figure import skyline_figure
from core.networks.cnn.survey import own_survey
from core.practice.workbench.images import image_set

NAMES: tuple[FamousName, ...] = SkylineConfig().networks


def cases() -> Iterator[Case]:
    """The skylines, the inside of LeNet-5, and the gradients of four networks of 50 layers."""
    famous = [(name, famous_survey(name)) for name in NAMES]
    config = CnnClassifierConfig()
    images = image_set(workbench_settings(config)[0])
    pixels, _ = chosen_image(images, InputConfig())

    def draw_skyline() -> None:
        found = skyline(own_survey(OwnNetworkConfig()), famous, SkylineConfig())
        skyline_figure(found, SkylineConfig(), 0, said).to_json()

    def draw_inside() -> None:
        found = look_inside(config, images, None, pixels, -1)
        inside_figure([("after", found), ("before", found)], list(images.classes), said).to_json()

    yield seconds("cnn: skylines beside one's own network, in s", draw_skyline, "at most 0.02")
    yield seconds("cnn: maps and Grad-CAM of LeNet-5, in s", draw_inside, "at most 0.05")
    yield seconds(
        "cnn: gradients of four networks of 50 layers, in s", lambda: start_gradients(DepthConfig(blocks=24)),
        "at most 1.2",
    )  # fmt: skip
