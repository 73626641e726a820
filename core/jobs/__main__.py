"""`python -m core.jobs` is the dispatcher; pages start one where there is none."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is imported: what has threads must not be forked

from core.jobs.dispatcher import main

main()
