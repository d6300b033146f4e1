"""The only way a view comes by an object: what is not yours does not exist (Http404).

Every function takes the person first. Lists are querysets, to be filtered further and paged by
the page; single objects raise Http404. Nothing here changes anything.
"""

from __future__ import annotations

from .evidence import Scope as Scope
from .evidence import bound as bound
from .evidence import evidence_scope as evidence_scope
from .evidence import import_units as import_units
from .evidence import may_lock as may_lock
from .evidence import may_verify as may_verify
from .evidence import other_codes as other_codes
from .evidence import reads_evidence as reads_evidence
from .evidence import unit_scope as unit_scope
from .objects import adjustments as adjustments
from .objects import assessment as assessment
from .objects import assessments as assessments
from .objects import baselines as baselines
from .objects import draft as draft
from .objects import explanations as explanations
from .objects import invited as invited
from .objects import organisations as organisations
from .objects import project as project
from .objects import projects as projects
from .objects import rectification as rectification
from .objects import rectifications as rectifications
from .objects import remark as remark
from .objects import remarks as remarks
from .objects import step as step
from .objects import step_of as step_of
from .objects import steps as steps
from .objects import survey as survey
from .objects import survey_by_slug as survey_by_slug
from .objects import survey_counts as survey_counts
from .objects import survey_ids as survey_ids
from .objects import surveys as surveys
from .objects import units as units
from .objects import version as version
from .objects import versions as versions
from .offices import administered as administered
from .offices import entries as entries
from .offices import history as history
from .offices import organisation as organisation
from .offices import reads_entries as reads_entries
from .offices import user as user
from .offices import users as users
from .own import deliveries as deliveries
from .own import demo_people as demo_people
from .own import hook as hook
from .own import hooks as hooks
from .own import job as job
from .own import jobs as jobs
from .own import notification as notification
from .own import notifications as notifications
from .own import published as published
from .own import published_project as published_project
from .own import token as token
from .own import tokens as tokens
from .own import upload as upload
from .own import uploads as uploads
from .roles import OWN_UNIT as OWN_UNIT
from .roles import Person as Person
from .roles import all_roles as all_roles
from .roles import forget as forget
from .roles import memberships as memberships
from .roles import person as person
from .roles import roles as roles
from .summing import public_summaries as public_summaries
from .summing import summaries as summaries
from .summing import summary_days as summary_days
from .summing import summary_findings as summary_findings
from .summing import summary_prices as summary_prices
from .summing import summary_rows as summary_rows
from .waiting import moves as moves
from .waiting import queue as queue
from .waiting import reviews as reviews
from .waiting import todo as todo
