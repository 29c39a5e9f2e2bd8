"""Dated values: each figure in law or money, with when it applies and when it was known."""

from mutualise.parameters.dated import (
    DatedValue,
    Parameter,
    ParameterError,
    Parameters,
    Unit,
    load_parameters,
    read_parameters,
    written,
)

__all__ = [
    "DatedValue",
    "Parameter",
    "ParameterError",
    "Parameters",
    "Unit",
    "load_parameters",
    "read_parameters",
    "written",
]
