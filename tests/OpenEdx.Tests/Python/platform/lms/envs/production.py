import rules

rules.production(globals(), "lms", "LMS_CFG")
