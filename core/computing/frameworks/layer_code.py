"""The line of code by which each framework is told a layer."""

from core.computing.frameworks.models import MODELS, NORM_EPS, UNITS, NetworkLayer
from core.computing.frameworks.pytorch import DROPOUT

LANGUAGES = ("NumPy", "PyTorch", "ONNX", "Keras")


def layer_code(model: str, place: int, mistake: str) -> tuple[str, ...]:
    """One line for each of `LANGUAGES`, with the mistake that was made; Keras has none, for it is not run."""
    layer = MODELS[model][place]
    before = MODELS[model][place - 1].shape if place else (1, 28, 28)
    return (numpy_line(layer, before, mistake), *_torch_and_onnx(layer, before, mistake), keras_line(layer, before))


def numpy_line(layer: NetworkLayer, before: tuple[int, ...], mistake: str) -> str:
    """From scratch; `x` is what comes, `W` and `b` lie as in PyTorch."""
    match layer.kind:
        case "conv":
            kernel = "W[:, :, ::-1, ::-1]" if mistake == "flip" else "W"
            return f"(tensordot(windows(x), {kernel}, ((1, 4, 5), (1, 2, 3))) + b).transpose(0, 3, 1, 2)"
        case "norm":
            return f"gamma * (x - mean) / sqrt(var + {1e-3 if mistake == 'eps' else NORM_EPS:g}) + beta"
        case "relu":
            return "maximum(x, 0)"
        case "gelu":
            return "x * (1 + erf(x / sqrt(2))) / 2"
        case "pool":
            return f"x.reshape(n, {before[0]}, {layer.shape[1]}, 2, {layer.shape[2]}, 2).max(axis=(3, 5))"
        case "flatten":
            return "x.transpose(0, 2, 3, 1).reshape(n, -1)" if mistake == "flatten" else "x.reshape(n, -1)"
        case "lstm":
            return "i, f, g, o = split(x[t] @ W.T + b + h @ R.T + r, 4)"
        case "last":
            return "x[:, -1]"
        case "dense":
            kernel = f"W.reshape({before[0]}, {layer.shape[0]})" if mistake == "reshape" else "W.T"
            return f"x @ {kernel} + b"
    return "x"


def _torch_and_onnx(layer: NetworkLayer, before: tuple[int, ...], mistake: str) -> tuple[str, str]:
    training = "  # net.train()" if mistake == "train" and layer.kind in ("norm", "dropout") else ""
    pads = "[2, 2, 2, 2]" if layer.shape[-1] == 28 else "[0, 0, 0, 0]"
    padding = ", padding=2" if layer.shape[-1] == 28 else ""
    match layer.kind:
        case "conv":
            return f"nn.Conv2d({before[0]}, {layer.shape[0]}, 5{padding})", f"Conv(x, W, b, pads={pads})"
        case "norm":
            return (
                f"nn.BatchNorm2d({layer.shape[0]}, eps={NORM_EPS:g}){training}",
                f"BatchNormalization(x, gamma, beta, mean, var, epsilon={NORM_EPS:g})",
            )
        case "relu":
            return "nn.ReLU()", "Relu(x)"
        case "gelu":
            return "nn.GELU()", f'Gelu(x, approximate="{"tanh" if mistake == "gelu" else "none"}")'
        case "pool":
            return "nn.MaxPool2d(2)", "MaxPool(x, kernel_shape=[2, 2], strides=[2, 2])"
        case "flatten":
            return "nn.Flatten()", "Flatten(x)"
        case "lstm":
            order = "i, f, g, o" if mistake == "gates" else "i, o, f, g"
            return f"nn.LSTM({before[2]}, {UNITS}, batch_first=True)", f"LSTM(rows, W[{order}], R[{order}], b[{order}])"
        case "last":
            return "states[:, -1]", "Gather(x, -1, axis=1)"
        case "dense":
            return f"nn.Linear({before[0]}, {layer.shape[0]})", "Gemm(x, W, b, transB=1)"
    return f"nn.Dropout({DROPOUT:g}){training}", "Identity(x)"


def keras_line(layer: NetworkLayer, before: tuple[int, ...]) -> str:
    """The layer in Keras, with the arrays that `set_weights` wants; this is not run here."""
    match layer.kind:
        case "conv":
            padding = ', padding="same"' if layer.shape[-1] == 28 else ""
            return f"Conv2D({layer.shape[0]}, 5{padding})  # W.transpose(2, 3, 1, 0), b"
        case "norm":
            return f"BatchNormalization(epsilon={NORM_EPS:g}, momentum=0.9)  # gamma, beta, mean, var"
        case "relu":
            return "ReLU()"
        case "gelu":
            return 'Activation("gelu")'
        case "pool":
            return "MaxPooling2D(2)"
        case "flatten":
            return "Permute((3, 1, 2)), Flatten()" if before[0] > 1 else "Flatten()"
        case "lstm":
            return f"LSTM({UNITS}, return_sequences=True)  # W.T, R.T, b + r"
        case "last":
            return "x[:, -1]"
        case "dense":
            return f"Dense({layer.shape[0]})  # W.T, b"
    return f"Dropout({DROPOUT:g})"
