"""单位负责人没有签字。

## What it does
看“单位负责人签字”后面有没有文字或图片。文档表格里有这一格而空着的，指出来；写着“待签”“未签字”的也指出来。纯文本、PDF和表格下方的签名图片读不到，空着时不判断。

## Why it matters
签字表示单位对填报的数负责；没有签字的表，报上去要退回。

## Basis
`FORM`：表尾有签字一处。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

填表人：财务股    联系电话：0700-1234567    单位负责人签字：待签

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

填表人：财务股    联系电话：0700-1234567    单位负责人签字：（已签字）

## Known limits
手写签名在纸上，电子稿里没有的，可以不理这一条。不辨认图片里是不是签名。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from ...model.record import replace
from .. import rule
from ..presence import is_text
from ..words import masked, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Field, Form
    from ...policy import Book


@rule(
    "CMP21",
    "signature-blank",
    "单位负责人未签字",
    "warning",
    zh="“{label}”后面没有签字",
    en="nothing is signed after “{label}”",
    repair_zh="由单位负责人签字后再报送",
    repair_en="Have the head of the unit sign before filing",
    basis=("FORM",),
    reasons={
        "no-cell": ("版式没有签字一处", "the layout has no place for a signature"),
        "picture": ("签名可能是图片，没有读到", "a signature may be a picture, which was not read"),
    },
    source_dependent=True,
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """The signature in the footer; what it says of a person is never repeated."""
    field = form.fields.get("signatory")
    if field is None or "签" not in field.label:
        yield not_applicable(form.place(), "no-cell")
        return
    said = squeeze(field.text).strip("（）()")
    place = replace(form.place("signatory"), raw=masked(field.text))
    if said in terms(book, "unsigned"):
        yield fails(place, label=squeeze(field.label))
    elif said or any(note.kind == "picture" for note in field.notes):
        yield passes(place)
    elif is_text(form) or not _shows_pictures(field):
        yield insufficient(place, "picture")
    else:
        yield fails(place, label=squeeze(field.label))


def _shows_pictures(field: Field) -> bool:
    """Readers note a picture in a cell of a document, not below its tables, in PDF or on sheets."""
    at = field.address
    return bool(at.table) and not at.page  # on a sheet no cell has the number of a table
