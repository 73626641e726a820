"""What the topic detection draws anew while somebody drags, in seconds of processor time."""

from collections.abc import Iterator

from benchmarks.timing import Case, said, seconds
from core.figures.film import film_message
from core.networks.detection.averages import averages_of
from core.networks.detection.overlap import moved_over, overlap_of
from core.networks.detection.overlap_figure import boxes_figure, moved_figure
from core.networks.detection.recorded import recorded
from core.networks.detection.settings import BoxPairConfig, DetectorConfig, MatchingConfig, SuppressionConfig
from core.networks.detection.suppression import suppress
from core.networks.detection.suppression_figure import suppression_film
from core.networks.detection.thresholds import judge_recording
from core.networks.detection.thresholds_figure import thresholds_film


def cases() -> Iterator[Case]:
    """The film of one scene and of all scenes, two boxes, and the averages of ten classes."""
    detector, suppression = DetectorConfig(), SuppressionConfig()

    def draw(matching: MatchingConfig) -> None:
        film_message(*thresholds_film(judge_recording(detector, suppression, matching), detector.scene, said))

    def rounds() -> None:
        raw, _ = recorded(detector.detector, detector.scene)
        film_message(*suppression_film(raw, suppress(raw, 0.5, False), detector, said))

    def boxes() -> None:
        config = BoxPairConfig()
        found = overlap_of(config)
        boxes_figure(found, said).to_json()
        moved_figure(moved_over(config), found, said).to_json()

    yield seconds("detection: one scene, judged and drawn, in s", lambda: draw(MatchingConfig()), "at most 0.02")
    yield seconds(
        "detection: sixty scenes, judged and drawn, in s", lambda: draw(MatchingConfig(judged="all")), "at most 0.15"
    )
    yield seconds("detection: the rounds of suppression, in s", rounds, "at most 0.02")
    yield seconds("detection: two boxes, in s", boxes, "at most 0.02")
    yield seconds(
        "detection: averages of ten classes at eleven thresholds, in s",
        lambda: averages_of(detector, suppression, 0.5, "step"), "at most 0.3",
    )  # fmt: skip
