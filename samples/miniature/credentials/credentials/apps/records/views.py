from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render

from credentials.apps.credentials.models import UserCredential


@login_required
def records(request):
    """`/records/`: what somebody has; shown by a micro-frontend where there is one."""
    if settings.USE_LEARNER_RECORD_MFE:
        return redirect(settings.LEARNER_RECORD_MFE_RECORDS_PAGE_URL)
    credentials = UserCredential.objects.filter(username=request.user.username, status=UserCredential.AWARDED).select_related("credential__course_run__course")
    return render(request, "records.html", {"credentials": credentials, "configuration": request.site.siteconfiguration})
