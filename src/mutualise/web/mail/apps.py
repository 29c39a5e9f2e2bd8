"""The app of mail: what is to be sent, kept until it is sent."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Sends mail in the background, and tries again when the mail server does not answer."""

    name = "mutualise.web.mail"
    label = "mail"
