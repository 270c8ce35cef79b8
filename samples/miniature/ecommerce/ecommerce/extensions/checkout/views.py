from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ecommerce.extensions.checkout.mixins import place_order
from ecommerce.extensions.order.models import Basket, Order


@transaction.non_atomic_requests
@login_required
@require_POST
def free_checkout(request):
    """`POST /checkout/free-checkout/`: an order of what costs nothing."""
    basket = Basket.objects.filter(owner=request.user, site=request.site).select_related("seat", "site").first()
    if basket is None:
        return redirect("basket:summary")
    if not basket.is_free:
        raise Http404("What is in the basket has a price.")
    return redirect(f"{reverse('checkout:receipt')}?order_number={place_order(basket).number}")


@login_required
def receipt(request):
    """`/checkout/receipt/?order_number=`: for whom it was sold to."""
    order = get_object_or_404(Order, number=request.GET.get("order_number"), user=request.user)
    return render(request, "receipt.html", {"order": order, "configuration": order.site.siteconfiguration})
