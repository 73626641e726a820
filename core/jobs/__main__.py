"""`python -m core.jobs` is the dispatcher; pages start one where there is none."""

from core.jobs.dispatcher import main

main()
