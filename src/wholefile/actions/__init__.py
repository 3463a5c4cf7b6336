"""What people do, a file per subject: plain arguments in, a signed act recorded, its receipt out."""
