from rest_framework import serializers
from rest_framework.reverse import reverse

from credentials.apps.catalog.models import CourseRun
from credentials.apps.credentials.models import CourseCertificate, UserCredential, UserCredentialAttribute


class CredentialField(serializers.Field):
    """Which certificate: here only those of course runs, whose course is in the catalogue."""

    def to_internal_value(self, data):
        key, site = data.get("course_run_key"), self.context["request"].site
        if not key:
            raise serializers.ValidationError("Credential identifier is missing.")
        run = CourseRun.objects.filter(key=key, course__site=site).first()
        if run is None:
            raise serializers.ValidationError({"course_run_key": f"The course run {key} doesn't exist in the catalog: copy_catalog brings it."})
        certificate, _ = CourseCertificate.objects.get_or_create(
            course_id=key, course_run=run, site=site, defaults={"is_active": True, "certificate_type": data.get("mode") or ""})
        if not certificate.is_active:
            raise serializers.ValidationError({"course_run_key": f"No active CourseCertificate exists for course run [{key}]"})
        return certificate

    def to_representation(self, value):
        return {"type": "course-run", "course_run_key": value.course_id, "mode": value.certificate_type}


class AttributeSerializer(serializers.ModelSerializer):
    class Meta:
        model = UserCredentialAttribute
        fields = ("name", "value")


class UserCredentialSerializer(serializers.ModelSerializer):
    credential = CredentialField()
    attributes = AttributeSerializer(many=True, required=False)
    certificate_url = serializers.SerializerMethodField()

    class Meta:
        model = UserCredential
        fields = ("username", "credential", "status", "uuid", "attributes", "created", "modified", "certificate_url")
        validators = []  # whoever has one gets its new state

    def get_certificate_url(self, credential):
        return reverse("render", kwargs={"uuid": credential.uuid.hex}, request=self.context["request"])

    def create(self, validated_data):
        attributes = validated_data.pop("attributes", [])
        credential, _ = UserCredential.objects.update_or_create(
            username=validated_data["username"], credential=validated_data["credential"],
            defaults={"status": validated_data.get("status", UserCredential.AWARDED)})
        for attribute in attributes:
            UserCredentialAttribute.objects.update_or_create(user_credential=credential, name=attribute["name"], defaults={"value": attribute["value"]})
        return credential
