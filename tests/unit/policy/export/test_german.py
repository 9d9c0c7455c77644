"""German sentences, word for word: case, endings of adjectives, place of the verb, verbs that part."""

from __future__ import annotations

import pytest

from troth.policy.export.languages import speaker
from troth.policy.export.languages.de.grammar import Case, day, duration, f, listed, m, n, p, sentence, with_zu
from troth.words import Duration
from unit.policy.export.examples import policy_of
from unit.policy.export.kinds import DATE, FRAGMENT, one

pytestmark = pytest.mark.slow  # whole examples, one after another


def said(text: str) -> str:
    policy = policy_of(text)
    return speaker(policy, "de").say(one(policy)).text


@pytest.mark.parametrize(
    ("practice", "expected"),
    [
        ("do: use, data: name, modal: does", "Wir verwenden Ihren Namen."),
        ("do: use, data: email, modal: may", "Wir dürfen Ihre E-Mail-Adresse verwenden."),
        ("do: use, data: name, modal: never", "Wir verwenden Ihren Namen nie."),
        ("do: sell, data: [name, prefs], modal: never", "Wir verkaufen nie Ihren Namen oder Ihre Vorlieben."),
        ("do: share, data: name, with: bank, modal: does", "Wir geben Ihren Namen an „Bank“ weiter."),
        ("do: share, data: name, with: bank, modal: may", "Wir dürfen Ihren Namen an „Bank“ weitergeben."),
        (
            "do: share, data: name, with: '*', modal: never",
            "Wir geben Ihren Namen nie an irgendjemanden weiter.",
        ),
        (
            "do: [collect, share], data: name, with: bank, for: billing, modal: does",
            "Wir erheben Ihren Namen für die Abrechnung und geben diese Daten an „Bank“ weiter.",
        ),
        (
            "do: [collect, share], data: name, with: bank, modal: may",
            "Wir dürfen Ihren Namen erheben und an „Bank“ weitergeben.",
        ),
        (
            "do: [share, sell], data: name, with: bank, modal: does",
            "Wir verkaufen Ihren Namen an „Bank“ und geben diese Daten an „Bank“ weiter.",
        ),
        (
            "do: share, data: name, for: newsletter, with: bank, modal: does, only: [for, with]",
            "Wir geben Ihren Namen an „Bank“ für den Newsletter weiter, und nie für andere Zwecke oder an andere Empfänger.",
        ),
        (
            "do: share, data: name, subjects: customer, with: bank, modal: does",
            "Wenn Sie Kundin oder Kunde sind, geben wir Ihren Namen an „Bank“ weiter.",
        ),
        (
            "do: use, data: name, subjects: customer, modal: may, consent: opt_out",
            "Wenn Sie Kundin oder Kunde sind, dürfen wir Ihren Namen verwenden, es sei denn, Sie sagen Nein.",
        ),
        ("do: use, data: name, on_behalf_of: bank, modal: does", "Im Auftrag von „Bank“ verwenden wir Ihren Namen."),
        (
            "do: collect, data: own, from: device, via: cookies, for: own_aim, modal: does",
            "Wir erheben Ihre Daten „call notes“ von Ihrem Gerät mithilfe von Cookies für „own aim“.",
        ),
        (
            "do: use, data: name, from: third_party, modal: may",
            "Wir dürfen Ihren Namen, der von Dritten stammt, verwenden.",
        ),
        (
            "do: decide, data: prefs, modal: may, automated: true",
            ("Wir dürfen Ihre Vorlieben nutzen, um Entscheidungen über Sie zu treffen. Eine Maschine entscheidet, ohne einen "
            "Menschen."),
        ),
        (
            "do: use, data: name, modal: may, consent: opt_in, if: {contact: necessary}",
            ("Wir dürfen Ihren Namen verwenden, aber nur, wenn Sie zugestimmt haben, und nur, wenn es nötig ist, Sie zu "
            "erreichen."),
        ),
        (
            "do: store, data: name, with: bank, where: [CH, FR, EEA], modal: does",
            "Wir speichern Ihren Namen bei „Bank“ in der Schweiz, in Frankreich und im Europäischen Wirtschaftsraum.",
        ),
        (
            "do: collect, data: name, by: bank, modal: may",
            "Andere als wir, nämlich „Bank“, können Ihren Namen erheben.",
        ),
    ],
)  # fmt: skip
def test_practices(practice: str, expected: str) -> None:
    assert said(FRAGMENT + f"practices: [{{id: p, {practice}, cite: s1}}]\n") == expected


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (
            "rights: [{id: r, do: [access, rectify, object, port], data: name, within: {access: P1M}, cite: s1}]",
            ("Sie können Ihren Namen einsehen, ihn berichtigen lassen, seiner Verwendung widersprechen und ihn mitnehmen. "
            "Frist für eine Auskunft: 1 Monat."),
        ),
        (
            "rights: [{id: r, do: [object, restrict], data: [name, prefs], who: customer, cite: s1}]",
            ("Wenn Sie Kundin oder Kunde sind, können Sie der Verwendung Ihres Namens und Ihrer Vorlieben widersprechen und "
            "ihre Verwendung einschränken lassen."),
        ),
        (
            "rights: [{id: r, do: erase, limit: {times: 2, per: P12M}, redirect: bank, cite: s1}]",
            ("Sie können Ihre Daten löschen lassen. Bitte wenden Sie sich statt an uns an „Bank“. Höchstens 2-mal innerhalb "
            "von 12 Monaten."),
        ),
        (
            "retention: [{id: r, data: name, max: P6M, until: request, then: anonymise, cite: s1}]",
            ("Wir speichern Ihren Namen höchstens 6 Monate lang, längstens aber, bis Sie die Löschung verlangen. Danach "
            "anonymisieren wir ihn."),
        ),
        (
            "transfers: [{id: t, to: [US, FR], from: CH, data: email, with: bank, mechanism: scc, cite: s1}]",
            ("Ihre E-Mail-Adresse darf aus der Schweiz an „Bank“ in die Vereinigten Staaten und nach Frankreich gelangen. "
            "Schutzmaßnahme: Standardvertragsklauseln."),
        ),
        (
            "duties: [{id: d, when: breach, do: [notify, erase], who: [subject, bank], within: PT72H, cite: s1}]",
            ("Wenn der Schutz von Daten verletzt wird, informieren wir Sie und „Bank“ innerhalb von 72 Stunden und löschen "
            "die Daten innerhalb von 72 Stunden."),
        ),
        (
            "duties: [{id: d, when: inquiry, do: [answer, forward], who: bank, modal: may, cite: s1}]",
            "Wenn Sie uns fragen, wollen wir „Bank“ antworten und die Nachricht an „Bank“ weiterleiten.",
        ),
        (
            "duties: [{id: d, when: review_period, do: review, cite: s1}]",
            "Von Zeit zu Zeit lassen wir all dies überprüfen.",
        ),
        (
            "children: [{id: c, under: 16, rule: exclude, found: [erase, notify], cite: s1}]",
            ("Der Dienst richtet sich nicht an Personen unter 16 Jahren; deren Daten werden nicht wissentlich erhoben. Werden "
            "solche Daten entdeckt, löschen wir die Daten und informieren die Eltern."),
        ),
        (
            ("trackers: {pixel_one: {kind: pixel, class: advertising, purpose: billing, lifetime: P13M, consent: opt_in, "
            "cite: s1}}"),
            ("Tracker „pixel one“ (Pixel), für Werbung: die Abrechnung. Seine Lebensdauer: 13 Monate. Er wird nur gesetzt, "
            "wenn Sie zugestimmt haben."),
        ),
        ("claims: [{id: c, say: no_sale, since: P1Y, cite: s1}]", "Nichts wurde seit 1 Jahr verkauft."),
        (
            "signals: {gpc: {state: unstated, cite: s1}}",
            "Wenn Ihr Browser Global Privacy Control sendet, sagt die Erklärung nicht, was wir tun.",
        ),
        ("notes: [{id: n, kind: crossref, link: 'https://a.example', cite: s1}]", "Dieser Satz verweist auf anderes. Siehe https://a.example."),
    ],
)  # fmt: skip
def test_other_elements(element: str, expected: str) -> None:
    assert said(FRAGMENT + element + "\n") == expected


