from auth_backends.urls import oauth2_urlpatterns
from django.urls import include, path
from django.views.generic import RedirectView

from ecommerce.core.views import health
from ecommerce.courses import views as courses
from ecommerce.extensions.basket import views as basket
from ecommerce.extensions.checkout import views as checkout

urlpatterns = [
    *oauth2_urlpatterns,
    path("", RedirectView.as_view(pattern_name="basket:summary")),
    path("health/", health),
    path("courses/", courses.course_list, name="courses"),
    path("basket/", include(([path("", basket.summary, name="summary"), path("add/", basket.add, name="add")], "basket"))),
    path("checkout/", include(([
        path("free-checkout/", checkout.free_checkout, name="free-checkout"),
        path("receipt/", checkout.receipt, name="receipt"),
    ], "checkout"))),
    path("api/v2/", include("ecommerce.extensions.api.v2.urls")),
]
