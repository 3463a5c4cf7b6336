"""From bytes to text that can be searched: intake, the sandbox, the queue, what it finds, and keeping it sound.

In the order of the work:

    intake       files, folders and uploads into the store, by acts
    pending      what is still to be read: a query, so that nothing is lost when a worker dies
    sandbox      where untrusted bytes are parsed (`wholefile.extraction` runs inside)
    collect      what a run says, into the store of derived files
    accept       the same into the tables, in one transaction
    engine       who does the work: processes of this machine, or a Dask cluster
    exceptions   every file that was not fully read, and why
    search, likeness, threads, fixity
"""
