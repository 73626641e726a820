"""The runs that the stage is tested with: every kind of answer, layer and input."""

from core.data.playground import DataConfig
from core.engine.settings import NetworkConfig, TrainingConfig

CASES = {
    "circle": (DataConfig(), NetworkConfig(), TrainingConfig(epochs=120)),
    "deep": (
        DataConfig(dataset="spiral"),
        NetworkConfig(hidden=(8,) * 6),
        TrainingConfig(epochs=600, optimizer="Adam", learning_rate=0.003, loss="CrossEntropy"),
    ),
    "rings": (
        DataConfig(dataset="rings"),
        NetworkConfig(hidden=(6, 5), activations=("ReLU",), initialization="HeNormal", batch_norm=True),
        TrainingConfig(epochs=60, loss="CrossEntropy"),
    ),
    "blobs": (DataConfig(dataset="blobs", classes=6), NetworkConfig(hidden=(5,)), TrainingConfig(epochs=40)),
    "plane": (
        DataConfig(dataset="multi_gauss", points=600), NetworkConfig(hidden=(8, 4)), TrainingConfig(epochs=200),
    ),
    "line": (
        DataConfig(dataset="sine", inputs=("x1", "x1_squared"), points=200, noise_percent=10),
        NetworkConfig(hidden=(6, 4)), TrainingConfig(epochs=300, optimizer="Adam", learning_rate=0.01),
    ),
    "all": (
        DataConfig(inputs=("x1", "x2", "x1_squared", "x2_squared", "x1_times_x2", "sin_x1", "sin_x2")),
        NetworkConfig(hidden=(), activations=("Sine",)), TrainingConfig(epochs=50, loss="CrossEntropy"),
    ),
    "mixed": (
        DataConfig(dataset="moons"),
        NetworkConfig(
            hidden=(4, 4, 4, 4, 4, 4, 4, 4),
            activations=("GELU", "SiLU", "Softplus", "Sine", "ELU", "LeakyReLU", "Sigmoid", "Linear"),
        ),
        TrainingConfig(epochs=30, learning_rate=0.1),
    ),
    "huge": (DataConfig(), NetworkConfig(hidden=(64,) * 3), TrainingConfig(epochs=10)),
    "away": (
        DataConfig(dataset="multi_gauss"), NetworkConfig(hidden=(8,), activations=("ReLU",)),
        TrainingConfig(epochs=100, learning_rate=3.0, loss="HalfSquaredLinear"),
    ),
}  # fmt: skip
