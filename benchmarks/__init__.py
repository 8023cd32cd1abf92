"""What things cost: each script prints a ratio against a yardstick of the same run. `--short` shows that it works."""
