"""The first call of everything that is compiled."""

import numpy as np

from core.engine.examples import Examples
from core.engine.fast.group import Group, Job
from core.engine.fast.units import UnitRows
from core.engine.fast.walks import fast_walks
from core.engine.parameters import ParameterLayout, initial_parameters
from core.engine.settings import NetworkConfig, Segment, TrainingConfig
from core.expressions import read_function
from core.expressions.tape import tape_of


def compile_all() -> None:
    """One tiny network alone, eight together, the values of its units, and a walk over a surface."""
    x, y = np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([-1.0, 1.0])
    network, training = NetworkConfig(hidden=(1,)), TrainingConfig(epochs=1)
    job = Job(
        Examples(train_inputs=x, train_labels=y, test_inputs=x, test_labels=y, classes=2),
        network,
        (Segment(0, training),),
    )
    Group([job], np.arange(2)).run()
    Group([job] * 8, np.arange(2)).run()
    layout = ParameterLayout((2, 1, 1), ("Tanh", "Tanh"), False)
    UnitRows(layout, x).values(initial_parameters(network, layout.sizes))
    bowl = read_function("x^2 + y^2", ("x", "y"))
    tape = tape_of([bowl.derivative("x"), bowl.derivative("y")])
    assert tape is not None
    fast_walks(tape, training, x, np.ones(2), np.zeros((1, 2)), every=True)
