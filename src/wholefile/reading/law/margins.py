"""A text with white space for what nobody said in it, so that words are read over the ends of its lines."""

from wholefile.reading.law.who import Scene


def with_space_for_margins(scene: Scene) -> str:
    """The text with spaces for what nobody said in it: numbers at the margin and line ends. Its length stays."""
    told, at = [], 0
    for part in scene.frame.parts:
        if not part.margin:
            continue
        told.append(scene.text[at : part.span.start])
        place = part.span.start
        for one in part.margin:
            told.append(scene.text[place : one.start].replace("\n", " "))
            told.append(" " * (one.end - one.start))
            place = one.end
        told.append(scene.text[place : part.span.end].replace("\n", " "))
        at = part.span.end
    return "".join([*told, scene.text[at:]]) if told else scene.text
