from __future__ import annotations

from unit.policy.validation.cases import found, one


def test_a_word_that_is_neither_declared_nor_in_the_vocabulary_is_reported_with_the_nearest_term() -> None:
    problem = one("policy.unknown-term", "data: {email: {is: [pd:EmailAdress], cite: [s1]}}")
    assert problem.help == "did you mean `pd:EmailAddress`?"


def test_a_term_of_another_kind_says_nothing() -> None:
    problem = one("policy.unknown-term", "data: {email: {is: [dpv:Marketing], cite: [s1]}}")
    assert "a term for a purpose and not for a data" in problem.text


def test_a_measure_is_a_term_and_no_name_of_the_file() -> None:
    text = "measures: [{id: tls, is: [encryption_on_the_wire], cite: [s1]}]"
    assert "`encryption_on_the_wire`" in one("policy.unknown-term", text).text


def test_terms_of_the_right_kind_and_names_of_the_same_tree_are_silent() -> None:
    text = """
    data: {contact: {is: [pd:Contact], cite: [s1]}, email: {is: [contact, pd:EmailAddress], cite: [s1]}}
    purposes: {marketing: {is: [dpv:Marketing], cite: [s1]}, offers: {is: [marketing], cite: [s1]}}
    measures: [{id: tls, is: [dpv:EncryptionInTransfer], cite: [s1]}]
    """
    assert found("policy.unknown-term", text) == []
