"""Reading many articles in a process of our own: what was loaded for good is no longer looked through for garbage."""

from __future__ import annotations

import gc
from collections.abc import Callable

from onrecord.record import Article, Record


def settled(read: Callable[[Article], Record]) -> Callable[[Article], Record]:
    """A reader that, after its first article, sets all that is loaded by then aside for Python's collector of garbage.

    Word lists, rules and the ontology are a hundred thousand objects that stay until the end, and looking through them
    again and again takes a twentieth of the time outside the network. What else there is in the process is set aside
    as well, so this is for commands and workers and not for a library's caller.

    Args:
        read: makes the record of an article.
    """
    first = True

    def reading(article: Article) -> Record:
        nonlocal first
        record = read(article)
        if first:
            first = False
            gc.collect()
            gc.freeze()
        return record

    return reading
