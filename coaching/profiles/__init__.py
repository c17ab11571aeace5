"""Form A, the disclosure talk, Kykyviisari figures and the employer profile."""
