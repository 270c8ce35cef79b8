from django import forms
from django.contrib.auth import get_user_model, password_validation


class RegistrationForm(forms.Form):
    """A new account."""

    username = forms.RegexField(r"^[A-Za-z0-9_-]{2,30}$", error_messages={
        "invalid": "2 to 30 letters, digits, hyphens or underscores."})
    email = forms.EmailField()
    name = forms.CharField(label="Full name", max_length=150)
    password = forms.CharField(widget=forms.PasswordInput)

    def clean_username(self):
        username = self.cleaned_data["username"]
        if get_user_model().objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("This username is taken.")
        return username

    def clean_email(self):
        email = self.cleaned_data["email"]
        if get_user_model().objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("There is an account with this email address.")
        return email

    def clean_password(self):
        password = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password
