"""By which French words do the words that a policy file leaves free reach people? Tables only.

A word that is not here stays as the author wrote it, in quotation marks.
"""

from __future__ import annotations

PLACES_OF_MEASURES = {
    "transport": "pendant la transmission", "storage": "pendant le stockage", "access": "au moment de l’accès",
    "organisation": "dans notre façon de travailler",
}  # fmt: skip
MECHANISMS = {
    "adequacy": "une décision d’adéquation", "scc": "des clauses contractuelles types",
    "bcr": "des règles d’entreprise contraignantes", "consent": "votre consentement", "derogation": "une dérogation",
}  # fmt: skip
SAFEGUARDS = {
    "contract": "un contrat engage ce destinataire",
    "adequate_protection": "ce destinataire protège les données de façon adéquate",
    "no_other_purpose": "ce destinataire n’utilise les données à aucune autre fin",
    "privacy_commitment": "ce destinataire partage l’engagement de protéger la vie privée",
    "accepts_notice": "ce destinataire accepte cette notice",
    "judged_responsible": "ce destinataire a été jugé responsable",
}  # fmt: skip

CLAIMS = {
    "no_personal_data": "Aucune donnée personnelle n’est contenue dans ceci : {about}",
    "anonymous": "Ceci n’identifie personne : {about}",
    "exclusive_access": "Personne d’autre que nous ne peut lire ceci : {about}",
    "no_sale": "Rien n’a été vendu{since}",
    "not_linked": "Ceci n’est pas relié à des données personnelles : {about}",
    "voluntary": "Vous êtes libre d’en décider : {about}",
    "not_directed_to_children": "Le service ne s’adresse pas aux enfants",
    "adequate_recipients": "Les données sont protégées de façon adéquate par : {about}",
    "use_is_consent": "Utiliser le service vaut consentement",
    "use_is_agreement": "Utiliser le service vaut acceptation de cette notice",
    "complete_self_service": "Toutes vos données peuvent être modifiées dans votre compte",
    "purpose_bound": "Les données sont utilisées conformément au but de leur collecte",
    "minimal": "Seules les données nécessaires sont recueillies",
    "lawful": "Chaque traitement repose sur un fondement légal",
    "accurate": "Les données sont tenues exactes",
    "default_on": "Ceci est placé sauf si votre navigateur le refuse : {about}",
    "no_consent_prompt": "Personne n’est consulté avant le dépôt de ceci : {about}",
    "degraded_without_trackers": "Refuser ceci fait perdre des fonctions : {about}",
    "policy_covers": "La notice couvre ceci : {about}",
    "rights_considered": "Ceci est pris en compte avant tout traitement de données : {about}",
}
ABOUT = {
    "degraded_without_trackers": "les traceurs", "adequate_recipients": "les destinataires",
    "policy_covers": "tout ce qui précède", "exclusive_access": "les traceurs", "default_on": "les traceurs",
    "no_consent_prompt": "les traceurs",
}  # fmt: skip
"""What a claim is about, where the file names nothing; your data otherwise."""

