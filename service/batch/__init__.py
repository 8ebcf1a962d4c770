"""A whole district in one go: sets accepted, made in packages of one school, delivered as folders or as one ZIP.

`Batches` is the face: built by `service.bootstrap.build_batches`.
"""

from service.batch.accepting import Order
from service.batch.batches import Batches
from service.batch.check import check_entries
from service.batch.intake import Source, is_single, read_folder, read_source
from service.batch.records import BatchStatus, Counts, Document, School
from service.batch.uploads import Upload
from service.batch.verdict import FIX_JSON, FIX_XLSX, corrections
from service.checking import Checked, problem_as_dict

__all__ = [
    "FIX_JSON", "FIX_XLSX", "BatchStatus", "Batches", "Checked", "Counts", "Document", "Order", "School", "Source",
    "Upload", "check_entries", "corrections", "is_single", "problem_as_dict", "read_folder", "read_source",
]  # fmt: skip
