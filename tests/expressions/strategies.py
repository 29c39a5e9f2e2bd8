"""Random expressions of the condition dialect, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from mutualise.expressions import Among, And, Compare, Expression, Literal, Name, Not, Or

TRUTHS = ("a.one", "a.two", "a.three")
NUMBERS = ("n.people", "n.pounds")
CHOICES = {"c.form": ("red", "green", "blue")}

names = st.sampled_from(TRUTHS).map(Name)
counts = st.integers(min_value=0, max_value=9)
signs = st.sampled_from(("==", "!=", "<", "<=", ">", ">="))
comparisons = st.builds(Compare, signs, st.sampled_from(NUMBERS).map(Name), counts.map(Literal))
memberships = st.builds(
    Among,
    st.just(Name("c.form")),
    st.lists(st.sampled_from(CHOICES["c.form"]), min_size=1, max_size=3, unique=True).map(
        lambda words: tuple(Literal(word) for word in words)
    ),
    st.booleans(),
)
leaves = st.one_of(names, comparisons, memberships)


def _flat(joined: type, parts: list[Expression]) -> Expression:
    """As the parser builds it: an `and` directly inside an `and` is one list."""
    flat: list[Expression] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, joined) else [part])
    return joined(tuple(flat))


def _grow(children: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(children, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda parts: _flat(And, parts)),
        several.map(lambda parts: _flat(Or, parts)),
        children.map(lambda part: part.part if isinstance(part, Not) else Not(part)),
    )


conditions = st.recursive(leaves, _grow, max_leaves=8)
whole_answers = st.fixed_dictionaries(
    {name: st.booleans() for name in TRUTHS}
    | dict.fromkeys(NUMBERS, counts)
    | {name: st.sampled_from(words) for name, words in CHOICES.items()}
)
# Every value worth trying for each name: numbers reach one past the largest limit.
VALUES = (
    dict.fromkeys(TRUTHS, (True, False))
    | {name: tuple(range(11)) for name in NUMBERS}
    | dict(CHOICES)
)
some_answers = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}
)
