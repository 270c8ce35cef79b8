"""The page that people see."""
from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from course_discovery.apps.course_metadata import search


@login_required
def preview(request):
    """`/`: what the catalogue finds."""
    words, error, count, runs = request.GET.get("q", ""), "", 0, []
    try:
        count, runs = search.find(words)
    except search.SearchUnavailable as unavailable:
        error = str(unavailable)
    return render(request, "preview.html", {"query": words, "error": error, "count": count, "runs": runs, "partner": request.site.partner})
