"""`populate_retirement_states [--dry_run]`: the rows of RetirementState."""
from django.core.management.base import BaseCommand
from django.db import transaction

from openedx.core.djangoapps.user_api.models import RetirementState

FIRST = ["PENDING"]
STEPS = ["LOCKING_ACCOUNT", "RETIRING_ENROLLMENTS", "RETIRING_LMS_MISC", "RETIRING_LMS"]
DEAD_ENDS = ["ERRORED", "ABORTED", "COMPLETE"]


class Command(BaseCommand):
    help = "Make the states of retirement. Idempotent."

    def add_arguments(self, parser):
        parser.add_argument("--dry_run", action="store_true")

    @transaction.atomic
    def handle(self, dry_run, **options):
        names = [*FIRST, *(name for step in STEPS for name in (step, f"{step.split('_', 1)[1]}_COMPLETE")), *DEAD_ENDS]
        existing = set(RetirementState.objects.values_list("state_name", flat=True))
        missing = [name for name in names if name not in existing]
        self.stdout.write(f"{len(missing)} states to add: {', '.join(missing) or 'none'}")
        if dry_run:
            return
        for order, name in enumerate(names, start=1):
            if name in missing:
                RetirementState.objects.create(
                    state_name=name, state_execution_order=order,
                    is_dead_end_state=name in DEAD_ENDS, required=name in [*FIRST, *DEAD_ENDS])
