"""Long reports, made while one waits or does something else."""
