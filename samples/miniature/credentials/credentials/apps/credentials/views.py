from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404, render

from credentials.apps.credentials.models import UserCredential


def certificate(request, uuid):
    """`/credentials/<uuid>/`: open to everyone who has the address, as long as it holds."""
    credential = get_object_or_404(UserCredential.objects.select_related("credential__course_run__course"), uuid=uuid, status=UserCredential.AWARDED)
    owner = get_user_model().objects.filter(username=credential.username).first()
    return render(request, "certificate.html", {
        "credential": credential, "course_run": credential.credential.course_run, "configuration": request.site.siteconfiguration,
        "name": (owner and (owner.full_name or owner.get_full_name())) or credential.username})
