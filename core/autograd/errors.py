"""Why a formula that can be read has no graph, or why a typed value is refused."""

from core.expressions import ExpressionError

MESSAGES = {
    "no_variables": "The formula has no variables: there is nothing to differentiate by.",
    "missing_value": "{name} has no value.",
    "shapes_differ": "{operation} cannot join shapes {left} and {right}: sizes must be equal or 1.",
    "matmul_sizes": "@ cannot multiply shapes {left} and {right}: {columns} columns meet {rows} rows.",
    "matmul_scalar": "@ wants vectors or matrices; got shapes {left} and {right}.",
    "axis": "{operation} has no axis {axis} in shape {shape}.",
    "axis_constant": "An axis is a whole number.",
    "keepdims_constant": "keepdims is True or False.",
    "index_range": "Shape {shape} has nothing at {index}.",
    "index_constant": "An index is a whole number, a slice, None or ...",
    "index_step": "The step of a slice is 1 or more.",
    "empty_selection": "This selects nothing.",
    "axes_many": "A value has at most {limit} axes; got {got}.",
    "value_large": "A value has at most {limit} numbers; got {got}.",
    "graph_large": "All values of a formula have at most {limit} numbers together.",
    "side_long": "An axis has at most {limit} numbers; got {got}.",
    "not_a_value": "{got} is not a number.",
    "list_numbers": "Square brackets hold numbers, or rows of numbers, separated by commas.",
    "rows_differ": "The rows of a matrix are equally long; got {first} and {other}.",
    "values_lines": "Each line gives one variable its value: name = number or [list].",
}


class FormulaError(ExpressionError):
    """A formula or value refused after parsing: `rule` (a key of MESSAGES), `start`, `end` in the text, `values`."""

    def __init__(self, rule: str, start: int, end: int, **values: object) -> None:
        ValueError.__init__(self, MESSAGES[rule].format(**values))
        self.rule = rule
        self.start = start
        self.end = max(end, start + 1)
        self.values = values
