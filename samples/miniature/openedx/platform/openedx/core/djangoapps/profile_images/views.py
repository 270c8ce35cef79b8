"""A person's page with a picture, and the same for programs: `/api/user/v1/accounts/<username>` and `.../image`."""
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from common.djangoapps.student.models import UserProfile
from openedx.core.djangoapps.profile_images import images


def _own_profile(request, username):
    """The profile of the caller; what belongs to others isn't there."""
    if request.user.username != username:
        raise Http404("This is somebody else's.")
    return UserProfile.objects.get_or_create(user=request.user)[0]


def _person(username):
    user = get_object_or_404(get_user_model(), username=username, is_active=True)
    return user, UserProfile.objects.filter(user=user).first()


@login_required
def profile_page(request, username):
    user, profile = _person(username)
    return render(request, "profile.html", {
        "person": user, "name": profile.name if profile else "", "image": images.url_of(user, profile)})


@login_required
@require_POST
def change_image(request, username):
    profile = _own_profile(request, username)
    try:
        if "file" in request.FILES:
            images.store(request.user, profile, request.FILES["file"])
        else:
            images.remove(request.user, profile)
    except images.NotAnImage as error:
        messages.error(request, str(error))
    return redirect("learner_profile", username=username)


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def account(request, username):
    user, profile = _person(username)
    url = images.url_of(user, profile)
    return Response({
        "username": user.username, "name": profile.name if profile else "",
        "profile_image": {"has_image": url is not None, "image_url_full": url}})


class AccountImage(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request, username):
        profile = _own_profile(request, username)
        if "file" not in request.FILES:
            return Response({"developer_message": "No file provided for profile image"}, status=400)
        try:
            images.store(request.user, profile, request.FILES["file"])
        except images.NotAnImage as error:
            return Response({"developer_message": str(error)}, status=400)
        return Response(status=204)

    def delete(self, request, username):
        images.remove(request.user, _own_profile(request, username))
        return Response(status=204)
