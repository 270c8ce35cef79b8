import sys
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
        parser.add_argument("--delete", action="store_true", help="Delete what Course Discovery doesn't have any more.")

    def handle(self, *args, page_size, delete, **options):
        for configuration in SiteConfiguration.objects.exclude(catalog_api_url="").select_related("site"):
            try:
                with transaction.atomic():
                    copied = self._copy(configuration, {"page_size": page_size} if page_size else {})
            except requests.RequestException as error:
                raise CommandError(f"{configuration.catalog_api_url}: {error}") from error
            runs = CourseRun.objects.filter(course__site=configuration.site)
            self.stdout.write(f"{configuration.site.domain}: {runs.count()} course runs")
            self._remove(configuration.site, copied, delete)

    def _remove(self, site, copied, delete):
        """What has gone from Course Discovery stays until somebody has looked at it: there may be certificates of it."""
        gone = {
            "course_runs": CourseRun.objects.filter(course__site=site).exclude(uuid__in=copied["course_runs"]),
            "courses": Course.objects.filter(site=site).exclude(uuid__in=copied["courses"]),
            "organizations": Organization.objects.filter(site=site).exclude(uuid__in=copied["organizations"]),
        }
        left = {name: rows for name, rows in gone.items() if rows.exists()}
        for name, rows in left.items():
            self.stdout.write(f"{name} UUIDs to be removed: {[str(row.uuid) for row in rows]}")
        if left and not delete:
            self.stdout.write("FAILURE: There is data that needs to be deleted. Please review UUIDs above and re-run with --delete parameter")
            sys.exit(1)
        for rows in left.values():
            rows.delete()

    def _copy(self, configuration, query):
        """What was there, by kind."""
        site, copied = configuration.site, {"organizations": set(), "courses": set(), "course_runs": set()}
        for body in self._all(configuration, "organizations", query):
            Organization.objects.update_or_create(site=site, uuid=body["uuid"], defaults={"key": body["key"], "name": body["name"] or ""})
            copied["organizations"].add(body["uuid"])
        for body in self._all(configuration, "courses", {**query, "include_hidden_course_runs": 1}):
            course, _ = Course.objects.update_or_create(site=site, uuid=body["uuid"], defaults={"key": body["key"], "title": body["title"]})
            copied["courses"].add(body["uuid"])
            course.owners.set(Organization.objects.filter(site=site, uuid__in=[owner["uuid"] for owner in body["owners"]]))
            for run in body["course_runs"]:
                CourseRun.objects.update_or_create(uuid=run["uuid"], defaults={"course": course, "key": run["key"], "title_override": run["title"] or ""})
                copied["course_runs"].add(run["uuid"])
        return copied

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
