"""Mail to people, sent by a worker."""
from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail


@shared_task
def send_activation_email(user_id):
    """Welcome a new person."""
    user = get_user_model().objects.get(pk=user_id)
    send_mail(
        subject=f"Welcome to {settings.PLATFORM_NAME}",
        message=(
            f"Hello {user.username},\n\nyour account at {settings.PLATFORM_NAME} is ready:\n"
            f"{settings.LMS_ROOT_URL}/dashboard\n\nQuestions? Write to {settings.CONTACT_EMAIL}.\n"
        ),
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[user.email],
    )
