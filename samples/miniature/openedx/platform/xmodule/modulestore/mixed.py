"""The module store that MODULESTORE configures: the first of its stores does the work."""
from django.utils.module_loading import import_string


class MixedModuleStore:
    """Hands every call to the first store of the list (`split`)."""

    def __init__(self, stores, mappings=None, **options):
        configured = [
            import_string(store["ENGINE"])(doc_store_config=store["DOC_STORE_CONFIG"], **store.get("OPTIONS", {}))
            for store in stores
        ]
        self.default_store = configured[0]

    def __getattr__(self, name):
        return getattr(self.default_store, name)
