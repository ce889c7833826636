"""Looking into nested JSON-like values whose shape is not certain: nothing here raises."""

from collections.abc import Mapping
from typing import Any


def as_object(value: Any) -> Mapping[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """The value as a list: a lone value is a list of one, an empty one of none.

    >>> as_list(None), as_list({"name": "Basel"}), as_list([1, 2])
    ([], [{'name': 'Basel'}], [1, 2])
    """
    if value is None or value == "" or value == {}:
        return []
    return value if isinstance(value, list) else [value]


def as_text(value: Any) -> str | None:
    """The value as text if it is a string or a number with something in it, else None."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def look(value: Any, path: str) -> Any:
    """What stands at a dotted path, or None. Of a list the first item is taken.

    >>> look({"a": [{"b": 1}]}, "a.b")
    1
    """
    for step in path.split("."):
        while isinstance(value, list):
            value = value[0] if value else None
        value = as_object(value).get(step)
    return value


def look_text(value: Any, path: str) -> str | None:
    """The text at a dotted path, or None.

    >>> look_text({"a": {"b": 1}}, "a.b"), look_text({"a": {"b": {}}}, "a.b")
    ('1', None)
    """
    return as_text(look(value, path))


def texts_of(value: Any, path: str = "") -> list[str]:
    """All texts at a dotted path, through every list on the way.

    >>> texts_of({"a": [{"b": "x"}, {"b": "y"}]}, "a.b")
    ['x', 'y']
    """
    step, _, rest = path.partition(".")
    if not step:
        return [text for item in as_list(value) if (text := as_text(item))]
    return [text for item in as_list(value) for text in texts_of(as_object(item).get(step), rest)]


def pruned(value: Any) -> Any:
    """The value without the empty parts in it: nulls, empty texts, lists and objects.

    >>> pruned({"a": [None, {"b": ""}], "c": [0, "x"]})
    {'c': [0, 'x']}
    """
    if isinstance(value, dict):
        return {key: part for key, inner in value.items() if not _empty(part := pruned(inner))}
    if isinstance(value, list):
        return [part for inner in value if not _empty(part := pruned(inner))]
    return value


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)
