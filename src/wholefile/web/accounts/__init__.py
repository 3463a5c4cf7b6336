"""Accounts and signing in; who somebody is in the record is another matter, which keys and acts say."""
