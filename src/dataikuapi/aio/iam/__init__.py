"""Settings of single sign-on, LDAP and Azure AD."""
