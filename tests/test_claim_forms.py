"""The forms of claims: one home for what follows from each."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import entente
from entente.claim_forms import FormName, claim_forms
from entente.criteria import criteria

SOURCE = Path(entente.__file__).parent


def test_every_form_that_a_claim_may_have_says_what_follows_from_it():
    assert set(claim_forms) == set(get_args(FormName))
    assert {rule.form for rule in criteria} <= set(claim_forms)


def test_no_code_compares_a_form_with_its_name():
    seen = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Compare)
        and "form" in ast.unparse(node.left)
        and any(f"{name!r}" in ast.unparse(node) for name in claim_forms)
    ]
    assert seen == []
