"""Offices and people, the numbers of the policy with their dates, the calendar, the audit trail."""
