"""What `wholefile show` shows: a module per subject, each a view (plain data, the JSON) and its lines of text."""
