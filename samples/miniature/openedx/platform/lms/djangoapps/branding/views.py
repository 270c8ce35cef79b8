"""What visitors see: the catalogue and the search."""
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from openedx.core.lib.features import is_enabled
from search.search_engine_base import COURSE_INFO, COURSEWARE_CONTENT, SearchEngine, SearchUnavailable
from xmodule.modulestore.django import modulestore


def catalogue(request):
    """`/` and `/courses`: all published courses."""
    return render(request, "courses.html", {"courses": modulestore().get_courses()})


def find(query, index):
    """What the search engine finds; raises SearchUnavailable."""
    engine = SearchEngine.get_search_engine(index)
    if engine is None:
        raise SearchUnavailable("SEARCH_ENGINE is not set.")
    return engine.search(query)


def search(request):
    """`/search?q=`: courses, and what is in them."""
    query = request.GET.get("q", "").strip()
    context = {"query": query, "courses": [], "content": [], "unavailable": ""}
    try:
        if query and is_enabled("ENABLE_COURSE_DISCOVERY"):
            context["courses"] = find(query, COURSE_INFO)
        if query and is_enabled("ENABLE_COURSEWARE_SEARCH"):
            context["content"] = find(query, COURSEWARE_CONTENT)
    except SearchUnavailable as error:
        context["unavailable"] = str(error)
    return render(request, "search.html", context, status=503 if context["unavailable"] else 200)


@csrf_exempt
def course_discovery(request):
    """`POST /search/course_discovery/`: the catalogue's search as JSON."""
    try:
        found = find(request.POST.get("search_string", ""), COURSE_INFO)
    except SearchUnavailable as error:
        return JsonResponse({"error": str(error)}, status=503)
    return JsonResponse({"total": len(found), "results": [{"_id": hit["id"], "data": hit} for hit in found]})
