"""Notes in Meilisearch, by the name that deployments know."""
from notesapi.v1 import search
from notesapi.v1.models import Note


def reindex():
    """Puts every note into the index; safe to repeat."""
    for note in Note.objects.iterator():
        search.add(note)
