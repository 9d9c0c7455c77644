"""Which paths has the console? Namespace `console`; `<organisation>` is resolved by `troth.web.access`."""

from __future__ import annotations

from django.urls import path

from troth.web.console import (
    arriving,
    estate,
    holding,
    judging,
    keys,
    log,
    policies,
    promises,
    proposals,
    requests,
    reviewing,
    staff,
    subjects,
)
from troth.web.console.views import home, organisation

app_name = "console"
_OWN = "<slug:organisation>/"
_SUBJECT = f"{_OWN}subjects/<str:subject>/"
_PROPOSAL = f"{_OWN}policies/proposals/<slug:proposal>/"
_CASE = f"{_OWN}requests/<slug:case>/"
_VERSION = f"{_OWN}policies/versions/<path:version>/"
urlpatterns = [
    path("", home, name="home"),
    path(_OWN, organisation, name="organisation"),
    path(f"{_OWN}promises/", promises.promises, name="promises"),
    path(f"{_OWN}promises/<slug:clause>/", promises.promise, name="promise"),
    path(f"{_OWN}requests/", requests.listing, name="requests"),
    path(f"{_OWN}requests/new/", arriving.new, name="request_new"),
    path(f"{_OWN}requests/holds/", holding.listing, name="holds"),
    path(f"{_OWN}requests/holds/place/", holding.place, name="hold_place"),
    path(f"{_OWN}requests/holds/<slug:hold>/lift/", holding.lift, name="hold_lift"),
    path(_CASE, requests.case, name="request"),
    path(f"{_CASE}opened/", requests.opened, name="request_opened"),
    path(f"{_CASE}approve/", judging.approve, name="request_approve"),
    path(f"{_CASE}deny/", judging.deny, name="request_deny"),
    path(f"{_CASE}extend/", judging.extend, name="request_extend"),
    path(f"{_CASE}assign/", judging.assign, name="request_assign"),
    path(f"{_CASE}begin/", judging.begin, name="request_begin"),
    path(f"{_CASE}close/", judging.close, name="request_close"),
    path(f"{_CASE}answer/", judging.answer, name="request_answer"),
    path(f"{_CASE}prove/", judging.prove, name="request_prove"),
    path(f"{_OWN}estate/", estate.listing, name="estate"),
    path(f"{_OWN}estate/load/", estate.load, name="estate_load"),
    path(f"{_OWN}estate/systems/<str:system>/probe/", estate.probe, name="estate_probe"),
    path(f"{_OWN}subjects/", subjects.listing, name="subjects"),
    path(f"{_OWN}subjects/find/", subjects.find, name="subject_find"),
    path(_SUBJECT, subjects.subject, name="subject"),
    path(f"{_SUBJECT}identifiers/", subjects.identifiers, name="subject_identifiers"),
    path(f"{_SUBJECT}receipt/", subjects.copy, name="subject_receipt"),
    path(f"{_OWN}policies/", policies.versions, name="policies"),
    path(f"{_OWN}policies/new/", policies.new, name="policy_new"),
    path(f"{_OWN}policies/proposals/new/", proposals.new, name="proposal_new"),
    path(_PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{_PROPOSAL}act/", reviewing.act, name="proposal_act"),
    path(f"{_PROPOSAL}sure/", reviewing.sure, name="proposal_sure"),
    path(f"{_PROPOSAL}elements/<str:element>/", reviewing.element, name="proposal_element"),
    path(f"{_PROPOSAL}sentences/<slug:clause>/", reviewing.clause, name="proposal_clause"),
    path(f"{_PROPOSAL}finish/", proposals.finish, name="proposal_finish"),
    path(f"{_PROPOSAL}discard/", proposals.discard, name="proposal_discard"),
    path(f"{_PROPOSAL}files/<slug:form>/", proposals.download, name="proposal_file"),
    path(f"{_VERSION}publish/", policies.publish, name="policy_publish"),
    path(f"{_VERSION}discard/", policies.discard, name="policy_discard"),
    path(f"{_VERSION}files/<slug:form>/", policies.download, name="policy_file"),
    path(_VERSION, policies.version, name="policy"),
    path(f"{_OWN}log/", log.entries, name="log"),
    path(f"{_OWN}log/verify/", log.verify, name="verify"),
    path(f"{_OWN}log/checkpoint/", log.checkpoint, name="checkpoint"),
    path(f"{_OWN}log/bundle/", log.bundle, name="bundle"),
    path(f"{_OWN}log/<int:index>/", log.entry, name="entry"),
    path(f"{_OWN}log/<int:index>/opened/", log.opened, name="entry_opened"),
    path(f"{_OWN}people/", staff.listing, name="people"),
    path(f"{_OWN}people/invite/", staff.invite, name="invite"),
    path(f"{_OWN}people/invitations/<slug:invitation>/withdraw/", staff.withdraw, name="invitation_withdraw"),
    path(f"{_OWN}people/<int:account>/role/", staff.change, name="person_change"),
    path(f"{_OWN}people/<int:account>/remove/", staff.remove, name="person_remove"),
    path(f"{_OWN}keys/", keys.listing, name="keys"),
    path(f"{_OWN}keys/make/", keys.make, name="key_make"),
    path(f"{_OWN}keys/<slug:key>/rotate/", keys.rotate, name="key_rotate"),
    path(f"{_OWN}keys/<slug:key>/revoke/", keys.revoke, name="key_revoke"),
]
