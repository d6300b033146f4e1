"""Frozen, slotted records that cost nothing to import.

To the type checker ``record`` *is* ``dataclasses.dataclass(frozen=True, slots=True)``.
At run time it is these few lines, because ``import dataclasses`` and the code it generates for
our records take longer than reading and checking a form (docs/decisions/0003).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import dataclasses
    from collections.abc import Callable
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")

    @dataclass_transform(frozen_default=True)
    def record(cls: type[T]) -> type[T]: ...

    def replace(instance: T, **changes: Any) -> T: ...

    def as_dict(instance: object) -> dict[str, Any]: ...

    def maker(cls: type[T]) -> Callable[..., T]: ...

    _ = dataclasses
else:

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
            "__eq__": _eq,
            "__hash__": _hash,
            "__setattr__": _refuse,
            "__delattr__": _refuse,
            "__reduce__": _reduce,
        }
        body.setdefault("__repr__", _repr)
        made = type(cls)(cls.__name__, cls.__bases__, body)
        setters = tuple(made.__dict__[name].__set__ for name in names)
        made.__init__ = _initializer(names, setters, defaults)
        return made

    def _initializer(names, setters, defaults):
        """An ``__init__`` that writes straight into the slots."""
        placed = tuple(zip(names, setters, strict=True))
        width = len(names)
        # By how many values are given: the defaults of the others, None where one has none.
        rests = [tuple(defaults[n] for n in names[i:] if n in defaults) for i in range(width + 1)]
        rests = [rest if len(rest) == width - i else None for i, rest in enumerate(rests)]

        def __init__(self, *args, **kwargs):
            given = len(args)
            if given > width:
                raise TypeError(f"{type(self).__name__} takes {width} values, {given} given")
            if not kwargs and (rest := rests[given]) is not None:
                for setter, value in zip(setters, args + rest, strict=False):
                    setter(self, value)
                return
            for setter, value in zip(setters, args, strict=False):
                setter(self, value)
            for name, setter in placed[given:]:
                if name in kwargs:
                    setter(self, kwargs.pop(name))
                elif name in defaults:
                    setter(self, defaults[name])
                else:
                    raise TypeError(f"{type(self).__name__} needs {name}")
            if kwargs:
                raise TypeError(f"{type(self).__name__} has no field {', '.join(kwargs)}")

        return __init__

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

    _MAKERS = {}

    def maker(cls):
        """A function of all fields by place that makes records four times as fast as ``cls(…)``.

        For readers that make them by the hundred thousand. The record is filled while it still is
        of a twin class that lets its slots be written, and only then becomes immutable.
        """
        made = _MAKERS.get(cls)
        if made is None:
            names = cls._fields
            twin = type(cls.__name__, (), {"__slots__": names})
            body = "".join(f"  new.{name} = {name}\n" for name in names)
            lines = f"def make({', '.join(names)}):\n  new = fresh(twin)\n{body}"
            space = {"fresh": object.__new__, "twin": twin, "cls": cls}
            exec(lines + "  new.__class__ = cls\n  return new\n", space)
            made = _MAKERS[cls] = space["make"]
        return made
