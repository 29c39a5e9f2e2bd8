"""What can be done in a workspace, one name each. Which role may do it is in roles.py."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Permission(StrEnum):
    """One thing that a person may be allowed to do in a workspace."""

    # To know that the workspace exists, its name, who runs it and who holds an office in it.
    ENTER = "enter"
    # To see everyone who is in the workspace.
    SEE_PEOPLE = "see_people"
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
    REOPEN_WORKSPACE = "reopen_workspace"
    ASK_QUESTION = "ask_question"
    READ_QUESTIONS = "read_questions"
    ANSWER_QUESTIONS = "answer_questions"


# What each permission is, as the table of roles says it to the people who hold them.
WORDS: Final[dict[Permission, str]] = {
    Permission.ENTER: "Open the workspace and see who runs it",
    Permission.SEE_PEOPLE: "See everyone who is in it",
    Permission.READ_CASE: "See the case",
    Permission.CHANGE_CASE: "Answer questions and change the case",
    Permission.COMMENT: "Comment on the case",
    Permission.ARRANGE_WORK: "Say who looks after a section, and name snapshots",
    Permission.READ_SHARED: "See what is shared with them",
    Permission.SHARE: "Share something with someone, and stop sharing it",
    Permission.MANAGE_PEOPLE: "Invite and remove people, change their roles, rename the workspace",
    Permission.READ_AUDIT: "See the record of what happened",
    Permission.EXPORT_WORKSPACE: "Download the whole workspace",
    Permission.CLOSE_WORKSPACE: "Close the workspace",
    Permission.REOPEN_WORKSPACE: "Open a closed workspace again",
    Permission.ASK_QUESTION: "Ask a question",
    Permission.READ_QUESTIONS: "Read questions and answers",
    Permission.ANSWER_QUESTIONS: "Answer questions",
}
