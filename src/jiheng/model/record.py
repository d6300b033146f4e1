"""Frozen, slotted records that cost nothing to import.

To the type checker ``record`` *is* ``dataclasses.dataclass(frozen=True, slots=True)``.
At run time it is these few lines, because ``import dataclasses`` and the code it generates for
our records take longer than reading and checking a form (docs/decisions/0003).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import dataclasses
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")

    @dataclass_transform(frozen_default=True)
    def record(cls: type[T]) -> type[T]: ...

    def replace(instance: T, **changes: Any) -> T: ...

    def as_dict(instance: object) -> dict[str, Any]: ...

    _ = dataclasses
else:
    _put = object.__setattr__

    def record(cls):
        """Make a class with annotated fields immutable, comparable, hashable and slotted."""
        names = tuple(cls.__dict__.get("__annotations__", {}))
        defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
        body = {k: v for k, v in cls.__dict__.items() if k not in defaults}
        for gone in ("__dict__", "__weakref__"):
            body.pop(gone, None)
        body |= {
            "__slots__": names,
            "__match_args__": names,
            "_fields": names,
            "_defaults": defaults,
            "__init__": _init,
            "__eq__": _eq,
            "__hash__": _hash,
            "__setattr__": _refuse,
            "__delattr__": _refuse,
            "__reduce__": _reduce,
        }
        body.setdefault("__repr__", _repr)
        return type(cls)(cls.__name__, cls.__bases__, body)

    def _init(self, *args, **kwargs):
        names = self._fields
        if len(args) > len(names):
            raise TypeError(f"{type(self).__name__} takes {len(names)} values, {len(args)} given")
        for name, value in zip(names, args, strict=False):
            _put(self, name, value)
        defaults = self._defaults
        for name in names[len(args) :]:
            if name in kwargs:
                _put(self, name, kwargs.pop(name))
            elif name in defaults:
                _put(self, name, defaults[name])
            else:
                raise TypeError(f"{type(self).__name__} needs {name}")
        if kwargs:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(kwargs)}")

    def _values(self):
        return tuple(getattr(self, name) for name in self._fields)

    def _eq(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _values(self) == _values(other)

    def _hash(self):
        return hash((type(self).__name__, *_values(self)))

    def _repr(self):
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__name__}({shown})"

    def _refuse(self, *_):
        raise AttributeError(f"{type(self).__name__} is immutable")

    def _reduce(self):
        return (type(self), _values(self))

    def replace(instance, **changes):
        """A copy of the record with some fields changed."""
        return type(instance)(**({n: getattr(instance, n) for n in instance._fields} | changes))

    def as_dict(instance):
        """Field name to value, one level deep."""
        return {name: getattr(instance, name) for name in instance._fields}
