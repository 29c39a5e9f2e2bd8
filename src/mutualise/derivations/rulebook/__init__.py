"""The rules as a book to look things up in: find them, see what depends on them, take them away.

book = rulebook(law, date(2026, 11, 24))
book.select(RuleFilter(statute="nhs-act-2006", section="86"))
"""

from mutualise.derivations.rulebook.book import Rulebook, rulebook
from mutualise.derivations.rulebook.citing import CitingPage, citing_pages
from mutualise.derivations.rulebook.dependents import CaseUse, Dependents
from mutualise.derivations.rulebook.filters import NONE, FilterError, Order, RuleFilter
from mutualise.derivations.rulebook.records import COLUMNS, rules_as_csv, rules_as_json

__all__ = [
    "COLUMNS",
    "NONE",
    "CaseUse",
    "CitingPage",
    "Dependents",
    "FilterError",
    "Order",
    "RuleFilter",
    "Rulebook",
    "citing_pages",
    "rulebook",
    "rules_as_csv",
    "rules_as_json",
]
