"""The story that `make demo` tells, clicked by its people, a module for each chapter or two."""
