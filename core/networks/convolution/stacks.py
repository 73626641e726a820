"""Stacks of layers that everybody meets: kernel side, stride and dilation of each layer."""

Stack = tuple[tuple[int, ...], ...]

STACKS: dict[str, Stack] = {
    "threes": ((3, 1, 1),) * 6, "two_threes": ((3, 1, 1),) * 2, "one_five": ((5, 1, 1),), "deep": ((3, 1, 1),) * 8,
    "strided": ((3, 2, 1), (3, 1, 1), (3, 2, 1), (3, 1, 1), (3, 2, 1)),
    "dilated": ((3, 1, 1), (3, 1, 2), (3, 1, 4), (3, 1, 7), (3, 1, 7)), "same_dilation": ((3, 1, 2),) * 4,
    "resnet": ((7, 2, 1), (3, 2, 1), (3, 1, 1), (3, 1, 1), (3, 1, 1), (3, 1, 1)),
}  # fmt: skip
