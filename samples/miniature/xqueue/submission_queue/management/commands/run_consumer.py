import time

from django.conf import settings
from django.core.management.base import BaseCommand

from submission_queue.consumer import Worker

PAUSE = 10  # seconds


class Command(BaseCommand):
    help = "Calls the graders of all queues that have an address; ends when there is none."

    def handle(self, *args, **options):
        workers = [Worker(name, grader) for name, grader in settings.XQUEUES.items() if grader is not None]
        for worker in workers:
            worker.start()
        while workers:
            time.sleep(PAUSE)
            workers = [self._kept(worker) for worker in workers if worker.exitcode is None or worker.exitcode > 0]

    @staticmethod
    def _kept(worker):
        """The worker, or another in the place of one that failed."""
        if worker.exitcode:
            worker = Worker(worker.queue_name, worker.grader)
            worker.start()
        return worker
