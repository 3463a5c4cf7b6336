"""What is printed, filed with a court and handed over: what is shown, with where the log stood and how to check it."""
