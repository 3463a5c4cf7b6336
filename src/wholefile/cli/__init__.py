"""The command line: a module per subject that parses, calls and prints."""
