"""The API that annotator.js and the LMS speak with."""
import json

from django.conf import settings
from django.shortcuts import get_object_or_404
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import APIView

from notesapi.v1 import search
from notesapi.v1.models import Note


def _filled(note, data):
    """`note` with what the caller may change."""
    for name in ("text", "quote"):
        if name in data:
            setattr(note, name, data[name])
    if "tags" in data:
        note.tags = json.dumps(data["tags"], ensure_ascii=False)
    if "ranges" in data:
        if not data["ranges"]:
            raise ValidationError("Note must contain at least one range.")
        note.ranges = json.dumps(data["ranges"])
    return note


class Annotations(APIView):
    """`/api/v1/annotations/`: a learner's notes in a course, and a new one."""

    def get(self, request):
        notes = Note.objects.filter(user_id=request.GET["user"], course_id=request.GET.get("course_id", ""))
        return Response([note.as_dict() for note in notes.order_by("-updated")])

    def post(self, request):
        data = request.data
        missing = [name for name in ("user", "course_id", "usage_id", "ranges") if not data.get(name)]
        if missing:
            raise ValidationError(f"A note needs {', '.join(missing)}.")
        if Note.objects.filter(user_id=data["user"], course_id=data["course_id"]).count() >= settings.MAX_NOTES_PER_COURSE:
            raise ValidationError(f"You can create up to {settings.MAX_NOTES_PER_COURSE} notes.")
        note = _filled(Note(user_id=data["user"], course_id=data["course_id"], usage_id=data["usage_id"]), data)
        note.save()
        search.add(note)
        return Response(note.as_dict(), status=201)


class Annotation(APIView):
    """`/api/v1/annotations/<id>/`: one note, of the learner whom the token names."""

    def get(self, request, pk):
        return Response(self._note(request.GET, pk).as_dict())

    def put(self, request, pk):
        note = _filled(self._note(request.data, pk), request.data)
        note.save()
        search.add(note)
        return Response(note.as_dict())

    def delete(self, request, pk):
        note = self._note(request.GET, pk)
        search.remove(note)
        note.delete()
        return Response(status=204)

    @staticmethod
    def _note(named, pk):
        return get_object_or_404(Note, pk=pk, user_id=named.get("user"))


class Search(APIView):
    """`/api/v1/search/?user=&course_id=&text=`: pages of notes, the newest first."""

    def get(self, request):
        user, course = request.GET["user"], request.GET.get("course_id")
        notes = Note.objects.filter(user_id=user, **({"course_id": course} if course else {}))
        paginator = PageNumberPagination()
        page = paginator.paginate_queryset(search.find(notes, user, course, request.GET.get("text")).order_by("-updated"), request, view=self)
        return paginator.get_paginated_response([note.as_dict() for note in page])
