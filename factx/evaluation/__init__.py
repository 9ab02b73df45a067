"""How good are records: beside a gold that a person wrote, layer by layer, or by the marks that he set in the page.

Records come in as plain dicts, so that those of any tool that keeps to the record contract can be scored.
"""

from factx.evaluation.reports import GoldReport, read
from factx.evaluation.scores import LAYERS, Evaluation, evaluate

__all__ = ["LAYERS", "Evaluation", "GoldReport", "evaluate", "read"]
