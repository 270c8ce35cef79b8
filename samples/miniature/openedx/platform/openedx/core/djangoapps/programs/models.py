from django.db import models

from openedx.core.lib.configuration_model import ConfigurationModel


class ProgramsApiConfig(ConfigurationModel):
    """Whether the LMS shows programs, which Course Discovery has."""

    marketing_path = models.CharField(max_length=255, blank=True)
