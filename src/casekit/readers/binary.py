"""What a file that is no text is, told by its first bytes."""

import re

_OFFICE = (
    (b"word/document", "Word document (.docx)", "Word 文档（.docx）"),
    (b"xl/workbook", "Excel workbook (.xlsx)", "Excel 工作簿（.xlsx）"),
    (b"ppt/presentation", "PowerPoint file (.pptx)", "PowerPoint 演示文稿（.pptx）"),
    (b"application/epub+zip", "book (.epub)", "电子书（.epub）"),
    (b"application/vnd.oasis.opendocument", "OpenDocument file", "OpenDocument 文档"),
    (b"OFD.xml", "fixed-layout document (.ofd)", "版式文档（.ofd）"),
)
_KINDS: tuple[tuple[tuple[bytes, ...], bytes, str, str], ...] = (
    ((b"%PDF-",), rb"%PDF-\d\.\d", "PDF document", "PDF 文档"),
    ((rb"{\rtf",), rb"\{\\rtf\d", "RTF document", "RTF 文档"),
    (
        (b"\xd0\xcf\x11\xe0",),
        rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "file of an old Office program (.doc, .xls, .wps)",
        "旧版 Office 文件（.doc、.xls、.wps）",
    ),
    ((b"PNG",), rb"\x89PNG\r?\n", "PNG image", "PNG 图片"),
    ((b"\xff\xd8\xff",), rb"\xff\xd8\xff", "JPEG image", "JPEG 图片"),
    ((b"GIF8",), rb"GIF8[79]a", "GIF image", "GIF 图片"),
    ((b"II*", b"MM"), rb"II\*\0|MM\0\*", "TIFF image", "TIFF 图片"),
    ((b"BM",), rb"BM.{4}\0{4}", "BMP image", "BMP 图片"),
    ((b"RIFF",), rb"RIFF.{4}(?:WEBP|WAVE|AVI )", "picture, sound or film", "图片、音频或视频"),
    (
        (b"ftyp", b"ID3", b"OggS", b"fLaC", b"\x1aE"),
        rb"\0\0.{2}ftyp|ID3[\x02-\x04]|OggS\0|fLaC\0|\x1aE\xdf\xa3",
        "sound or film",
        "音频或视频",
    ),
    ((b"AT&T",), rb"AT&TFORM", "DjVu document", "DjVu 文档"),
    (
        (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5"),
        rb"\x1f\x8b\x08|BZh[1-9]1AY&SY|\xfd7zXZ\0|\x28\xb5\x2f\xfd",
        "compressed file",
        "压缩文件",
    ),
    ((b"7z\xbc", b"Rar!", b"ustar"), rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|.{257}ustar", "archive", "压缩包"),
    (
        (b"ELF", b"MZ", b"\xca\xfe", b"\xfa\xed\xfe", b"\0asm"),
        rb"\x7fELF|MZ.{6,58}\0\0\0|\xca\xfe\xba\xbe\0|[\xce\xcf]\xfa\xed\xfe[\x07\x0c]\0|\0asm",
        "program",
        "程序",
    ),
    ((b"SQLite", b"PAR1"), rb"SQLite format 3\0|PAR1\x15", "database", "数据库"),
    ((b"NUMPY", b"\x80\x04\x95", b"\x80\x05\x95"), rb"\x93NUMPY|\x80[\x04\x05]\x95.{5}\0{3}", "data file of a program", "程序数据文件"),
    ((b"\0\x01", b"OTTO", b"wOF"), rb"\0\x01\0\0\0.\0|OTTO\0|wOF[F2](?:\0\x01|OTTO|true)", "font", "字体"),
)
"""Bytes one of which must stand in the first ones, a pattern that these match, what the file is then: few patterns are ever compiled."""
HOLDERS = ("ZIP archive", "compressed file", "archive")
"""Kinds that are read where they are files, see `members`."""
_ENDS = 1 << 16


def kind(data: bytes) -> tuple[str, str] | None:
    """The name of the kind of binary file in English and in Chinese; None where `data` opens like none of those known."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        ends = data[:_ENDS] + data[-_ENDS:]
        return next(((english, chinese) for part, english, chinese in _OFFICE if part in ends), ("ZIP archive", "ZIP 压缩包"))
    head = data[:512]
    for needed, pattern, english, chinese in _KINDS:
        if any(part in head for part in needed) and re.match(pattern, head, re.DOTALL):
            return english, chinese
    return None
