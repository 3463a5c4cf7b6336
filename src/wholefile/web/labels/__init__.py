"""Labels of items, places and persons: drawn as codes, laid out on sheets, and written for label printers."""
