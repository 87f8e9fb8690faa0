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
_KINDS = (
    (rb"%PDF-\d\.\d", "PDF document", "PDF 文档"),
    (rb"\{\\rtf\d", "RTF document", "RTF 文档"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file of an old Office program (.doc, .xls, .wps)", "旧版 Office 文件（.doc、.xls、.wps）"),
    (rb"\x89PNG\r?\n", "PNG image", "PNG 图片"),
    (rb"\xff\xd8\xff", "JPEG image", "JPEG 图片"),
    (rb"GIF8[79]a", "GIF image", "GIF 图片"),
    (rb"II\*\0|MM\0\*", "TIFF image", "TIFF 图片"),
    (rb"BM.{4}\0{4}", "BMP image", "BMP 图片"),
    (rb"RIFF.{4}(?:WEBP|WAVE|AVI )", "picture, sound or film", "图片、音频或视频"),
    (rb"\0\0.{2}ftyp|ID3[\x02-\x04]|OggS\0|fLaC\0|\x1aE\xdf\xa3", "sound or film", "音频或视频"),
    (rb"AT&TFORM", "DjVu document", "DjVu 文档"),
    (rb"\x1f\x8b\x08|BZh[1-9]1AY&SY|\xfd7zXZ\0|\x28\xb5\x2f\xfd", "compressed file", "压缩文件"),
    (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|.{257}ustar", "archive", "压缩包"),
    (rb"\x7fELF|MZ.{6,58}\0\0\0|\xca\xfe\xba\xbe\0|[\xce\xcf]\xfa\xed\xfe[\x07\x0c]\0|\0asm", "program", "程序"),
    (rb"SQLite format 3\0|PAR1\x15", "database", "数据库"),
    (rb"\x93NUMPY|\x80[\x04\x05]\x95.{5}\0{3}", "data file of a program", "程序数据文件"),
    (rb"\0\x01\0\0\0.\0|OTTO\0|wOF[F2](?:\0\x01|OTTO|true)", "font", "字体"),
)
HOLDERS = ("ZIP archive", "compressed file", "archive")
"""Kinds that are read where they are files, see `members`."""
_KIND = tuple((re.compile(pattern, re.DOTALL), english, chinese) for pattern, english, chinese in _KINDS)
_ENDS = 1 << 16


def kind(data: bytes) -> tuple[str, str] | None:
    """The name of the kind of binary file in English and in Chinese; None where `data` opens like none of those known."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        ends = data[:_ENDS] + data[-_ENDS:]
        return next(((english, chinese) for part, english, chinese in _OFFICE if part in ends), ("ZIP archive", "ZIP 压缩包"))
    head = data[:512]
    return next(((english, chinese) for pattern, english, chinese in _KIND if pattern.match(head)), None)
