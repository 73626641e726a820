"""The map of Gradus: every topic that exists, in reading order."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Topic:
    """One page: its URL, the room its core lives in, its section on the map, what to read first, its configs.

    `configs` are the classes, as "module:Class", whose fields are the page's state in the URL.
    """

    slug: str
    room: str
    section: str
    icon: str
    needs: tuple[str, ...] = ()
    configs: tuple[str, ...] = ()

    @property
    def page(self) -> str:
        """The page's script, relative to `pages/`."""
        return f"{self.room}/{self.slug}.py"

    def config_classes(self) -> tuple[Any, ...]:
        """The classes that `configs` names, imported now."""
        pairs = (name.split(":") for name in self.configs)
        return tuple(getattr(import_module(module), name) for module, name in pairs)


SECTIONS = ("mathematics", "optimization", "tensors", "networks", "practice")

TOPICS: tuple[Topic, ...] = (
    Topic(
        "tensors", "tensors", "tensors", ":material/grid_on:",
        configs=(
            "core.tensors.screen:TensorsScreen",
            "core.tensors.arrays:ArrayConfig",
            "core.tensors.views:ViewConfig",
            "core.tensors.broadcasting:BroadcastConfig",
            "core.tensors.elementwise:ElementwiseConfig",
            "core.tensors.reductions:ReduceConfig",
            "core.tensors.matmul:MatmulConfig",
            "core.tensors.einsum:EinsumConfig",
            "core.tensors.rearranging:RearrangeConfig",
            "core.tensors.floats:RoundingConfig",
            "core.tensors.floats:AdditionConfig",
            "core.tensors.sums:SumConfig",
            "core.tensors.whole_numbers:IntegerConfig",
            "core.tensors.expression_box:ExpressionConfig",
            "core.tensors.sharing:SharingConfig",
        ),
    ),
    Topic(
        "autograd", "autograd", "tensors", ":material/account_tree:", needs=("tensors",),
        configs=(
            "core.autograd.screen:AutogradScreen",
            "core.autograd.presets:FormulaConfig",
            "core.autograd.screen:SliceConfig",
            "core.autograd.network:NetworkConfig",
            "core.autograd.screen:LayerScreen",
            "core.autograd.check:CheckConfig",
            "core.autograd.chains:ChainConfig",
            "core.autograd.screen:TroubleScreen",
        ),
    ),
    Topic(
        "mlp", "networks", "networks", ":material/hub:", needs=("tensors", "autograd"),
        configs=(
            "core.data.playground:DataConfig",
            "core.networks.settings:NetworkConfig",
            "core.networks.settings:TrainingConfig",
            "core.networks.settings:Branches",
            "core.networks.screen:StageScreen",
            "core.networks.screen:LessonConfig",
        ),
    ),
    Topic(
        "metrics", "evaluation", "practice", ":material/target:",
        configs=(
            "core.evaluation.screen:MetricsScreen",
            "core.evaluation.screen:CellConfig",
            "core.evaluation.from_run:RunConfig",
            "core.evaluation.configs:TrainingConfig",
            "core.evaluation.configs:DistributionsConfig",
            "core.evaluation.configs:BinaryConfig",
            "core.evaluation.configs:CostConfig",
            "core.evaluation.configs:MulticlassConfig",
            "core.evaluation.certainty:CertaintyScreen",
            "core.evaluation.configs:IntervalConfig",
            "core.evaluation.configs:ComparisonConfig",
            "core.evaluation.configs:CalibrationConfig",
            "core.evaluation.screen:UploadConfig",
            "core.evaluation.screen:RegressionScreen",
            "core.evaluation.screen:FoldScreen",
            "core.evaluation.configs:RegressionConfig",
            "core.evaluation.configs:OutlierConfig",
            "core.evaluation.configs:CrossValidationConfig",
        ),
    ),
)  # fmt: skip


def topic_named(slug: str) -> Topic:
    """The topic of a slug; KeyError where there is none."""
    return {topic.slug: topic for topic in TOPICS}[slug]


def leads_to(slug: str) -> tuple[Topic, ...]:
    """The topics that name this one as needed."""
    return tuple(topic for topic in TOPICS if slug in topic.needs)
