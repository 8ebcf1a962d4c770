"""A district: many sets made in one go, with progress, resume and an archive."""
