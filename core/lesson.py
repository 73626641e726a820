"""What a teacher's link asks of any topic: parts of the page that are not shown, and a goal in words."""

from typing import Annotated, Literal

from core.params import Len, config


@config
class LessonState:
    """Hidden parts of the page, and the goal that stands above it."""

    hide: Annotated[
        tuple[Literal["idea", "numbers", "experiments", "challenges", "code"], ...], Len(min_length=0, max_length=5)
    ] = ()
    goal: Annotated[str, Len(max_length=200)] = ""
