"""From what people have to articles: saved pages, plain text, JSON lines, folders, standard input."""

from onrecord.articles.arrivals import Arrival, arrivals
from onrecord.articles.page import from_page
from onrecord.articles.plain import article

__all__ = ["Arrival", "arrivals", "article", "from_page"]
