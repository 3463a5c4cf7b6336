"""What a command, a page, a report and another system's call show: plain data, JSON-ready, a module per subject."""
