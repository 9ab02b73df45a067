"""The review page: records and their texts → one HTML file that needs nothing else."""

from factx.view.page import is_page, page
from factx.view.records import Report, is_output, load, reports

__all__ = ["Report", "is_output", "is_page", "load", "page", "reports"]
