"""What stands in quotation marks, and who is quoted."""
