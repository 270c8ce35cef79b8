from django.contrib.sites.models import Site
from django.core.management.base import BaseCommand

from ecommerce.core.models import Partner, SiteConfiguration

REQUIRED = ("site-domain", "partner-code", "lms-url-root", "payment-processors", "sso-client-id", "sso-client-secret",
            "backend-service-client-id", "backend-service-client-secret", "from-email", "discovery_api_url")
OPTIONAL = ("site-name", "partner-name", "lms-public-url-root", "payment-support-email", "payment-support-url")
KEPT = ("lms_url_root", "lms_public_url_root", "payment_processors", "from_email", "payment_support_email", "payment_support_url", "discovery_api_url")


class Command(BaseCommand):
    help = "Makes a site with its configuration, or changes them."

    def add_arguments(self, parser):
        parser.add_argument("--site-id", type=int)
        for name in (*REQUIRED, *OPTIONAL):
            parser.add_argument(f"--{name}", required=name in REQUIRED)

    def handle(self, *args, site_id, site_domain, partner_code, **options):
        lookup = {"id": site_id} if site_id and Site.objects.filter(id=site_id).exists() else {"domain": site_domain}
        site, _ = Site.objects.update_or_create(defaults={"domain": site_domain, "name": (options["site_name"] or site_domain)[:50]}, **lookup)
        partner, _ = Partner.objects.update_or_create(short_code=partner_code, defaults={"name": options["partner_name"] or partner_code})
        SiteConfiguration.objects.update_or_create(site=site, defaults={
            "partner": partner,
            "oauth_settings": {"SOCIAL_AUTH_EDX_OAUTH2_KEY": options["sso_client_id"], "BACKEND_SERVICE_EDX_OAUTH2_KEY": options["backend_service_client_id"]},
            **{name: options[name] or "" for name in KEPT}})
        self.stdout.write(f"Site {site.id}: {site.domain}")
