"""Scores of any system's records against gold, what went wrong and why, and the reports that tell it."""
