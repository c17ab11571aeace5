"""The fidelity scale and its arithmetic: facts in, scores out, nothing else."""
