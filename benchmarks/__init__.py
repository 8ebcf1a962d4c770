"""Measurements, apart from the tests: each module is a command."""