FACTS = {
    ("consent", "opt_in"): "vous avez donné votre accord",
    ("entered", "by_subject"): "vous avez saisi ces données vous-même",
    ("asked", "by_subject"): "vous l’avez demandé", ("requested", "true"): "vous l’avez demandé",
    ("recipient_accepts_policy", "true"): "le destinataire accepte cette notice",
    ("recipient_shares_commitment", "true"): "le destinataire partage l’engagement de protéger la vie privée",
    ("adequate_protection", "true"): "les données y sont protégées de façon adéquate",
    ("legal_basis", "recorded"): "une base légale est consignée",
    ("judged_responsible", "true"): "le destinataire a été jugé responsable",
    ("obliged_by_law", "true"): "la loi nous y oblige",
    ("other_legal_ground", "true"): "un autre fondement légal le permet",
    ("good_faith_belief", "true"): "nous croyons de bonne foi que c’est nécessaire",
    ("visitor_recognised", "true"): "nous reconnaissons la personne qui visite le site",
    ("among_assets", "true"): "les données font partie de ce qui est vendu",
    ("announced", "at_collection"): "cela a été annoncé lors de la collecte des données",
    ("fault", "reported"): "une panne a été signalée",
    ("order", "before_placing"): "une commande est sur le point d’être passée",
    ("contact", "necessary"): "il faut vous contacter", ("comment", "filed"): "le commentaire a été versé au dossier",
    ("compatibility", "assessed"): "la compatibilité des finalités a été évaluée",
    ("link", "suitable"): "le lien entre elles convient", ("harm", "none"): "vous n’en subissez aucun préjudice",
    ("safeguard", "in_place"): "une garantie est en place",
    ("provider", "not_a_member"): "le fournisseur n’est pas membre",
    ("demand", "appropriate_request"): "la demande est appropriée",
    ("demand", "required_by_law"): "la loi l’exige",
    ("believed", "necessary"): "nous le croyons nécessaire", ("believed", "appropriate"): "nous le croyons approprié",
    ("obliged_by", "law"): "une loi l’exige", ("obliged_by", "government_demand"): "un organisme public l’exige",
    ("obliged_by", "legal_process"): "une procédure judiciaire l’exige",
    ("obliged_by", "court_order"): "un tribunal l’ordonne",
    ("necessary_for", "routing"): "l’acheminement l’exige", ("necessary_for", "connectivity"): "la connexion l’exige",
    ("suspected", "abuse"): "un abus est soupçonné", ("suspected", "fraud"): "une fraude est soupçonnée",
    ("event", "divestiture"): "une partie de l’entreprise est vendue",
    ("event", "merger"): "des entreprises fusionnent",
    ("event", "dissolution"): "l’entreprise est dissoute",
    ("origin", "transaction"): "le message découle d’une transaction",
    ("origin", "product_purchase"): "le message découle d’un achat",
    ("origin", "warranty_registration"): "le message découle de l’enregistrement d’une garantie",
    ("origin", "service_experience"): "le message concerne un service que vous avez reçu",
}  # fmt: skip

LAWS = {
    "eu-gdpr": "le règlement général sur la protection des données (RGPD)",
    "us-ca-ccpa": "la loi californienne sur la protection de la vie privée des consommateurs (CCPA)",
    "uk-gdpr": "le RGPD du Royaume-Uni",
    "us-coppa": "la loi américaine sur la protection de la vie privée des enfants en ligne (COPPA)",
}  # fmt: skip

SUBJECTS = {
    "visitor": "visiteuse ou visiteur", "anonymous_visitor": "visiteuse ou visiteur anonyme",
    "foreign_visitor": "visiteuse ou visiteur de l’étranger",
    "cookieless_visitor": "visiteuse ou visiteur sans cookies", "user": "utilisatrice ou utilisateur",
    "legacy_user": "utilisatrice ou utilisateur de longue date", "customer": "cliente ou client",
    "entitled_customer": "cliente ou client titulaire de ces droits", "minor": "mineure ou mineur",
    "end_user": "utilisatrice finale ou utilisateur final",
    "california_resident": "résidente ou résident de Californie", "european": "Européenne ou Européen",
    "business_customer": "cliente professionnelle ou client professionnel", "patient": "patiente ou patient",
    "child": "enfant", "applicant": "candidate ou candidat",
    "registered_user": "utilisatrice inscrite ou utilisateur inscrit", "prospect": "prospecte ou prospect",
    "page_mail_recipient": "destinataire d’une page envoyée par e-mail",
}  # fmt: skip

COVERED = {
    "processing": "le traitement", "copy": "une copie", "categories": "les catégories", "sources": "les sources",
    "purposes": "les finalités", "recipients": "les destinataires", "categories_sold": "les catégories vendues",
    "categories_disclosed": "les catégories communiquées",
    "recipients_by_category": "les destinataires par catégorie", "existence": "l’existence du traitement",
    "automated_processing": "le traitement automatisé", "profiling": "le profilage",
    "machine_readable": "un format lisible par machine", "to_processor": "la remise directe à un autre prestataire",
    "legal_remedies": "les recours en justice", "damages": "les dommages et intérêts",
}  # fmt: skip
"""What an answer to a request contains."""

