"""What stands on record, who holds what, what sources disagree on, and why: all worked out from claims and a policy.

Pure functions over claims. ``Index`` keeps them by slot (subject and predicate), so that after a change only the slots that it
touched are decided anew; ``record`` and ``views`` do all of it in one go.
"""

from rightsgraph.policy.index import Index
from rightsgraph.policy.inquiry import VALUES, Disagreement, Explanation, Position, conflicts, why
from rightsgraph.policy.model import (
    DESCRIPTION,
    Claim,
    Context,
    Policy,
    Preference,
    Slot,
    Term,
    Triple,
    Verdict,
)
from rightsgraph.policy.policyfile import load_policy, load_single_valued
from rightsgraph.policy.record import (
    Resolution,
    date_subjects,
    find_standings,
    mark_standing,
    record,
    record_slots,
    resolve,
    with_standing,
)
from rightsgraph.policy.rules import judge
from rightsgraph.policy.views import list_holders, view, view_slots, views

__all__ = [
    "DESCRIPTION",
    "VALUES",
    "Claim",
    "Context",
    "Disagreement",
    "Explanation",
    "Index",
    "Policy",
    "Position",
    "Preference",
    "Resolution",
    "Slot",
    "Term",
    "Triple",
    "Verdict",
    "conflicts",
    "date_subjects",
    "find_standings",
    "judge",
    "list_holders",
    "load_policy",
    "load_single_valued",
    "mark_standing",
    "record",
    "record_slots",
    "resolve",
    "view",
    "view_slots",
    "views",
    "why",
    "with_standing",
]
