"""By which phrases do the words of a policy file reach people?

Tables only. A word that is not here is shown as it stands, with spaces: the tables make the English better, and nothing
is lost without them. Words that the model lists (acts, events, kinds of request) are all here; the tests see to it.
"""

from __future__ import annotations

from troth.policy.model import ChildRuleKind, Deed, Event, Personal, SignalName, SignalState, Then, TrackerClass
from troth.words import Act, Basis, Channel, ConsentMode, RightKind, Role

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

DATA_WORDS = {"contact": "contact_details", "demographic": "demographic_data", "billing": "billing_data"}
"""Words that need another beside them when they name data."""

ACTS = {
    Act.COLLECT: "collect", Act.USE: "use", Act.SHARE: "share", Act.SELL: "sell", Act.STORE: "keep",
    Act.COMBINE: "combine", Act.TRANSFER: "transfer", Act.PUBLISH: "publish", Act.ANONYMISE: "anonymise",
    Act.DECIDE: "make decisions about you from",
}  # fmt: skip

DEEDS_DONE = {
    Act.COLLECT: "collection", Act.USE: "use", Act.SHARE: "sharing", Act.SELL: "sale", Act.STORE: "storage",
    Act.COMBINE: "combination", Act.TRANSFER: "transfer", Act.PUBLISH: "publication", Act.ANONYMISE: "anonymisation",
    Act.DECIDE: "decisions from",
}  # fmt: skip
"""The acts as nouns, for a practice in a few words."""

BASES = {
    Basis.CONSENT: "your consent", Basis.CONTRACT: "a contract with you, or steps towards one",
    Basis.LEGAL_OBLIGATION: "a legal obligation", Basis.VITAL_INTEREST: "somebody's vital interests",
    Basis.PUBLIC_TASK: "a public task", Basis.LEGITIMATE_INTEREST: "our legitimate interest",
}  # fmt: skip

CONSENT = {
    ConsentMode.NONE: "", ConsentMode.OPT_IN: ", but only if you agreed", ConsentMode.OPT_OUT: ", unless you say no",
    ConsentMode.BY_USE: "; going on to use the service counts as your agreement",
    ConsentMode.BY_ENTRY: "; entering them yourself counts as your agreement",
}  # fmt: skip

ONLY = {
    "data": "no other data", "for": "for nothing else", "with": "with nobody else", "where": "nowhere else",
    "via": "by no other means", "from": "from nowhere else", "by": "by nobody else",
}  # fmt: skip

ROLES = {
    Role.CONTROLLER: "controller", Role.JOINT: "joint controller", Role.PROCESSOR: "processor",
    Role.SUB_PROCESSOR: "sub-processor", Role.AFFILIATE: "affiliate", Role.RECIPIENT: "recipient",
    Role.THIRD_PARTY: "third party", Role.AUTHORITY: "authority", Role.SEAL: "seal programme",
}  # fmt: skip

CHANNELS = {
    Channel.EMAIL: "e-mail", Channel.SMS: "text message", Channel.PHONE: "telephone", Channel.POST: "post",
    Channel.PUSH: "notification", Channel.WEB: "website",
}  # fmt: skip

SOURCES = {
    "subject": "you", "device": "your device", "third_party": "third parties", "public_source": "public sources",
}  # fmt: skip

MEANS = {"email": "e-mail", "sms": "text message", "post": "post", "web_form": "a web form"}

WAYS = {
    "reply": "by replying to the message", "post": "by post", "unsubscribe_link": "by the unsubscribe link",
    "profile": "in your account", "browser_setting": "in your browser's settings", "web_form": "on a web form",
    "banner": "on the cookie banner", "opt_out_mechanism": "by the way out that each message offers",
    "not_going_ahead": "by not going ahead", "blocking_software": "with software that blocks them",
    "anonymising_software": "with software that keeps you anonymous", "court": "before a court",
    "same_page": "on the page of the notice", "home_page": "on the home page", "top_of_page": "at the top of the page",
    "other_places": "in other places", "website": "on the website", "notice": "in the notice", "email": "by e-mail",
    "sms": "by text message", "phone": "by telephone", "web": "on the website",
}  # fmt: skip

COSTS = {
    "no_service": "Saying no means that you cannot have the service",
    "degraded_service": "Saying no may cost you some functions",
}  # fmt: skip

EFFECTS = {
    "stop": "we stop", "erase": "we erase the data",
    "suppress": "we keep a mark so that it does not start again",
}  # fmt: skip

DECISIONS = {
    "flag": "it marks something for a closer look", "suspend_service": "it can suspend the service",
    "profile": "it makes a profile of you",
}  # fmt: skip

UNTIL = {
    "purpose_fulfilled": "the purpose is fulfilled", "legal_duty_ended": "the legal duty has ended",
    "request": "you ask for deletion", "reviewed": "their review",
}  # fmt: skip

THEN = {Then.DELETE: "delete", Then.ANONYMISE: "anonymise"}

