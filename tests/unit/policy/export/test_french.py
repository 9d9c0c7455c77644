"""French sentences, word for word: agreement, elision, contraction, negation, typography."""

from __future__ import annotations

import pytest

from troth.policy.export.languages import speaker
from troth.policy.export.languages.fr.grammar import (
    day,
    duration,
    f,
    fp,
    if_,
    listed,
    m,
    mp,
    of,
    sentence,
    the,
    to,
    typeset,
    your,
)
from troth.words import Duration
from unit.policy.export.examples import ORGANISATIONS, example, policy_of
from unit.policy.export.kinds import DATE, FRAGMENT, one

pytestmark = pytest.mark.slow  # whole examples, one after another


def said(text: str, language: str = "fr") -> str:
    """The sentences of the last element of a text, with ordinary spaces."""
    policy = policy_of(text)
    return speaker(policy, language).say(one(policy)).text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("practice", "expected"),
    [
        ("do: use, data: email, modal: does", "Nous utilisons votre adresse e-mail."),
        ("do: use, data: email, modal: may", "Nous pouvons utiliser votre adresse e-mail."),
        ("do: use, data: email, modal: never", "Nous n’utilisons jamais votre adresse e-mail."),
        ("do: sell, data: [name, prefs], modal: never", "Nous ne vendons jamais votre nom ni vos préférences."),
        (
            "do: [share, sell], data: prefs, with: '*', modal: never",
            "Nous ne communiquons ni ne vendons jamais vos préférences à qui que ce soit.",
        ),
        (
            "do: share, data: name, for: newsletter, with: bank, modal: does, only: [for, with]",
            ("Nous communiquons votre nom à « Bank » pour la lettre d’information, et jamais à d’autres fins ni à d’autres "
            "destinataires."),
        ),
        (
            "do: use, data: own, for: own_aim, modal: does",
            "Nous utilisons vos données « call notes » pour « own aim ».",
        ),
        (
            "do: collect, data: name, from: device, via: cookies, for: billing, modal: does",
            "Nous recueillons à partir de votre appareil votre nom, au moyen de cookies, pour la facturation.",
        ),
        (
            "do: decide, data: [name, prefs], modal: may, automated: true, review: human_always",
            ("Nous pouvons prendre des décisions à votre sujet à partir de votre nom et de vos préférences. Une machine "
            "décide, sans intervention humaine. Une personne réexamine toujours la décision."),
        ),
        (
            "do: [use, decide], data: name, modal: does",
            "Nous utilisons votre nom et en tirons des décisions à votre sujet.",
        ),
        (
            "do: [store, share], data: name, with: bank, modal: does",
            "Nous conservons et communiquons votre nom, avec « Bank » pour destinataire.",
        ),
        ("do: store, data: name, with: bank, where: CH, modal: does", "Nous conservons votre nom chez « Bank » en Suisse."),
        ("do: use, data: name, where: [US, JP, CY], modal: does", "Nous utilisons votre nom aux États-Unis, au Japon et à Chypre."),
        (
            "do: use, data: name, subjects: customer, modal: does, if: {asked: by_subject}",
            "Si vous êtes cliente ou client, nous utilisons votre nom, seulement si vous l’avez demandé.",
        ),
        (
            "do: use, data: name, modal: may, consent: opt_in, if: {contact: necessary}",
            ("Nous pouvons utiliser votre nom, mais seulement si vous avez donné votre accord, et seulement s’il faut vous "
            "contacter."),
        ),
        (
            "do: collect, data: name, by: bank, modal: may",
            "D’autres que nous, à savoir « Bank », peuvent recueillir votre nom.",
        ),
        (
            "do: use, data: name, modal: does, period: {from: 2020-02-01, to: 2020-12-31}",
            ("Nous utilisons votre nom. Cela ne concerne que les données recueillies du 1er février 2020 au 31 décembre "
            "2020."),
        ),
        ("do: use, data: '*', for: '*', modal: never", "Nous n’utilisons jamais la moindre de vos données pour quelque finalité que ce soit."),
    ],
)  # fmt: skip
def test_practices(practice: str, expected: str) -> None:
    assert said(FRAGMENT + f"practices: [{{id: p, {practice}, cite: s1}}]\n") == expected


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (
            "rights: [{id: r, do: [access, rectify, object, port], data: email, within: {access: P1M}, cite: s1}]",
            ("Vous pouvez consulter votre adresse e-mail, la faire rectifier, vous opposer à son utilisation et la "
            "récupérer pour la réutiliser ailleurs. Délai pour une demande d’accès : 1 mois."),
        ),
        (
            "rights: [{id: r, do: erase, limit: {times: 1, per: P1Y}, redirect: bank, cite: s1}]",
            ("Vous pouvez faire effacer vos données. Veuillez vous adresser à « Bank » plutôt qu’à nous. Au plus 1 fois par "
            "période de 1 an."),
        ),
        (
            "retention: [{id: r, data: email, max: P6M, until: request, then: anonymise, cite: s1}]",
            ("Nous conservons votre adresse e-mail pendant 6 mois au plus, et seulement jusqu’à ce que vous demandiez "
            "l’effacement. Ensuite, nous l’anonymisons."),
        ),
        (
            "transfers: [{id: t, to: US, from: FR, data: email, with: bank, mechanism: scc, cite: s1}]",
            ("Votre adresse e-mail peut être transmise depuis la France vers les États-Unis, à « Bank ». Garantie : des "
            "clauses contractuelles types."),
        ),
        (
            "duties: [{id: d, when: breach, do: [notify, assist], who: [subject, bank], within: PT72H, cite: s1}]",
            ("En cas de violation de données, nous vous prévenons ainsi que « Bank » et vous aidons ainsi que « Bank », dans "
            "un délai de 72 heures."),
        ),
        (
            "duties: [{id: d, when: inquiry, do: answer, who: customer, modal: may, how: email, cite: s1}]",
            ("Quand vous nous posez une question, nous avons l’intention de répondre à chaque cliente ou client. Comment : "
            "par e-mail."),
        ),
        (
            "children: [{id: c, under: 16, rule: exclude, found: erase, cite: s1}]",
            ("Le service ne s’adresse pas aux moins de 16 ans : leurs données ne sont pas recueillies sciemment. Quand de "
            "telles données sont découvertes, nous effaçons les données."),
        ),
        (
            ("trackers: {pixel_one: {kind: pixel, class: advertising, purpose: billing, lifetime: P13M, consent: opt_in, "
            "cite: s1}}"),
            ("Traceur « pixel one » (pixel), publicitaire : la facturation. Sa durée de vie : 13 mois. Il n’est placé que si "
            "vous avez donné votre accord."),
        ),
        (
            "measures: [{id: m, is: [troth:Firewall, dpv:EncryptionInTransfer], on: transport, best_effort: true, cite: s1}]",
            ("Nous protégeons les données pendant la transmission par ces moyens : pare-feu et chiffrement. C’est un effort, "
            "sans garantie."),
        ),
        ("claims: [{id: c, say: no_sale, since: P1Y, cite: s1}]", "Rien n’a été vendu depuis 1 an."),
        ("signals: {gpc: {state: honoured, cite: s1}}", "Quand votre navigateur envoie Global Privacy Control, nous le respectons."),
        ("notes: [{id: n, kind: heading, cite: s1}]", "Un titre."),
    ],
)  # fmt: skip
def test_other_elements(element: str, expected: str) -> None:
    assert said(FRAGMENT + element + "\n") == expected


