"""The store of "Old Mongo" courses (`Org/Course/Run`): unreadable since Nutmeg, configured ever since."""


class DraftMongoModuleStore:
    """Holds nothing."""

    def __init__(self, doc_store_config, **options):
        self.doc_store_config = doc_store_config
