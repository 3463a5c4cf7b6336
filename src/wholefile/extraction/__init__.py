"""What runs inside the sandbox: from the bytes of one file to its kind, members, text layers and facts.

Nothing here touches the record, the network or any file but the one it is given. A run is
`python -m wholefile.extraction`, started by `wholefile.processing.sandbox`; what it says comes back as frames
(`extraction.frames`), which the other side believes no more than it must: every count and length is bounded there too.

A *reader* is a function `read(source, out)` for one family of formats; `extraction.readers` says which kind of file
goes to which reader. It tells everything through `out`:

    out.member(...)   a file inside this one: an attachment, an archive's entry, a file of a disk image
    out.layer(...)    text, with a map from every part of it back to page, part, cell or second
    out.fact(...)     a fact about the file: author, camera, position, who sent it
    out.flag(...)     something that a person should look at
    out.trouble(...)  what could not be read, and why
"""