RIGHTS = {
    RightKind.ACCESS: "see {data}", RightKind.RECTIFY: "have {data} corrected", RightKind.ERASE: "have {data} erased",
    RightKind.RESTRICT: "have the use of {data} restricted", RightKind.OBJECT: "object to the use of {data}",
    RightKind.PORT: "take {data} with you", RightKind.WITHDRAW: "take back your consent",
    RightKind.KNOW: "be told what is done with {data}", RightKind.OPT_OUT: "opt out",
    RightKind.LIMIT: "limit the use of sensitive data", RightKind.COMPLAIN: "complain",
    RightKind.HUMAN_REVIEW: "have a human look again at a decision",
}  # fmt: skip

REQUESTS = {
    RightKind.ACCESS: "access", RightKind.RECTIFY: "correction", RightKind.ERASE: "erasure",
    RightKind.RESTRICT: "restriction", RightKind.OBJECT: "an objection", RightKind.PORT: "portability",
    RightKind.WITHDRAW: "withdrawal", RightKind.KNOW: "a request to know", RightKind.OPT_OUT: "an opt-out",
    RightKind.LIMIT: "a limit", RightKind.COMPLAIN: "a complaint", RightKind.HUMAN_REVIEW: "a human review",
}  # fmt: skip

EVENTS = {
    Event.BREACH: "if there is a data breach", Event.BREACH_RISK: "if a data breach puts people at risk",
    Event.POLICY_CHANGE: "when the notice changes", Event.MATERIAL_POLICY_CHANGE: "when the notice changes materially",
    Event.SUSPENSION: "when a service is suspended",
    Event.THIRD_PARTY_COLLECTION: "when somebody else collects your data",
    Event.NEW_PURPOSE: "before data serve a new purpose", Event.REFUSAL: "when we refuse a request",
    Event.CHILD_FOUND: "when we find a child's data", Event.INQUIRY: "when you ask us",
    Event.COLLECTION: "when data are collected", Event.LINK_OUT: "when a link leads elsewhere",
    Event.SERVICE_CHANGE: "when the service changes", Event.REVIEW_PERIOD: "from time to time",
}  # fmt: skip

DEEDS = {
    Deed.POST: "publish this", Deed.NOTIFY: "tell {who}", Deed.REVIEW: "have all this reviewed",
    Deed.ERASE: "erase the data",
    Deed.GIVE_REASON: "say why", Deed.FORWARD: "pass it on to {who}", Deed.ACKNOWLEDGE: "confirm that it arrived",
    Deed.ANSWER: "answer {who}", Deed.PREVENT: "do what can be done to prevent it", Deed.ASSIST: "help {who}",
    Deed.ASK: "ask {who}", Deed.SHOW: "show this to {who}", Deed.ASSESS: "assess it first",
}  # fmt: skip

CHILD_RULES = {
    ChildRuleKind.EXCLUDE: "The service is not for anybody under {years}: no data of theirs are collected knowingly",
    ChildRuleKind.PARENTAL_CONSENT: "Whoever is under {years} needs a parent's consent",
}  # fmt: skip

PERSONAL = {
    Personal.DIRECT: "identifies you", Personal.LINKABLE: "can be linked to you",
    Personal.NONE: "said not to identify anybody",
}  # fmt: skip

TRACKERS = {
    TrackerClass.NECESSARY: "necessary", TrackerClass.FUNCTIONAL: "for functions",
    TrackerClass.ANALYTICS: "for analysis",
    TrackerClass.ADVERTISING: "for advertising",
}  # fmt: skip

SIGNALS = {SignalName.DNT: "Do Not Track", SignalName.GPC: "Global Privacy Control"}

SIGNAL_STATES = {
    SignalState.HONOURED: "we follow it", SignalState.IGNORED: "we do not act on it",
    SignalState.UNSTATED: "the notice does not say what we do",
}  # fmt: skip

PLACES_OF_MEASURES = {
    "transport": "in transit", "storage": "in storage", "access": "by limits on access",
    "organisation": "in how we work",
}  # fmt: skip

MECHANISMS = {
    "adequacy": "an adequacy decision", "scc": "standard contractual clauses", "bcr": "binding corporate rules",
    "consent": "your consent", "derogation": "a derogation",
}  # fmt: skip

SAFEGUARDS = {
    "contract": "bound by a contract", "adequate_protection": "protects data adequately",
    "no_other_purpose": "uses the data for nothing else", "privacy_commitment": "shares the commitment to privacy",
    "accepts_notice": "accepts this notice", "judged_responsible": "was judged responsible",
}  # fmt: skip

CLAIMS = {
    "no_personal_data": "{about} hold no personal data", "anonymous": "{about} identify nobody",
    "exclusive_access": "nobody but us can read {about}", "no_sale": "nothing was sold{since}",
    "not_linked": "{about} are not tied to personal data", "voluntary": "it is up to you: {about}",
    "not_directed_to_children": "the service is not aimed at children",
    "adequate_recipients": "{about} protect data adequately", "use_is_consent": "using the service counts as consent",
    "use_is_agreement": "using the service counts as agreeing to this notice",
    "complete_self_service": "all your data can be changed in your account",
    "purpose_bound": "data are used as fits the purpose of their collection",
    "minimal": "no more data are collected than needed", "lawful": "every processing has a legal ground",
    "accurate": "data are kept accurate", "default_on": "{about} are set unless your browser refuses",
    "no_consent_prompt": "nobody is asked before {about} are set",
    "degraded_without_trackers": "refusing {about} costs functions", "policy_covers": "the notice covers {about}",
    "rights_considered": "{about} are weighed before data are processed",
}  # fmt: skip

