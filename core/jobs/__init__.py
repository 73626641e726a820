"""Long work: a queue in a database, one process a job, progress, pause, cancel, and results that are kept.

A job is a registered generator of core and its validated configs. docs/jobs.md has the states and who decides on them.
"""
