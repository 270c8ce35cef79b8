from django.core.management.base import BaseCommand

from lms.djangoapps.commerce.models import CommerceConfiguration


class Command(BaseCommand):
    help = "Has people buy at Ecommerce."

    def add_arguments(self, parser):
        parser.add_argument("--disable", dest="enabled", action="store_false", default=True, help="Disable the commerce configuration.")
        parser.add_argument("--disable-checkout-on-ecommerce", dest="checkout", action="store_false", default=True, help="Don't send people to Ecommerce.")

    def handle(self, *args, enabled, checkout, **options):
        wanted = {"enabled": enabled, "checkout_on_ecommerce_service": checkout}
        current = CommerceConfiguration.current()
        if current.pk is None or any(getattr(current, name) != value for name, value in wanted.items()):
            CommerceConfiguration.objects.create(**wanted, basket_checkout_page=current.basket_checkout_page)
        self.stdout.write("Commerce is configured.")
