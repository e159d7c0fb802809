"""Patterns in time: runs, weekends, sequences, rotations, starts."""
