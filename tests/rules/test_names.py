"""What the program asks for by name is in the vocabulary."""

from mutualise.casefile.model import COLLECTIONS
from mutualise.rules import load_law, names

FACTS = load_law().facts


def test_every_fact_that_the_program_names_is_there():
    named = {value for name, value in vars(names).items() if name.isupper() and "." in str(value)}

    assert len(named) == 5
    assert all(name in FACTS for name in named)


def test_every_collection_that_the_program_names_is_one_of_a_case():
    assert {names.OWNERS, names.CONTRACTS} < set(COLLECTIONS)
    assert {fact.collection for fact in FACTS if fact.collection} <= set(COLLECTIONS)
