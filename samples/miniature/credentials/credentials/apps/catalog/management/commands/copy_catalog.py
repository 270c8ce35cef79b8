from urllib.parse import urljoin

import requests
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from credentials.apps.catalog.models import Course, CourseRun, Organization
from credentials.apps.core.models import SiteConfiguration


class Command(BaseCommand):
    help = "Copies organizations and courses from Course Discovery, for each site that says where it is."

    def add_arguments(self, parser):
        parser.add_argument("--page-size", type=int)

    def handle(self, *args, page_size, **options):
        for configuration in SiteConfiguration.objects.exclude(catalog_api_url="").select_related("site"):
            try:
                with transaction.atomic():
                    self._copy(configuration, {"page_size": page_size} if page_size else {})
            except requests.RequestException as error:
                raise CommandError(f"{configuration.catalog_api_url}: {error}") from error
            self.stdout.write(f"{configuration.site.domain}: {CourseRun.objects.filter(course__site=configuration.site).count()} course runs")

    def _copy(self, configuration, query):
        site = configuration.site
        for body in self._all(configuration, "organizations", query):
            Organization.objects.update_or_create(site=site, uuid=body["uuid"], defaults={"key": body["key"], "name": body["name"] or ""})
        for body in self._all(configuration, "courses", {**query, "include_hidden_course_runs": 1}):
            course, _ = Course.objects.update_or_create(site=site, uuid=body["uuid"], defaults={"key": body["key"], "title": body["title"]})
            course.owners.set(Organization.objects.filter(site=site, uuid__in=[owner["uuid"] for owner in body["owners"]]))
            for run in body["course_runs"]:
                CourseRun.objects.update_or_create(uuid=run["uuid"], defaults={"course": course, "key": run["key"], "title_override": run["title"] or ""})

    @staticmethod
    def _all(configuration, resource, query):
        """The results of all pages, which are asked for by their numbers: the addresses in an answer may lead elsewhere."""
        client, page, following = configuration.api_client, 1, True
        while following:
            response = client.get(urljoin(configuration.catalog_api_url, f"{resource}/"), params={**query, "page": page})
            response.raise_for_status()
            answer = response.json()
            yield from answer["results"]
            page, following = page + 1, answer["next"]
