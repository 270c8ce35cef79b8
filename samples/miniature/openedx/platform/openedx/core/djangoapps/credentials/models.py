from django.db import models

from openedx.core.lib.configuration_model import ConfigurationModel


class CredentialsApiConfig(ConfigurationModel):
    """Whether the LMS issues by Credentials; where that is, settings say."""

    enable_learner_issuance = models.BooleanField(default=False)

    @property
    def is_learner_issuance_enabled(self):
        return self.enabled and self.enable_learner_issuance
