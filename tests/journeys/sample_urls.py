"""Arguments for the addresses that need some, so that every page of the site is visited.

An app adds its own lines. An address that is in neither table fails the test.
"""

from __future__ import annotations

from typing import Final

# By URL name, each a list of the keyword arguments to visit it with.
SAMPLES: Final[dict[str, list[dict[str, object]]]] = {
    # A plain definition; one with exceptions and figures; an exception; one that qualifies
    # findings; one from memory; guidance; one that is not law yet.
    "law:rule": [
        {"rule_id": rule_id}
        for rule_id in ("GMS-02", "LIC-01", "LIC-04", "PSR-11", "NSC-02", "APMS-03", "NEI-01")
    ],
    "law:statute": [{"statute": "nhs-act-2006"}, {"statute": "apms-directions-2022"}],
    "law:topic": [{"topic": "gms"}, {"topic": "psr"}],
    # Who may hold it; what follows from an answer.
    "law:manual_chapter": [{"topic": "gms"}, {"topic": "procurement_act"}],
    # Yes or no; a list; an amount; a percentage; a count.
    "structures:question": [
        {"fact": name}
        for name in (
            "team.kind",
            "contract.type",
            "shares.gp_share",
            "proc.value",
            "change.value_increase_pct",
            "partners.count",
        )
    ],
    "structures:cell": [
        {"form": "cic_cls", "column": "gms"},
        {"form": "eot_company", "column": "pms"},
        {"form": "cbs", "column": "single_neighbourhood"},
        {"form": "cls", "column": "reserved"},
    ],
    "structures:example": [{"slug": "minehead"}, {"slug": "leading-lives"}],
    # Put to the law; written; in two kinds of work.
    "networks:cell": [
        {"row": "holds", "vehicle": "company"},
        {"row": "leaves", "vehicle": "federation"},
        {"row": "vat", "vehicle": "company"},
    ],
    "routes:pdf": [{"route": "apms"}],
    # The simplest; one with a trust behind an owner; one with a third contract.
    "routes:route": [
        {"route": name} for name in ("staying-a-partnership", "employee-trust", "apms")
    ],
    # Without a list of their own a visitor is led to the first page of the owners.
    "owners:owner": [{"owner": "gp-1"}],
    "owners:change": [{"owner": "gp-1"}],
    "owners:question": [{"owner": "gp-1", "fact": "person.employer"}],
    "owners:remove": [{"owner": "gp-1"}],
    # Some cases turn; none does.
    "what_if:reform": [{"reform": "employee-trust-owns-gms"}, {"reform": "wider-nhs-family"}],
    "what_if:rule": [{"rule_id": "GMS-05"}],
    "law:form": [{"form": "cic_cls"}, {"form": "eot_company"}, {"form": "part_of_nhs"}],
}

# Addresses that show no page, and why: downloads, and those that only take a form.
NOT_A_PAGE: Final[dict[str, str]] = {
    "hosting:health": "a word for a monitor",
    "hosting:security_txt": "a file for those who find a weakness; absent until its host is named",
    "structures:next": "leads on to a question or to the result",
    "structures:remove": "only takes a form",
    "structures:download": "a case file",
    "routes:pdf": "two pages to forward",
    "owners:template": "a file for a spreadsheet",
    "owners:example": "a file for a spreadsheet",
    "owners:download": "a file for a spreadsheet",
    "owners:findings": "a file for a spreadsheet",
    "law:rules_csv": "a file for a spreadsheet",
    "law:rules_json": "a file for a program",
}
