"""The ledger: articles and their records in one SQLite file, with full-text search."""

from onrecord.ledger.ledger import Added, Failure, Ledger, default_path

__all__ = ["Added", "Failure", "Ledger", "default_path"]
