"""What the worker asks."""
from django.shortcuts import get_object_or_404
from rest_framework import status
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.response import Response

from ecommerce.extensions.fulfillment.modules import EnrollmentFulfillmentModule
from ecommerce.extensions.order.models import Order


class CanChangeOrders(BasePermission):
    def has_permission(self, request, view):
        return request.user.has_perm("order.change_order")


def _shown(order):
    return {"number": order.number, "status": order.status, "total_excl_tax": str(order.total_excl_tax), "currency": order.currency, "user": {"username": order.user.username}}


@api_view(["PUT", "PATCH"])
@permission_classes([IsAuthenticated, CanChangeOrders])
def fulfill(request, number):
    """`PUT /api/v2/orders/<number>/fulfill/`: 406 for one that is complete, 500 when it couldn't be done now."""
    order = get_object_or_404(Order, number=number)
    if not order.is_fulfillable:
        return Response(status=status.HTTP_406_NOT_ACCEPTABLE)
    EnrollmentFulfillmentModule().fulfill(order)
    return Response(_shown(order), status=status.HTTP_500_INTERNAL_SERVER_ERROR if order.is_fulfillable else status.HTTP_200_OK)
