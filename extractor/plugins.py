"""The one plug-in rule: a module dropped into a folder is found."""

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def modules(package: str) -> tuple[ModuleType, ...]:
    """The modules of a package's folder, by name; names that begin with an underscore are not plug-ins.

    >>> [m.__name__ for m in modules("extractor.runners")]
    ['extractor.runners.dask', 'extractor.runners.local']
    """
    folder = import_module(package)
    names = sorted(item.name for item in pkgutil.iter_modules(folder.__path__) if not item.name.startswith("_"))
    return tuple(import_module(f"{package}.{name}") for name in names)
