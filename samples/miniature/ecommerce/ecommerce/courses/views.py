"""What is sold: a page for staff."""
import logging
from urllib.parse import quote, urljoin

import requests
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.shortcuts import redirect, render

from ecommerce.courses.models import Course, Seat
from ecommerce.courses.publishers import LMSPublisher

log = logging.getLogger(__name__)


class SeatForm(forms.Form):
    course_id = forms.CharField(max_length=255, validators=[RegexValidator(r"^course-v1:[^+/]+\+[^+/]+\+[^+/]+$", "This is no key of a course run.")])
    price = forms.DecimalField(min_value=0, max_digits=12, decimal_places=2)


def name_of(configuration, course_id):
    """The course's name in the catalogue, or its key where there is none."""
    try:
        response = configuration.oauth_api_client.get(urljoin(configuration.discovery_api_url, f"course_runs/{quote(course_id)}/"))
        response.raise_for_status()
        return response.json()["title"] or course_id
    except (requests.RequestException, ValueError, KeyError) as error:
        log.info("The catalogue says nothing of %s: %s", course_id, error)
        return course_id


@login_required
def course_list(request):
    """`/courses/`: what is sold; `POST` with `course_id` and `price` adds a verified seat, or changes its price."""
    if not request.user.is_staff:
        raise PermissionDenied("You may not sell courses.")
    form = SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _sell(request, form.cleaned_data)
        return redirect("courses")
    return render(request, "courses.html", {"seats": Seat.objects.filter(course__site=request.site).select_related("course"), "form": form},
                  status=400 if form.errors else 200)


def _sell(request, data):
    configuration = request.site.siteconfiguration
    course, _ = Course.objects.update_or_create(
        id=data["course_id"], defaults={"site": request.site, "name": name_of(configuration, data["course_id"])})
    Seat.objects.update_or_create(course=course, certificate_type="verified", defaults={
        "price": data["price"], "price_currency": settings.OSCAR_DEFAULT_CURRENCY,
        "partner_sku": Seat.sku_of(course.id, "verified", configuration.partner.short_code)})
    error = LMSPublisher().publish(course)
    (messages.error if error else messages.success)(request, error or f"{course.name} is sold.")
