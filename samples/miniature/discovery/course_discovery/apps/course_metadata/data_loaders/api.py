"""Courses from the LMS's API into the catalogue."""
import logging

from django.utils.dateparse import parse_datetime

from course_discovery.apps.course_metadata.models import Course, CourseRun, Organization

log = logging.getLogger(__name__)


class CoursesApiDataLoader:
    """All pages of a partner's `courses_api_url`."""

    PAGE_SIZE = 50

    def __init__(self, partner):
        self.partner = partner
        self.client = partner.oauth_api_client

    def ingest(self):
        """Take over all course runs; returns how many there are."""
        page, pages, count = 1, 1, 0
        while page <= pages:
            answer = self._page(page)
            for body in answer["results"]:
                self._take_over(body)
            count += len(answer["results"])
            page, pages = page + 1, answer["pagination"]["num_pages"]
        return count

    def _page(self, page):
        response = self.client.get(f"{self.partner.courses_api_url.rstrip('/')}/courses/", params={"page": page, "page_size": self.PAGE_SIZE})
        response.raise_for_status()
        return response.json()

    def _take_over(self, body):
        organization, _ = Organization.objects.get_or_create(partner=self.partner, key=body["org"])
        course, _ = Course.objects.update_or_create(partner=self.partner, key=f"{body['org']}+{body['number']}", defaults={
            "title": body["name"], "card_image_url": (body["media"].get("image") or {}).get("raw")})
        course.authoring_organizations.add(organization)
        run, is_new = CourseRun.objects.update_or_create(key=body["id"], defaults={
            "course": course,
            "title": body["name"],
            "short_description": (body["short_description"] or "").strip(),
            "start": parse_datetime(body["start"]) if body["start"] else None,
            "end": parse_datetime(body["end"]) if body["end"] else None,
            "pacing_type": f"{body['pacing']}_paced",
            "hidden": body.get("hidden", False),
        })
        log.info("%s %s", "Took over" if is_new else "Refreshed", run.key)
