# Derived by `tox -e generate` from src/dataikuapi/aio/iam/__init__.py. Do not edit.
"""Settings of single sign-on, LDAP and Azure AD."""
