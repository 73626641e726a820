"""What one process spends on its visitors at most; each is a variable of its environment."""

import os
import time
from collections.abc import Callable

from core.jobs.settings import setting

clock: Callable[[], float] = time.perf_counter  # by which long computations are measured
LONG_SECONDS = 0.5  # of computing, after which progress is told, and only so many go on at a time


RUN_SECONDS = setting("GRADUS_RUN_SECONDS", 60, 1)  # of one long computation; what is done by then is shown
LONG_RUNS = int(setting("GRADUS_LONG_RUNS", max((os.cpu_count() or 2) - 1, 1), 1))  # at a time, the others wait
CACHE_BYTES = int(setting("GRADUS_CACHE_MB", 256, 1) * 2**20)  # of all results that are kept, pickled
CACHE_SECONDS = setting("GRADUS_CACHE_MINUTES", 60, 1) * 60  # that a result is kept
