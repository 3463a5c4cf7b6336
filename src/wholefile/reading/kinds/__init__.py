"""The kinds of documents: by what signs each is known, and how it is cut into parts."""
