"""The language in which conditions, finance lines and document guards are written.

One safe subset of Python's expression syntax, one parser, one immutable tree, three
dialects with their own checks. Text is never executed: rooms read the tree.
"""

from mutualise.expressions.dialects import (
    Kind,
    NameType,
    Vocabulary,
    check_condition,
    check_guard,
    check_line,
    check_value,
    closest,
)
from mutualise.expressions.errors import ExpressionError, Problem
from mutualise.expressions.names import children, collections_in, names_in, subtrees
from mutualise.expressions.parsing import parse
from mutualise.expressions.printing import to_text
from mutualise.expressions.tree import (
    Among,
    And,
    Arithmetic,
    Call,
    Compare,
    Expression,
    Literal,
    Name,
    Negative,
    Not,
    Or,
    Quantified,
    Span,
)

__all__ = [
    "Among",
    "And",
    "Arithmetic",
    "Call",
    "Compare",
    "Expression",
    "ExpressionError",
    "Kind",
    "Literal",
    "Name",
    "NameType",
    "Negative",
    "Not",
    "Or",
    "Problem",
    "Quantified",
    "Span",
    "Vocabulary",
    "check_condition",
    "check_guard",
    "check_line",
    "check_value",
    "children",
    "closest",
    "collections_in",
    "names_in",
    "parse",
    "subtrees",
    "to_text",
]