def test_articles_elide_and_contract() -> None:
    assert [the(each) for each in (m("nom"), f("adresse"), f("facturation"), mp("achats"))] == [
        "le nom", "l’adresse", "la facturation", "les achats",
    ]  # fmt: skip
    assert [of(each) for each in ("le nom", "les achats", "la vente", "l’adresse", "achats")] == [
        "du nom", "des achats", "de la vente", "de l’adresse", "d’achats",
    ]  # fmt: skip
    assert (to("le Japon"), to("les autorités"), to("« X »")) == ("au Japon", "aux autorités", "à « X »")
    assert (your(m("âge")), your(fp("données"))) == ("votre âge", "vos données")
    assert your(fp("données publiques", yours=False)) == "les données publiques"
    assert (if_("il pleut"), if_("elle dort")) == ("s’il pleut", "si elle dort")


def test_spaces_before_punctuation_do_not_break() -> None:
    assert typeset("a : b ; c ? « d » !") == "a\u00a0: b\u202f; c\u202f? «\u00a0d\u00a0»\u202f!"
    assert sentence("à vous") == "À vous."


def test_lists_dates_and_durations() -> None:
    assert listed(["a", "b", "c"]) == "a, b et c"
    assert listed(["a et b", "c"]) == "a et b ; et c"
    assert listed(["« a, b »", "c"], "ou") == "« a, b » ou c"
    assert day(DATE) == "1er mars 2024"
    assert duration(Duration(years=1, months=6)) == "1 an et 6 mois"


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_breaking_space_stands_before_punctuation(organisation: str) -> None:
    policy = example(organisation)
    speaks = speaker(policy, "fr")
    for address, element in policy.elements():
        text = speaks.say(element).text
        assert not any(each in text for each in (" :", " ;", " ?", " !", "« ", " »")), (address, text)
        assert " de le " not in text, address
        assert " à le " not in text, address
        assert "'" not in text.split("«")[0], address
