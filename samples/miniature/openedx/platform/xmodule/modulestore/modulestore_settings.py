"""Changing MODULESTORE from a settings module on top of production."""


def update_module_store_settings(
    module_store_setting, doc_store_settings=None, module_store_options=None, default_store=None, mappings=None,
):
    """Change every store of MODULESTORE in place: where its documents are, and its options."""
    for store in module_store_setting["default"]["OPTIONS"]["stores"]:
        if doc_store_settings:
            store.setdefault("DOC_STORE_CONFIG", {}).update(doc_store_settings)
        if module_store_options:
            store.setdefault("OPTIONS", {}).update(module_store_options)
    if mappings is not None:
        module_store_setting["default"]["OPTIONS"]["mappings"] = mappings
    if default_store:
        stores = module_store_setting["default"]["OPTIONS"]["stores"]
        chosen = [store for store in stores if store["NAME"] == default_store]
        if not chosen:
            raise ValueError(f"There is no module store named {default_store!r}.")
        stores[:] = chosen + [store for store in stores if store["NAME"] != default_store]
