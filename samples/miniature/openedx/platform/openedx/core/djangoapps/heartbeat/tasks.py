from celery import shared_task


@shared_task
def sample_task():
    """The task of the extended heartbeat: a worker that does it is alive."""
    return True
