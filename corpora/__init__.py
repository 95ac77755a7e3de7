"""Readers of public corpora in their upstream layout, for training and for measuring.

Every reader takes a folder as its upstream repository lays it out and yields `Document`s: one text with
offsets in Unicode code points, and beside it what that corpus annotates. No corpus is kept here.
"""

from corpora.document import Attribution, Document, Name

__all__ = ["Attribution", "Document", "Name"]
