"""Drafts of the pages: one set being typed, kept for its browser."""
