"""Which legal form can hold which contract, what follows, and what would have to change.

from mutualise.rules import load_law
from mutualise.structures import answer_structures

edition = load_law().at(date(2026, 11, 24))
answer = answer_structures(edition, {"entity.form": "cic_cls", "contract.type": "gms"})
answer.holding.result.finding      # not_known
answer.holding.remedies.remedies   # what to confirm
"""

from mutualise.rules.names import CONTRACT, FORM
from mutualise.structures.answer import (
    HoldingAnswer,
    StructureAnswer,
    answer_structures,
    cell_of,
    forms_that_may_hold,
    holding_for,
)
from mutualise.structures.comparison import (
    MOST_COMPARED,
    Alternative,
    Comparison,
    ComparisonRow,
    as_form,
    compare,
    forms_to_weigh,
)
from mutualise.structures.consequences import (
    Certainty,
    Consequence,
    ConsequenceGroup,
    FormPoint,
)
from mutualise.structures.forms import (
    Contract,
    FindingWords,
    LegalForm,
    load_attribute_names,
    load_contracts,
    load_finding_words,
    load_forms,
)
from mutualise.structures.interview import (
    Interview,
    NoteWords,
    Progress,
    load_interview,
    progress,
    ranked_questions,
)
from mutualise.structures.matrix import (
    DEPENDS,
    NEVER,
    Cell,
    Matrix,
    MatrixColumn,
    build_matrix,
    contract_column,
    facts_of_a_form,
    form_of,
    matrix_columns,
)
from mutualise.structures.solicitor import SolicitorQuestion

__all__ = [
    "CONTRACT",
    "DEPENDS",
    "FORM",
    "MOST_COMPARED",
    "NEVER",
    "Alternative",
    "Cell",
    "Certainty",
    "Comparison",
    "ComparisonRow",
    "Consequence",
    "ConsequenceGroup",
    "Contract",
    "FindingWords",
    "FormPoint",
    "HoldingAnswer",
    "Interview",
    "LegalForm",
    "Matrix",
    "MatrixColumn",
    "NoteWords",
    "Progress",
    "SolicitorQuestion",
    "StructureAnswer",
    "answer_structures",
    "as_form",
    "build_matrix",
    "cell_of",
    "compare",
    "contract_column",
    "facts_of_a_form",
    "form_of",
    "forms_that_may_hold",
    "forms_to_weigh",
    "holding_for",
    "load_attribute_names",
    "load_contracts",
    "load_finding_words",
    "load_forms",
    "load_interview",
    "matrix_columns",
    "progress",
    "ranked_questions",
]
