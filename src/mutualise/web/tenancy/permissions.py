"""What can be done in a workspace, one name each. Which role may do it is in roles.py."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One thing that a person may be allowed to do in a workspace."""

    # To know that the workspace exists, its name, and who else is in it.
    ENTER = "enter"
    READ_CASE = "read_case"
    CHANGE_CASE = "change_case"
    COMMENT = "comment"
    # To say who looks after a section, and to name a snapshot.
    ARRANGE_WORK = "arrange_work"
    # To see the records that were shared with this person or this workspace.
    READ_SHARED = "read_shared"
    SHARE = "share"
    MANAGE_PEOPLE = "manage_people"
    READ_AUDIT = "read_audit"
    EXPORT_WORKSPACE = "export_workspace"
    CLOSE_WORKSPACE = "close_workspace"
    ASK_QUESTION = "ask_question"
    READ_QUESTIONS = "read_questions"
    ANSWER_QUESTIONS = "answer_questions"
