"""Small programs that keep the repository honest. Nothing here is part of the installed package."""
