from django.db import models


class Country(models.Model):
    """Where somebody who pays may live: ISO 3166-1."""

    iso_3166_1_a2 = models.CharField(max_length=2, primary_key=True)
    printable_name = models.CharField(max_length=128, db_index=True)
