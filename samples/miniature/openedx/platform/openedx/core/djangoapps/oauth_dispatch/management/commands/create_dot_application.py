"""`create_dot_application NAME USERNAME`: an OAuth application of the LMS."""
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.core.management.base import BaseCommand, CommandError
from oauth2_provider.models import get_application_model

from openedx.core.djangoapps.oauth_dispatch.models import ApplicationAccess

Application = get_application_model()
GRANTS = (Application.GRANT_CLIENT_CREDENTIALS, Application.GRANT_AUTHORIZATION_CODE)


class Command(BaseCommand):
    help = "Create an OAuth application. Looked up by name and owner: one that exists is left as it is without --update."

    def add_arguments(self, parser):
        parser.add_argument("name")
        parser.add_argument("username")
        parser.add_argument("--grant-type", choices=GRANTS, default=Application.GRANT_CLIENT_CREDENTIALS)
        parser.add_argument("--redirect-uris", default="", help="Separated by spaces.")
        parser.add_argument("--public", action="store_true", help="A client that can keep no secret.")
        parser.add_argument("--skip-authorization", action="store_true")
        parser.add_argument("--client-id")
        parser.add_argument("--client-secret")
        parser.add_argument("--scopes", default="", help="Separated by commas.")
        parser.add_argument("--update", action="store_true")

    def handle(self, name, username, grant_type, redirect_uris, public, skip_authorization, client_id, client_secret,
               scopes, update, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}: manage_user makes it.")

        application = Application.objects.filter(name=name, user=user).first()
        if application is not None and not update:
            self.stdout.write(f"{name}: there already, left as it is")
            return
        created = application is None
        application = application or Application(name=name, user=user)
        application.client_type = Application.CLIENT_PUBLIC if public else Application.CLIENT_CONFIDENTIAL
        application.authorization_grant_type = grant_type
        application.redirect_uris = redirect_uris
        application.skip_authorization = skip_authorization
        if client_id:
            application.client_id = client_id
        # Tokens for a service are signed with its secret, which is therefore kept as it is, as Open edX does for all.
        application.hash_client_secret = grant_type != Application.GRANT_CLIENT_CREDENTIALS
        # Writing the same secret again would only change the salt of its hash.
        if client_secret and (created or not self._is_kept(application, client_secret)):
            application.client_secret = client_secret
        application.save()
        if scopes:
            ApplicationAccess.objects.update_or_create(
                application=application, defaults={"scopes": [scope.strip() for scope in scopes.split(",")]})
        self.stdout.write(f"{name}: {'created' if created else 'updated'} ({application.client_id})")

    @staticmethod
    def _is_kept(application, secret):
        if application.hash_client_secret:
            return check_password(secret, application.client_secret)
        return application.client_secret == secret
