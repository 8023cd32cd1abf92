"""What keeps a script from being recorded."""


class RecordingError(Exception):
    """A run that did not come to its end, said in words."""
