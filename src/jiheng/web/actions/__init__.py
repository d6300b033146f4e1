"""One function a step: right? → legal? → change and audit entry in one transaction → tell others.

Views never write models; they call these. Errors: NotAllowed (403), IllegalMove and Stale (409) of
web/errors.py, Refusal (422); the middleware turns them into answers.
"""

from __future__ import annotations

from jiheng.model.refusal import Refusal as Refusal

from ..errors import IllegalMove as IllegalMove
from ..errors import NotAllowed as NotAllowed
from ..errors import Stale as Stale
from .assessing import may_assess as may_assess
from .base import record as record
from .bulk import begin_bulk as begin_bulk
from .bulk import run_bulk as run_bulk
from .bulk import undo_bulk as undo_bulk
from .evidence import ask_import as ask_import
from .evidence import ask_verify as ask_verify
from .evidence import import_records as import_records
from .evidence import keep_records_file as keep_records_file
from .evidence import lock_month as lock_month
from .evidence import verify_store as verify_store
from .factors import different as different
from .factors import drop_second_factor as drop_second_factor
from .factors import has_second_factor as has_second_factor
from .factors import new_secret as new_secret
from .factors import qr_of as qr_of
from .factors import set_second_factor as set_second_factor
from .factors import shown as shown
from .factors import verified as verified
from .forms import new_project as new_project
from .forms import path_of as path_of
from .forms import save_draft as save_draft
from .forms import upload_form as upload_form
from .hooks import EVENTS as EVENTS
from .hooks import delivered as delivered
from .hooks import drop_hook as drop_hook
from .hooks import make_hook as make_hook
from .hooks import waiting as waiting
from .keys import SCOPES as SCOPES
from .keys import make_token as make_token
from .keys import revoke_token as revoke_token
from .keys import set_subject as set_subject
from .keys import token_user as token_user
from .moves import approve_baseline as approve_baseline
from .moves import endorse as endorse
from .moves import publish as publish
from .moves import return_ as return_
from .moves import submit as submit
from .moves import withdraw as withdraw
from .notices import begin_job as begin_job
from .notices import end_job as end_job
from .notices import progress_job as progress_job
from .notices import read_all_notifications as read_all_notifications
from .notices import read_notification as read_notification
from .notices import set_language as set_language
from .people import change_organisation as change_organisation
from .people import change_password as change_password
from .people import give_role as give_role
from .people import make_organisation as make_organisation
from .people import make_user as make_user
from .people import reset_password as reset_password
from .people import set_active as set_active
from .people import take_role as take_role
from .ready import unexplained as unexplained
from .ready import wanting as wanting
from .remarks import remark as remark
from .remarks import resolve_remark as resolve_remark
from .results import assess as assess
from .results import explain_row as explain_row
from .results import mark_done as mark_done
from .results import plan_measure as plan_measure
from .results import rectify as rectify
from .results import start_adjustment as start_adjustment
from .resuming import resume_jobs as resume_jobs
from .setting_up import is_set_up as is_set_up
from .setting_up import set_up as set_up
from .stages import open_monitoring_round as open_monitoring_round
from .stages import open_stage as open_stage
from .stages import skip_stage as skip_stage
from .summing import catch_up as catch_up
from .summing import rebuild as rebuild
from .summing import refresh as refresh
from .summing import refresh_public as refresh_public
from .surveys import close_survey as close_survey
from .surveys import guessing as guessing
from .surveys import invitation as invitation
from .surveys import invite as invite
from .surveys import keep_answers as keep_answers
from .surveys import make_survey as make_survey
from .surveys import respond as respond
from .uploads import take_into as take_into
from .uploads import take_up as take_up
from .words import may_evaluate as may_evaluate
from .words import write_word as write_word
