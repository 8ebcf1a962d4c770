"""Whole sets a person can read; data only."""
