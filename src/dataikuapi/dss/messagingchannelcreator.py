# Derived by `tox -e generate` from src/dataikuapi/aio/dss/messagingchannelcreator.py. Do not edit.
"""Builders of messaging channels, one for each type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

from dataikuapi._args import check_list

if TYPE_CHECKING:
    from dataikuapi.dss.messaging_channel import (
        DSSMailMessagingChannel,
        DSSMessagingChannel,
    )
    from dataikuapi.dssclient import DSSClient


class DSSMessagingChannelCreator:
    """Builds a messaging channel. Get it from :meth:`DSSClient.new_messaging_channel`.

    Attributes:
        client: the client that made this builder.
        type: type of the new channel.
        id: identifier of the new channel; DSS makes one up when it is None.
        channel_configuration: what is configured so far.
        permissions: who may use it; everybody when it is None.
    """

    def __init__(self, channel_type: str, client: DSSClient) -> None:
        self.client = client
        self.type = channel_type
        self.id: str | None = None
        self.channel_configuration: dict[str, Any] = {}
        self.permissions: list[dict[str, Any]] | None = None

    def _with(self, name: str, value: Any) -> Self:
        self.channel_configuration[name] = value
        return self

    def with_id(self, channel_id: str) -> Self:
        """Sets the identifier, which must be new.

        Args:
            channel_id: the identifier.

        Returns:
            This builder.
        """
        self.id = channel_id
        return self

    def with_permissions(
        self, authorized_groups: Iterable[str], authorized_users: Iterable[str]
    ) -> Self:
        """Sets who may use the channel; everybody may otherwise.

        Args:
            authorized_groups: names of groups.
            authorized_users: logins of users.

        Returns:
            This builder.
        """
        groups = check_list("authorized_groups", authorized_groups)
        users = check_list("authorized_users", authorized_users)
        self.permissions = [
            *({"group": group, "canUse": True} for group in groups),
            *({"user": user, "canUse": True} for user in users),
        ]
        return self

    def create(self) -> DSSMessagingChannel | DSSMailMessagingChannel:
        """Creates the channel.

        Needs an administrator's key.  Operation: `messaging_channel_create`.

        Returns:
            The handle.

        Raises:
            DSSBadRequest: the identifier is taken.
        """
        return self.client.create_messaging_channel(
            self.type, self.id, self.channel_configuration, self.permissions
        )


class MailMessagingChannelCreator(DSSMessagingChannelCreator):
    """Builds a messaging channel for mail."""

    def with_current_user_as_sender(self, use_current_user_as_sender: bool) -> Self:
        """Sets whether messages come from the address of who causes them.

        Args:
            use_current_user_as_sender: whether they do; this goes before a fixed sender.

        Returns:
            This builder.
        """
        return self._with("useCurrentUserAsSender", use_current_user_as_sender)

    def with_sender(self, sender: str) -> Self:
        """Sets the address of the sender.

        Args:
            sender: the address.

        Returns:
            This builder.
        """
        return self._with("sender", sender)

    def with_authorized_domains(self, authorized_domains: Iterable[str]) -> Self:
        """Sets to which domains messages may go.

        Args:
            authorized_domains: the domains.

        Returns:
            This builder.
        """
        domains = check_list("authorized_domains", authorized_domains)
        return self._with("authorizedDomain", ",".join(domains))


class SMTPMessagingChannelCreator(MailMessagingChannelCreator):
    """Builds a messaging channel for a mail server."""

    def __init__(self, client: DSSClient) -> None:
        super().__init__("smtp", client)

    def with_host(self, host: str) -> Self:
        """Sets the host of the server.

        Args:
            host: the host.

        Returns:
            This builder.
        """
        return self._with("host", host)

    def with_port(self, port: int) -> Self:
        """Sets the port of the server.

        Args:
            port: the port.

        Returns:
            This builder.
        """
        return self._with("port", port)

    def with_ssl(self, use_ssl: bool) -> Self:
        """Sets whether the connection uses SSL.

        Args:
            use_ssl: whether it does.

        Returns:
            This builder.
        """
        return self._with("useSSL", use_ssl)

    def with_tls(self, use_tls: bool) -> Self:
        """Sets whether the connection uses TLS.

        Args:
            use_tls: whether it does.

        Returns:
            This builder.
        """
        return self._with("useTLS", use_tls)

    def with_session_properties(self, session_properties: Iterable[Mapping[str, Any]]) -> Self:
        """Sets further properties of the session.

        Args:
            session_properties: dicts with `key` and `value`.

        Returns:
            This builder.
        """
        properties = check_list("session_properties", session_properties)
        return self._with("sessionProperties", properties)

    def with_login(self, login: str) -> Self:
        """Sets the login at the server.

        Args:
            login: the login.

        Returns:
            This builder.
        """
        return self._with("login", login)

    def with_password(self, password: str) -> Self:
        """Sets the password at the server.

        Args:
            password: the password.

        Returns:
            This builder.
        """
        return self._with("password", password)


class AWSSESMailMessagingChannelCreator(MailMessagingChannelCreator):
    """Builds a messaging channel for AWS SES."""

    def __init__(self, client: DSSClient) -> None:
        super().__init__("aws-ses-mail", client)

    def with_access_key(self, access_key: str) -> Self:
        """Sets the access key.

        Args:
            access_key: the key.

        Returns:
            This builder.
        """
        return self._with("accessKey", access_key)

    def with_secret_key(self, secret_key: str) -> Self:
        """Sets the secret key.

        Args:
            secret_key: the key.

        Returns:
            This builder.
        """
        return self._with("secretKey", secret_key)

    def with_region_or_endpoint(self, region_or_endpoint: str) -> Self:
        """Sets the region, or an endpoint of one's own.

        Args:
            region_or_endpoint: name of the region, or URL.

        Returns:
            This builder.
        """
        return self._with("regionOrEndpoint", region_or_endpoint)


class MicrosoftGraphMailMessagingChannelCreator(MailMessagingChannelCreator):
    """Builds a messaging channel for mail through Microsoft Graph."""

    def __init__(self, client: DSSClient) -> None:
        super().__init__("microsoft-graph-mail", client)

    def with_client_id(self, client_id: str) -> Self:
        """Sets the identifier of the application.

        Args:
            client_id: the identifier.

        Returns:
            This builder.
        """
        return self._with("clientId", client_id)

    def with_tenant_id(self, tenant_id: str) -> Self:
        """Sets the identifier of the directory.

        Args:
            tenant_id: the identifier.

        Returns:
            This builder.
        """
        return self._with("tenantId", tenant_id)

    def with_client_secret(self, client_secret: str) -> Self:
        """Sets the secret of the application.

        Args:
            client_secret: the secret.

        Returns:
            This builder.
        """
        return self._with("clientSecret", client_secret)


class ProxyableMessagingChannelCreator(DSSMessagingChannelCreator):
    """Builds a messaging channel that can go through the proxy of DSS."""

    def with_proxy(self, use_proxy: bool) -> Self:
        """Sets whether the proxy of DSS is used.

        Args:
            use_proxy: whether it is.

        Returns:
            This builder.
        """
        return self._with("useProxy", use_proxy)


class WebhookMessagingChannelCreator(ProxyableMessagingChannelCreator):
    """Builds a messaging channel that calls a webhook."""

    def with_webhook_url(self, webhook_url: str) -> Self:
        """Sets the URL of the webhook.

        Args:
            webhook_url: the URL.

        Returns:
            This builder.
        """
        return self._with("webhookUrl", webhook_url)


class SlackMessagingChannelCreator(WebhookMessagingChannelCreator):
    """Builds a messaging channel for Slack."""

    def __init__(self, client: DSSClient) -> None:
        super().__init__("slack", client)

    def with_mode(self, mode: str) -> Self:
        """Sets how Slack is reached.

        Args:
            mode: `WEBHOOK` or `API`.

        Returns:
            This builder.
        """
        return self._with("mode", mode)

    def with_authorization_token(self, authorization_token: str) -> Self:
        """Sets the token for the mode `API`.

        Args:
            authorization_token: the token.

        Returns:
            This builder.
        """
        return self._with("authorizationToken", authorization_token)

    def with_channel(self, channel_id: str) -> Self:
        """Sets the channel in Slack.

        Args:
            channel_id: its identifier there.

        Returns:
            This builder.
        """
        return self._with("channel", channel_id)


class MSTeamsMessagingChannelCreator(WebhookMessagingChannelCreator):
    """Builds a messaging channel for Microsoft Teams."""

    def __init__(self, client: DSSClient) -> None:
        super().__init__("msft-teams", client)

    def with_webhook_type(self, webhook_type: str) -> Self:
        """Sets the kind of the webhook.

        Args:
            webhook_type: `WORKFLOWS` or the older `OFFICE365`.

        Returns:
            This builder.
        """
        return self._with("webhookType", webhook_type)


class GoogleChatMessagingChannelCreator(WebhookMessagingChannelCreator):
    """Builds a messaging channel for Google Chat."""

    def __init__(self, client: DSSClient) -> None:
        super().__init__("google-chat", client)

    def with_webhook_key(self, webhook_key: str) -> Self:
        """Sets the key of the webhook, if its URL has none.

        Args:
            webhook_key: the key.

        Returns:
            This builder.
        """
        return self._with("webhookKey", webhook_key)

    def with_webhook_token(self, webhook_token: str) -> Self:
        """Sets the token of the webhook, if its URL has none.

        Args:
            webhook_token: the token.

        Returns:
            This builder.
        """
        return self._with("webhookToken", webhook_token)


class TwilioMessagingChannelCreator(ProxyableMessagingChannelCreator):
    """Builds a messaging channel for Twilio."""

    def __init__(self, client: DSSClient) -> None:
        super().__init__("twilio", client)

    def with_account_sid(self, account_sid: str) -> Self:
        """Sets the identifier of the account.

        Args:
            account_sid: the identifier.

        Returns:
            This builder.
        """
        return self._with("accountSid", account_sid)

    def with_auth_token(self, auth_token: str) -> Self:
        """Sets the token.

        Args:
            auth_token: the token.

        Returns:
            This builder.
        """
        return self._with("authToken", auth_token)

    def with_from_number(self, from_number: int | str) -> Self:
        """Sets the number that messages come from.

        Args:
            from_number: the number.

        Returns:
            This builder.
        """
        return self._with("fromNumber", from_number)


class ShellMessagingChannelCreator(DSSMessagingChannelCreator):
    """Builds a messaging channel that runs a command."""

    def __init__(self, client: DSSClient) -> None:
        super().__init__("shell", client)

    def with_type(self, execution_type: str) -> Self:
        """Sets what is run.

        Args:
            execution_type: `COMMAND` or `FILE`.

        Returns:
            This builder.
        """
        return self._with("type", execution_type)

    def with_command(self, command: str) -> Self:
        """Sets the command, or the arguments of the script.

        Args:
            command: the command.

        Returns:
            This builder.
        """
        return self._with("command", command)

    def with_script(self, script: str) -> Self:
        """Sets the script for the type `FILE`.

        Args:
            script: its text.

        Returns:
            This builder.
        """
        return self._with("script", script)


CREATORS: dict[str, Callable[[DSSClient], DSSMessagingChannelCreator]] = {
    "smtp": SMTPMessagingChannelCreator,
    "aws-ses-mail": AWSSESMailMessagingChannelCreator,
    "microsoft-graph-mail": MicrosoftGraphMailMessagingChannelCreator,
    "slack": SlackMessagingChannelCreator,
    "msft-teams": MSTeamsMessagingChannelCreator,
    "google-chat": GoogleChatMessagingChannelCreator,
    "twilio": TwilioMessagingChannelCreator,
    "shell": ShellMessagingChannelCreator,
}
