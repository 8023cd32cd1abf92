"""How often somebody may do a thing in a minute, counted in Django's cache."""

from django.core.cache import cache

MINUTE = 60


def within_pace(what: str, who: str, most: int) -> bool:
    """Count one more of `what` by `who`; False once there were more than `most` in this minute."""
    key = f"pace:{what}:{who}"
    if cache.add(key, 1, MINUTE):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # the minute ended between the two calls
        return True
