"""Books (.epub): the pages of the spine in reading order, each read as a web page."""

import posixpath
from urllib.parse import unquote

from casekit.errors import SourceError
from casekit.readers import html, xml
from casekit.readers.content import DEFAULT, Content, Options, refused
from casekit.readers.encoding import detect
from casekit.readers.package import Package, damaged

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_METHOD = "{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(data: bytes, name: str, options: Options = DEFAULT) -> Content:
    """The content of a book; `name` is how messages call it. Raises SourceError."""
    package = Package(data, name)
    _check_rights(package, name)
    content = Content()
    for page in _spine(package, name):
        decoded = detect(package.read(page))
        if decoded is None:
            raise damaged(name)
        html.write(content, decoded.text, name, options, part=page)
    return content


def _spine(package: Package, name: str) -> list[str]:
    """The pages in reading order, those beside the main flow last; the page of contents is left out."""
    container = xml.parse(package.read("META-INF/container.xml"), name)
    root = container.find(f"{_CONTAINER}rootfiles/{_CONTAINER}rootfile")
    path = root.get("full-path", "") if root is not None else ""
    opf = xml.parse(package.read(path), name)
    folder = posixpath.dirname(path)
    pages: dict[str, str] = {}
    for item in opf.iterfind(f"{_OPF}manifest/{_OPF}item"):
        if item.get("media-type") in _PAGES and "nav" not in (item.get("properties") or "").split():
            pages[item.get("id", "")] = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
    order = sorted(opf.iterfind(f"{_OPF}spine/{_OPF}itemref"), key=lambda ref: ref.get("linear") == "no")
    found = list(dict.fromkeys(pages[ref.get("idref", "")] for ref in order if ref.get("idref", "") in pages))
    present = [page for page in found if page in package.infos]
    if not present:
        raise damaged(name)
    return present


def _check_rights(package: Package, name: str) -> None:
    """Refuses a book whose pages are encrypted; fonts may be."""
    if _ENCRYPTION not in package.infos:
        return
    for method in xml.parse(package.read(_ENCRYPTION), name).iter(_METHOD):
        if method.get("Algorithm") not in _FONTS:
            raise _protected(name)


def _protected(name: str) -> SourceError:
    return refused(name, "is protected against copying; give a copy that is not", "有版权保护（DRM），无法读取，请提供未加保护的副本")
