"""Forms made from what an action asks for."""
