"""The pages, a module for each subject: read what was asked, call, render."""