def test_adjectives_take_the_endings_of_their_article_and_case() -> None:
    place = m("Standort", adjective="ungefähr")
    assert (place.bare(), place.bare(Case.ACCUSATIVE)) == ("ungefährer Standort", "ungefähren Standort")
    assert (place.your(Case.NOMINATIVE), place.your(Case.ACCUSATIVE), place.your(Case.GENITIVE)) == (
        "Ihr ungefährer Standort", "Ihren ungefähren Standort", "Ihres ungefähren Standorts",
    )  # fmt: skip
    assert n("Profil", adjective="persönlich").your(Case.ACCUSATIVE) == "Ihr persönliches Profil"
    assert f("Analyse", adjective="intern").the(Case.ACCUSATIVE) == "die interne Analyse"
    data = p("Daten", adjective="aggregiert", yours=False)
    assert (data.bare(), data.the(), data.your(Case.GENITIVE)) == (
        "aggregierte Daten", "die aggregierten Daten", "der aggregierten Daten",
    )  # fmt: skip


def test_verbs_take_zu_where_they_need_it() -> None:
    assert with_zu("Ihre Daten einsehen") == "Ihre Daten einzusehen"
    assert with_zu("Ihre Daten löschen lassen") == "Ihre Daten löschen zu lassen"


def test_lists_dates_and_durations() -> None:
    assert listed(["a", "b", "c"]) == "a, b und c"
    assert listed(["a und b", "c"]) == "a und b; und c"
    assert listed(["„a, b“", "c"], "oder") == "„a, b“ oder c"
    assert day(DATE) == "1. März 2024"
    assert duration(Duration(years=1, months=6)) == "1 Jahr und 6 Monate"
    assert duration(Duration(days=30), dative=True) == "30 Tagen"
    assert sentence("über uns") == "Über uns."