ABOUT = {
    "degraded_without_trackers": "them", "adequate_recipients": "recipients", "policy_covers": "all this",
    "exclusive_access": "the trackers", "default_on": "the trackers", "no_consent_prompt": "the trackers",
}  # fmt: skip
"""What a claim is about, where the file names nothing; your data otherwise."""

FACTS = {
    ("consent", "opt_in"): "you agreed", ("entered", "by_subject"): "you entered them yourself",
    ("asked", "by_subject"): "you asked for it", ("requested", "true"): "you asked for it",
    ("recipient_accepts_policy", "true"): "the recipient accepts this notice",
    ("recipient_shares_commitment", "true"): "the recipient shares the commitment to privacy",
    ("adequate_protection", "true"): "the data are adequately protected there",
    ("legal_basis", "recorded"): "a legal basis is on record",
    ("judged_responsible", "true"): "they were judged responsible",
    ("obliged_by_law", "true"): "the law obliges us", ("other_legal_ground", "true"): "another legal ground allows it",
    ("good_faith_belief", "true"): "we believe in good faith that it is needed",
    ("visitor_recognised", "true"): "we recognise the visitor",
    ("among_assets", "true"): "the data are among what is sold",
    ("announced", "at_collection"): "it was announced when the data were collected",
    ("fault", "reported"): "a fault was reported", ("order", "before_placing"): "an order is about to be placed",
    ("contact", "necessary"): "contact is necessary", ("comment", "filed"): "the comment was put on file",
    ("compatibility", "assessed"): "the purposes were assessed as compatible",
    ("link", "suitable"): "the link between them suits",
    ("harm", "none"): "you take no harm from it", ("safeguard", "in_place"): "a safeguard is in place",
    ("provider", "not_a_member"): "the provider is not a member",
    ("demand", "appropriate_request"): "there is an appropriate request",
    ("demand", "required_by_law"): "the law requires it",
    ("believed", "necessary"): "we believe it necessary", ("believed", "appropriate"): "we believe it appropriate",
    ("obliged_by", "law"): "a law demands it", ("obliged_by", "government_demand"): "a government body demands it",
    ("obliged_by", "legal_process"): "a legal process demands it", ("obliged_by", "court_order"): "a court orders it",
    ("necessary_for", "routing"): "routing needs it", ("necessary_for", "connectivity"): "connectivity needs it",
    ("suspected", "abuse"): "abuse is suspected", ("suspected", "fraud"): "fraud is suspected",
    ("event", "divestiture"): "part of the business is sold", ("event", "merger"): "businesses merge",
    ("event", "dissolution"): "the business is dissolved",
    ("origin", "transaction"): "the message comes of a transaction",
    ("origin", "product_purchase"): "the message comes of a purchase",
    ("origin", "warranty_registration"): "the message comes of a registered warranty",
    ("origin", "service_experience"): "the message is about a service you had",
}  # fmt: skip
"""Facts and their values, where the words of the file alone do not read well."""

LAWS = {
    "eu-gdpr": "the General Data Protection Regulation (GDPR)",
    "us-ca-ccpa": "the California Consumer Privacy Act (CCPA)",
    "uk-gdpr": "the UK GDPR",
    "us-coppa": "the Children's Online Privacy Protection Act (COPPA)",
}  # fmt: skip

COUNTRIES = {
    "*": "anywhere in the world", "EEA": "the European Economic Area", "EU": "the European Union",
    "AT": "Austria", "AU": "Australia", "BE": "Belgium", "BG": "Bulgaria", "BR": "Brazil", "CA": "Canada",
    "CH": "Switzerland", "CN": "China", "CY": "Cyprus", "CZ": "Czechia", "DE": "Germany", "DK": "Denmark",
    "EE": "Estonia", "ES": "Spain", "FI": "Finland", "FR": "France", "GB": "the United Kingdom", "GR": "Greece",
    "HR": "Croatia", "HU": "Hungary", "IE": "Ireland", "IN": "India", "IS": "Iceland", "IT": "Italy", "JP": "Japan",
    "LI": "Liechtenstein", "LT": "Lithuania", "LU": "Luxembourg", "LV": "Latvia", "MT": "Malta", "MX": "Mexico",
    "NL": "the Netherlands", "NO": "Norway", "NZ": "New Zealand", "PL": "Poland", "PT": "Portugal", "RO": "Romania",
    "SE": "Sweden", "SG": "Singapore", "SI": "Slovenia", "SK": "Slovakia", "US": "the United States",
    "ZA": "South Africa",
}  # fmt: skip
"""ISO 3166-1 alpha-2 codes with English short names: those that notices name most."""
