"""Errors that point at the character and say what to do."""

from __future__ import annotations

from dataclasses import dataclass

from mutualise.expressions.tree import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an expression: a sentence, and where it stands."""

    sentence: str
    span: Span


class ExpressionError(ValueError):
    """The text is not an expression of this dialect.

    `str(error)` is the sentence, then the text with a caret under the place.
    """

    def __init__(self, text: str, problems: tuple[Problem, ...]) -> None:
        self.text = text
        self.problems = problems
        super().__init__("\n".join(self._pointed(problem) for problem in problems))

    @property
    def sentence(self) -> str:
        """The first problem in words, without the picture."""
        return self.problems[0].sentence

    def _pointed(self, problem: Problem) -> str:
        start = min(problem.span.start, len(self.text))
        width = max(1, min(problem.span.end, len(self.text)) - start)
        # Long conditions would push the caret off a terminal: show a window around it.
        first = max(0, start - 60)
        window = self.text[first : start + 60]
        column = start - first
        carets = "^" * min(width, max(1, len(window) - column))
        return (
            f"{problem.sentence} (character {start + 1})\n    {window}\n    {' ' * column}{carets}"
        )
