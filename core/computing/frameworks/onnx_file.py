"""The networks as ONNX files, node by node, and the two programs that run such a file.

The packages `onnx` and `onnxruntime` need not be there: `DEPLOY_FILE` names them, and `is_there` tells.
"""

from typing import Any

import numpy as np

from core.computing.frameworks.models import MODELS, NORM_EPS, UNITS, Arrays, NetworkLayer, trained_weights

DEPLOY_FILE = "requirements-deploy.txt"
OPSET = 20  # the first with Gelu
IR_VERSION = 9
ONNX_GATES = (0, 3, 1, 2)  # i, o, f, g of PyTorch's i, f, g, o


def is_there(package: str) -> bool:
    """Whether a package of `DEPLOY_FILE` is installed."""
    try:
        __import__(package)
    except ImportError:
        return False
    return True


def onnx_bytes(model: str, precision: str = "float32", mistake: str = "none") -> bytes:
    """The network as an ONNX file for any number of images; every layer's output is one of the file's outputs.

    Of the mistakes, `gelu` (the approximation by tanh) and `gates` (those of the LSTM left in PyTorch's order) are made
    here.
    """
    import onnx
    from onnx import helper, numpy_helper

    kind = helper.np_dtype_to_tensor_dtype(np.dtype(precision))
    weights = trained_weights(model, precision)
    nodes: list[Any] = []
    stored: Arrays = {}
    before = "x"
    for layer in MODELS[model]:
        own = {name: value for name, value in weights.items() if name.split(".")[0] == layer.name}
        new, arrays = layer_nodes(layer, before, own, mistake)
        nodes += new
        stored |= arrays
        before = layer.name
    outputs = [helper.make_tensor_value_info(one.name, kind, ["n", *one.shape]) for one in MODELS[model]]
    graph = helper.make_graph(
        nodes, model, [helper.make_tensor_value_info("x", kind, ["n", 1, 28, 28])], outputs,
        [numpy_helper.from_array(value, name) for name, value in stored.items()],
    )  # fmt: skip
    file = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    onnx.checker.check_model(file, full_check=True)
    return bytes(file.SerializeToString())


def layer_nodes(layer: NetworkLayer, x: str, own: Arrays, mistake: str) -> tuple[list[Any], Arrays]:
    """The nodes of one layer from `x` to an output of its own name, and the arrays (any shape) that they read."""
    from onnx.helper import make_node

    name, weight, bias = layer.name, f"{layer.name}.weight", f"{layer.name}.bias"
    match layer.kind:
        case "conv":
            pads = [2, 2, 2, 2] if layer.shape[1] == 28 else [0, 0, 0, 0]
            return [make_node("Conv", [x, weight, bias], [name], pads=pads)], own
        case "norm":
            inputs = [x, weight, bias, f"{name}.running_mean", f"{name}.running_var"]
            own = {key: value for key, value in own.items() if key in inputs}
            return [make_node("BatchNormalization", inputs, [name], epsilon=NORM_EPS)], own
        case "relu":
            return [make_node("Relu", [x], [name])], {}
        case "gelu":
            return [make_node("Gelu", [x], [name], approximate="tanh" if mistake == "gelu" else "none")], {}
        case "pool":
            return [make_node("MaxPool", [x], [name], kernel_shape=[2, 2], strides=[2, 2])], {}
        case "flatten":
            return [make_node("Flatten", [x], [name])], {}
        case "lstm":
            return _lstm_nodes(name, x, own, in_order=mistake != "gates")
        case "last":
            return [make_node("Gather", [x, "last_row"], [name], axis=1)], {"last_row": np.array(-1)}
        case "dense":
            return [make_node("Gemm", [x, weight, bias], [name], transB=1)], own
    return [make_node("Identity", [x], [name])], {}


def _lstm_nodes(name: str, x: str, own: Arrays, in_order: bool) -> tuple[list[Any], Arrays]:
    """Rows first, as ONNX wants them, (t, n, d); and its states (t, 1, n, h) back to (n, t, h)."""
    from onnx.helper import make_node

    order = ONNX_GATES if in_order else (0, 1, 2, 3)
    sorted_gates = {key: value.reshape(4, UNITS, -1)[list(order)] for key, value in own.items()}
    w, r = (sorted_gates[f"{name}.{key}"].reshape(1, 4 * UNITS, -1) for key in ("weight_ih_l0", "weight_hh_l0"))
    biases = [sorted_gates[f"{name}.{key}"].reshape(1, 4 * UNITS) for key in ("bias_ih_l0", "bias_hh_l0")]
    nodes = [
        make_node("Squeeze", [x, "axis_1"], ["rows"]),
        make_node("Transpose", ["rows"], ["rows_first"], perm=[1, 0, 2]),
        make_node("LSTM", ["rows_first", "w", "r", "b"], ["states"], hidden_size=UNITS),
        make_node("Squeeze", ["states", "axis_1"], ["states_first"]),
        make_node("Transpose", ["states_first"], [name], perm=[1, 0, 2]),
    ]
    return nodes, {"axis_1": np.array([1]), "w": w, "r": r, "b": np.concatenate(biases, axis=1)}


def reference_outputs(file: bytes, x: np.ndarray) -> list[np.ndarray]:
    """All outputs (n, …) of a file for x (n, 1, 28, 28), by the reference implementation of ONNX, written in NumPy."""
    import onnx
    from onnx.reference import ReferenceEvaluator

    return list(ReferenceEvaluator(onnx.load_model_from_string(file)).run(None, {"x": x}))


def runtime_session(file: bytes) -> Any:
    """A session of ONNX Runtime on one thread of the processor."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])


def runtime_outputs(file: bytes, x: np.ndarray) -> list[np.ndarray] | None:
    """All outputs (n, …) of a file for x (n, 1, 28, 28) by ONNX Runtime; None where an operator lacks float64."""
    from onnxruntime.capi.onnxruntime_pybind11_state import NotImplemented as MissingOperator
    from onnxruntime.capi.onnxruntime_pybind11_state import RuntimeException

    try:
        return list(runtime_session(file).run(None, {"x": x}))
    except (MissingOperator, RuntimeException):
        if x.dtype != np.float64:
            raise
        return None
