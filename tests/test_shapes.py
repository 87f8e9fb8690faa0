"""Classes made by `casekit.shapes` are what the standard module would make, for less."""

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys

import pytest

from casekit import shapes
from casekit.corpus import Input
from casekit.diagnostic import Diagnostic
from casekit.model import Block, Point


def made(by):
    """A class with one of everything, made by a module that has `dataclass` and `field`."""

    class Example:
        """What it is."""

        name: str
        hidden: str = by.field(repr=False)
        number: int = 3
        rows: list = by.field(default_factory=list)
        seen: object = by.field(default=None, compare=False, repr=False)
        length: int = by.field(init=False, repr=False, compare=False)

        def __post_init__(self):
            object.__setattr__(self, "length", len(self.name))

        def twice(self):
            return self.number * 2

    return Example


@pytest.mark.parametrize("frozen", [False, True])
def test_a_class_is_what_the_standard_module_makes(frozen):
    ours, theirs = (by.dataclass(slots=True, frozen=frozen)(made(by)) for by in (shapes, dataclasses))
    assert ours.__slots__ == theirs.__slots__ and ours.__match_args__ == theirs.__match_args__ and ours.__doc__ == theirs.__doc__
    assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters)
    for cls in (ours, theirs):
        one, same, other = cls("a", "b", seen=1), cls("a", "b", seen=2), cls("a", "b", 4, [1])
        assert repr(one).endswith("Example(name='a', number=3, rows=[])") and (one.length, one.twice()) == (1, 6)
        assert one == same != other and one != 3 and one.rows is not same.rows
        assert not hasattr(one, "__dict__") and [f.name for f in dataclasses.fields(one)] == [*cls.__slots__]
        again = dataclasses.replace(one, number=5)
        assert (again.number, again.name) == (5, "a") and again == shapes.replace(one, number=5)
        with pytest.raises(TypeError):
            cls("a")
        if frozen:
            assert hash(cls("a", "b", rows=())) == hash(cls("a", "b", rows=(), seen=3))
            with pytest.raises(dataclasses.FrozenInstanceError):
                one.name = "c"
            with pytest.raises(dataclasses.FrozenInstanceError):
                del one.name
        else:
            one.name = "c"
            assert one != same and cls.__hash__ is None


def test_its_instances_can_be_copied_and_sent():
    for one in (Block("paragraph", "文", 0, 1, 1, 1, points=[Point("一是", 1, 0, 2)]), Input("a.txt", None, "a.txt")):
        assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
    assert dataclasses.asdict(Point("一是", 1, 0, 2)) == {"marker": "一是", "number": 1, "start": 0, "end": 2}
    assert dataclasses.is_dataclass(Diagnostic)


def test_looking_at_a_text_loads_no_inspect(tmp_path):
    (tmp_path / "a.txt").write_text("一、总则\n", encoding="utf-8")
    code = "import sys; from casekit.cli import main; main(['outline', 'a.txt']); print(*{'inspect', 'dataclasses'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, cwd=tmp_path, check=True)
    assert done.stdout.splitlines()[-1] == b""
