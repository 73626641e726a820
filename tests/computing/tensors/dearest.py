"""What makes a link of the tensors page dear, beyond what the domains say: see `tests/pages/dearest.py`."""

DEAREST = {
    "shape": "4, 8, 4, 4", "numbers": "; ".join(["-1.5 2.5 -3.5 4.5 -5.5 6.5"] * 14), "index": "..., ::-1, ::-1",
    "new_shape": "32, 16", "expanded_shape": "4, 8, 4, 4", "axes_order": "3, 2, 1, 0",
    "left_shape": "4, 1, 8, 1", "right_shape": "2, 1, 8", "stack_a": "8, 8, 8", "stack_b": "8, 8, 8",
    "equation": "bij,bjk->bik", "operand_a": "8, 8, 8", "operand_b": "8, 8, 8", "operand_c": "8",
    "joined_a": "8, 4, 8", "joined_b": "8, 4, 8", "number": "1.2345678901234567e-300", "addend_a": "1e308",
    "addend_b": "1.2345678901234567", "text": "a@b+" + "+".join(["a@b"] * 24), "shape_a": "100, 100",
    "shape_b": "100, 100", "shape_c": "100, 100", "dtype": "float64", "join_axis": 0,
}  # fmt: skip