GROUNDS = {
    "unlawful": "c’est illicite", "would_be_incorrect": "les données deviendraient inexactes",
    "complete_transaction": "la transaction doit être achevée",
    "provide_requested_service": "le service demandé doit être fourni", "perform_contract": "le contrat l’exige",
    "security_and_prosecution": "la sécurité ou des poursuites l’exigent",
    "legal_obligation": "une obligation légale s’y oppose", "compatible_use": "l’utilisation reste compatible",
    "accurate_and_complete": "les données sont exactes et complètes",
    "circumstances_not_given": "les circonstances ne sont pas réunies",
    "conditions_not_met": "les conditions ne sont pas remplies", "case_not_given": "le cas n’est pas prévu",
    "no_legal_or_significant_effect": "la décision n’a pas d’effet juridique ni d’effet notable",
    "not_feasible": "c’est impossible en pratique",
}  # fmt: skip
"""Grounds on which a request is refused."""

OFFICES = {
    "data_protection_officer": "le délégué à la protection des données",
    "supervisory_authority": "l’autorité de contrôle",
}
"""Kinds of party that are called so everywhere."""

PROOFS = {"login": "votre identifiant", "password": "votre mot de passe"}

SCOPE = {
    "site": "le site", "registration": "l’inscription", "products": "les produits", "services": "les services",
    "co_branded_sites": "les sites en marque commune", "website": "le site web", "apis": "les interfaces (API)",
    "messages": "les messages", "apps": "les applications", "ads:linking_here": "les publicités qui mènent ici",
    "sales_and_support": "la vente et l’assistance", "us-ca:online": "la Californie, en ligne",
    "us-ca:offline": "la Californie, hors ligne", "data_collected": "les données recueillies",
    "data_received": "les données reçues", "earlier_use_of_services": "l’utilisation antérieure des services",
    "hosted_websites": "les sites web hébergés", "personal_data_collected": "les données personnelles recueillies",
    "third_party_collection": "ce que des tiers recueillent", "offline": "ce qui se passe hors ligne",
    "customer_contracts": "les contrats avec des clients", "companies_not_controlled": "les sociétés non contrôlées",
    "people_not_managed": "les personnes qui ne sont pas sous notre direction",
    "linked_websites": "les sites web vers lesquels mènent des liens",
}  # fmt: skip

COUNTRIES = {
    "EEA": "l’Espace économique européen", "EU": "l’Union européenne", "AT": "l’Autriche", "AU": "l’Australie",
    "BE": "la Belgique", "BG": "la Bulgarie", "BR": "le Brésil", "CA": "le Canada", "CH": "la Suisse",
    "CN": "la Chine", "CY": "Chypre", "CZ": "la Tchéquie", "DE": "l’Allemagne", "DK": "le Danemark",
    "EE": "l’Estonie", "ES": "l’Espagne", "FI": "la Finlande", "FR": "la France", "GB": "le Royaume-Uni",
    "GR": "la Grèce", "HR": "la Croatie", "HU": "la Hongrie", "IE": "l’Irlande", "IN": "l’Inde", "IS": "l’Islande",
    "IT": "l’Italie", "JP": "le Japon", "LI": "le Liechtenstein", "LT": "la Lituanie", "LU": "le Luxembourg",
    "LV": "la Lettonie", "MT": "Malte", "MX": "le Mexique", "NL": "les Pays-Bas", "NO": "la Norvège",
    "NZ": "la Nouvelle-Zélande", "PL": "la Pologne", "PT": "le Portugal", "RO": "la Roumanie", "SE": "la Suède",
    "SG": "Singapour", "SI": "la Slovénie", "SK": "la Slovaquie", "US": "les États-Unis", "ZA": "l’Afrique du Sud",
}  # fmt: skip
"""Countries with their articles, from which "en France", "au Japon" and "aux États-Unis" are made."""
