import rules

rules.production(globals(), "cms", "CMS_CFG", "STUDIO_CFG")
