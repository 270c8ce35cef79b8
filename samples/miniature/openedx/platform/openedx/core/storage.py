"""Storage backends for static files."""
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, StaticFilesStorage


class ProductionStorage(ManifestStaticFilesStorage):
    """File names with a hash, as `collectstatic` wrote them into its manifest."""

    def hashed_name(self, name, content=None, filename=None):
        """The name with a hash. A file that isn't there keeps its own name.

        Debian leaves fonts out that style sheets of its packages name, and a theme may come after `collectstatic`.
        """
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name


class DevelopmentStorage(StaticFilesStorage):
    """Plain names: the development server finds the files itself."""
