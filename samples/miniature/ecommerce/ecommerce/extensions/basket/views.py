"""What somebody is about to buy."""
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render

from ecommerce.courses.models import Seat
from ecommerce.extensions.order.models import Basket


@login_required
def add(request):
    """`/basket/add/?sku=`: where the LMS sends people who want to buy. What was in the basket goes."""
    seat = get_object_or_404(Seat, partner_sku=request.GET.get("sku"), course__site=request.site)
    Basket.objects.update_or_create(owner=request.user, site=request.site, defaults={"seat": seat})
    return redirect("basket:summary")


@login_required
def summary(request):
    """`/basket/`"""
    return render(request, "basket.html", {
        "basket": Basket.objects.filter(owner=request.user, site=request.site).select_related("seat__course").first(),
        "configuration": request.site.siteconfiguration})
