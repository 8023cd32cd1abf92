"""Who is in which group of the channel layer, as a pure fold over what happened."""

from collections.abc import Mapping

from sandbox.domain.events import Event

Groups = Mapping[str, tuple[str, ...]]


def regroup(groups: Groups, client: str, event: Event) -> Groups:
    """The clients by group once `event` of `client` has passed. A group that everybody has left is gone.

    A client whose application ends stays in its groups, as in Channels, unless its consumer leaves them.
    """
    if event.group is None or event.kind not in {"layer.group_add", "layer.group_discard"}:
        return groups
    others = tuple(name for name in groups.get(event.group, ()) if name != client)
    members = (*others, client) if event.kind == "layer.group_add" else others
    return {name: clients for name, clients in {**groups, event.group: members}.items() if clients}
