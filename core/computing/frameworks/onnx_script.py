"""The script that writes the network as an ONNX file and runs it twice; it needs the packages of `DEPLOY_FILE`."""

from core.code_export import Made, script
from core.computing.frameworks.mistakes import mistake_made
from core.computing.frameworks.models import Arrays, digit_input
from core.computing.frameworks.onnx_file import onnx_bytes, reference_outputs, runtime_outputs
from core.computing.frameworks.settings import DigitConfig, PortConfig, PortedNetworkConfig


def onnx_numbers(config: PortedNetworkConfig, digit: DigitConfig, port: PortConfig) -> Arrays:
    """The logits (10,) of the reference implementation and of ONNX Runtime, where it has the operators."""
    x = digit_input(digit.digit, port.precision)
    file = onnx_bytes(config.model, port.precision, mistake_made(config, port))
    found = {"reference": reference_outputs(file, x)[-1][0]}
    fast = runtime_outputs(file, x)
    return found if fast is None else found | {"runtime": fast[-1][0]}


def onnx_script(config: PortedNetworkConfig, digit: DigitConfig, port: PortConfig) -> str:
    """The source of that call; what it needs beside NumPy stands in its first lines."""
    return script(Made(onnx_numbers, config, digit, port), heading="pip install onnx onnxruntime")
