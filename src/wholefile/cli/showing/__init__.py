"""What `wholefile show` prints: a module per subject, the lines of each view of `wholefile.showing`."""
