"""Whole districts over HTTP: batches taken in, told of, given out."""
