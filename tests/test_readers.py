"""Bytes become text: encodings told apart, damage kept where it is, everything else refused in one line."""

import codecs
import hashlib
import random
import sys
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casekit.errors import ConfigError, SourceError
from casekit.readers import decoding, read_bytes
from casekit.readers.common import FIRST, SECOND, THIRD, tiers
from casekit.readers.encoding import ENCODINGS, detect
from casekit.readers.utf8 import sure_text
from casekit.source import digest
from casekit.variants import VARIANTS

SIMPLIFIED = """\
一、总则
（一）适用范围。本办法适用于全县各类集贸市场的日常管理，流动摊点参照执行。
第三条 承租人逾期未付租金超过三十日的，出租人可以解除合同并要求赔偿损失。
清晨六点，菜市场的灯一盏接一盏亮起来，卖豆腐的老周已经切好了头一板。
镇党委每月召开一次碰头会，把群众反映的问题列成清单，谁牵头、谁配合，一项一项定下来。
2. 统计口径：以户籍登记为准，外出务工半年以上的另行标注；
教师应当在课前检查实验器材，发现裂纹或者漏电的，立即停用并报告。
这个村原来只有一条土路，雨天一身泥，晴天一身灰，如今水泥路修到了家门口。
公司去年的营业收入比上年增长百分之十二，利润却下降了，主要是原料涨价所致。
【案情】原告称被告借款八万元未还，被告辩称该款系合伙投资，双方各执一词。
护士长反复叮嘱：给药之前要核对姓名、床号和剂量，三样缺一不可。
我们在江边走了很久，谁也没有说话，只听见远处轮船的汽笛声。
三是完善考核机制。把办结时限、满意程度纳入年终评分，结果张榜公布。
第十二章 附则
如何让年轻人愿意留下来？关键在于有事做、有钱挣、有奔头。
消防通道不得堆放杂物，违者由物业公司书面警告，拒不改正的报送街道处理。
数学课上，他用一张纸折出了勾股定理，全班同学都看呆了。
经研究，同意你单位关于调整值班安排的请示，请抓紧落实。
"""
TRADITIONAL = """\
第一章 總則
（一）本辦法適用於本市公立圖書館及其分館，私人藏書樓得準用之。
老先生每天黃昏都到廟口下棋，輸了也不生氣，只說明天再來。
三、承辦單位應於收件後十日內完成審查，並將結果以書面通知申請人。
這條街從前賣布，後來賣電器，現在開了一排咖啡店，人潮比以往更多。
原告主張雙方訂有買賣契約，被告則抗辯貨品有瑕疵，拒絕給付價金。
學校圖書室新到一批圖書，歡迎各班同學依照編號順序借閱。
2. 經費來源：由年度預算支應，不足部分另行籌措；
颱風過後，村民合力清理道路，把倒下的樹木一棵一棵鋸開搬走。
醫師提醒，換季時早晚溫差大，長者外出應多加一件衣服。
我們認為這個問題不難解決，關鍵是大家願意坐下來談。
第十二條 本規則自發布日施行。
"""
LENGTHS = (6, 7, 9, 12, 20, 45)
DAMAGE = ("first byte lost", "last byte lost", "byte overwritten", "byte lost")


def cuts(text: str, count: int, seed: int) -> list[str]:
    """Cuts of a text in many lengths, more than half of each Chinese characters."""
    rng = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        length = LENGTHS[len(found) % len(LENGTHS)]
        at = rng.randrange(len(text) - length)
        cut = text[at : at + length]
        if 2 * sum("\u4e00" <= c <= "\u9fff" for c in cut) > length:
            found.append(cut)
    return found


def damaged(data: bytes, how: str, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return {
        "first byte lost": data[1:],
        "last byte lost": data[:-1],
        "byte overwritten": data[:at] + rng.choice([b"\xff", b"\x80", b"?"]) + data[at + 1 :],
        "byte lost": data[:at] + data[at + 1 :],
    }[how]


def detected(data: bytes) -> str:
    try:
        return read_bytes(data).origin.encoding
    except SourceError as error:
        return error.message


def refused(data: bytes, encoding: str | None = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_bytes(data, "a.txt", encoding)
    assert_one_line(caught.value)
    return caught.value


def assert_one_line(error: SourceError) -> None:
    for message in (error.message, error.message_zh):
        assert message and all(c.isprintable() or c == "\u3000" for c in message), message
    assert error.message != error.message_zh


def test_encodings_are_told_apart_in_short_and_damaged_texts() -> None:
    """At least 999 in 1,000, of more than 2,000 cuts."""
    rng = random.Random(7)
    wrong: list[tuple[str, str, str, str]] = []
    total = 0
    for number, encoding in enumerate(ENCODINGS):
        text = TRADITIONAL if encoding == "big5hkscs" else SIMPLIFIED
        for cut in cuts(text, 240, number):
            data = cut.encode(encoding)
            ways = {"whole": data} | {how: damaged(data, how, rng) for how in DAMAGE[: 2 if "16" in encoding else 4]}
            for how, given_bytes in ways.items():
                total += 1
                got = detected(given_bytes)
                if got != encoding:
                    wrong.append((encoding, how, cut, got))
    assert total >= 2000
    assert len(wrong) <= total / 1000, wrong


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_undamaged_text_comes_back_as_it_was(encoding: str) -> None:
    text = TRADITIONAL if encoding == "big5hkscs" else SIMPLIFIED
    for cut in [text, text * 40, text.replace("\n", "\r\n"), *cuts(text, 120, 3)]:
        source = read_bytes(cut.encode(encoding))
        assert (source.text, source.origin.encoding, source.origin.replaced, source.origin.bom) == (cut, encoding, 0, False)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        ("\ufeff".encode("gb18030"), "gb18030"),
    ],
)
def test_a_mark_decides_and_is_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    for text in ("一", "総務", "abc", SIMPLIFIED):
        source = read_bytes(mark + text.encode(encoding))
        assert (source.text, source.origin.encoding, source.origin.bom, source.origin.replaced) == (text, encoding, True, 0)
    assert "is empty" in refused(mark).message or "has no text" in refused(mark).message


def test_a_mark_of_utf8_before_gbk_is_not_believed() -> None:
    source = read_bytes(codecs.BOM_UTF8 + SIMPLIFIED.encode("gbk"))
    assert (source.text, source.origin.encoding, source.origin.bom) == (SIMPLIFIED, "gb18030", True)


def test_the_mark_is_believed_where_nothing_reads_well() -> None:
    source = read_bytes(codecs.BOM_UTF8 + b"plain words \xff and more of them")
    assert (source.text, source.origin.encoding, source.origin.replaced) == ("plain words \ufffd and more of them", "utf-8", 1)
    assert "not a text" in refused(codecs.BOM_UTF16_LE + random.Random(1).randbytes(5000)).message
    assert "not a text" in refused(codecs.BOM_UTF32_LE + b"\x01\0\x11\0\x02\0").message
    assert read_bytes(codecs.BOM_UTF16_LE + "\0一、总则和附则的适用范围".encode("utf-16-le")).origin.encoding == "utf-16-le"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("一、总则".encode("gbk"), "一、总则"),
        ("一些".encode("gbk"), "一些"),
        ("联通".encode("gbk"), "联通"),
        ("plain".encode("utf-16-le"), "plain"),
        ("的人在中".encode("utf-16-le"), "的人在中"),
        (b"Bush hid the facts", "Bush hid the facts"),
        ("да, нет".encode(), "да, нет"),
        ("1·2·3 ×4".encode(), "1·2·3 ×4"),
        ("café".encode(), "café"),
        ("龘䶮𠮷".encode(), "龘䶮𠮷"),
        ("移动⽅向⽐较稳定".encode("utf-16-be"), "移动⽅向⽐较稳定"),
        ("表情😀和生僻字𠮷，都在国标里面。".encode("gb18030"), "表情😀和生僻字𠮷，都在国标里面。"),
        (b"a\x0cb\x0bc\x1bd", "a\x0cb\x0bc\x1bd"),
        ("第一行\x00还有第二行和第三行".encode(), "第一行\x00还有第二行和第三行"),
        ("甲\u2028乙\x85丙\r丁\r\n戊\n".encode(), "甲\u2028乙\x85丙\r丁\r\n戊\n"),
        ("原有的\ufffd不算损坏".encode(), "原有的\ufffd不算损坏"),
        ("原有的\ufffd不算损坏，照样读取。".encode("gb18030"), "原有的\ufffd不算损坏，照样读取。"),
    ],
)
def test_texts_easily_mistaken(data: bytes, text: str) -> None:
    source = read_bytes(data)
    assert (source.text, source.origin.replaced) == (text, 0)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("repeat", [1, 100])
def test_a_lost_byte_harms_no_more_than_its_neighbourhood(encoding: str, repeat: int) -> None:
    text = ((TRADITIONAL if encoding == "big5hkscs" else SIMPLIFIED) * repeat).rstrip()
    data = text.encode(encoding)
    near = 130 if "16" in encoding else 20 if encoding == "big5hkscs" else 4
    for at in (0, *range(1, len(data), len(data) // 12 - 1), len(data) - 1):
        source = read_bytes(data[:at] + data[at + 1 :])
        before = len(data[:at].decode(encoding, "ignore"))
        kept_before, kept_after = text[: max(0, before - near)], text[before + near :]
        assert source.origin.encoding == encoding
        # A byte of Big5 that is left alone can be a letter, and the text valid again at once.
        assert source.origin.replaced == source.text.count("\ufffd") >= (encoding != "big5hkscs")
        assert source.text.startswith(kept_before) and source.text.endswith(kept_after)


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-16-le"])
def test_one_line_of_megabytes_gets_back_into_step(encoding: str) -> None:
    line = (TRADITIONAL if encoding == "big5hkscs" else SIMPLIFIED).replace("\n", "")
    text = line * (3_000_000 // len(line.encode(encoding)))
    data = text.encode(encoding)
    half = len(data) // 2 | 1
    assert read_bytes(data[1:]).text.endswith(text[2:])
    source = read_bytes(data[:half] + data[half + 1 :])
    assert (encoding != "big5hkscs") <= source.origin.replaced < 10
    assert source.text.endswith(text[-len(text) * 2 // 5 :]) and source.text.startswith(text[: len(text) * 2 // 5])


def test_without_budget_a_long_line_gets_back_into_step_with_the_next_segment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "_BUDGET", 0)
    text = "".join(c for c in SIMPLIFIED if c > "~") * 300
    data = text.encode("gbk")
    at = len(data) // 2 | 1
    source = read_bytes(data[:at] + data[at + 1 :])
    assert source.text.startswith(text[: at // 2 - 20]) and source.text.endswith(text[-len(text) * 2 // 5 :])
    assert source.origin.replaced == source.text.count("\ufffd") >= 1


def test_the_error_handler_is_for_reading_only() -> None:
    with pytest.raises(UnicodeEncodeError):
        "一".encode("ascii", decoding.MARK_DAMAGE)


def test_damage_is_counted_per_replacement() -> None:
    data = "甲方应当".encode() + b"\xff" + "在收到通知".encode() + b"\xe4\xb8" + "之日起答复".encode()
    source = read_bytes(data)
    assert source.text == "甲方应当\ufffd在收到通知\ufffd之日起答复"
    assert source.origin.replaced == 2


def test_lines_vote_where_no_encoding_reads_well_as_a_whole() -> None:
    """Two lines of three in GBK, the others in UTF-8: neither reads well, and GBK has more of them."""
    lines = SIMPLIFIED.splitlines(keepends=True)[1:13]
    for other in ("utf-8", "big5hkscs"):
        strange = TRADITIONAL.splitlines(keepends=True)[1:13] if other == "big5hkscs" else lines
        data = b"".join(strange[n].encode(other) if n % 3 == 0 else line.encode("gbk") for n, line in enumerate(lines))
        source = read_bytes(data)
        assert source.origin.encoding == "gb18030"
        assert all(line in source.text for n, line in enumerate(lines) if n % 3)


@pytest.mark.parametrize(("main", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_file_of_two_encodings_gets_its_main_one_and_counts_the_rest(main: str, other: str) -> None:
    lines = SIMPLIFIED.splitlines(keepends=True)
    source = read_bytes(b"".join(line.encode(other if number % 4 == 2 else main) for number, line in enumerate(lines)))
    assert source.origin.encoding == main
    assert source.origin.replaced > 0
    assert all(line in source.text for number, line in enumerate(lines) if number % 4 != 2)


FOREIGN = [
    ("shift_jis", "この規則は来年の四月一日から施行する。"),
    ("shift_jis", "会議室"),
    ("shift_jis", "テスト"),
    ("euc_jp", "新しいデータベースの設計"),
    ("euc_kr", "오늘은 날씨가 매우 좋습니다. 학교에 갑니다."),
    ("latin-1", "Le café était fermé à cause de la grève générale."),
    ("latin-1", "Größe und Übung"),
    ("latin-1", "São Paulo não é a capital"),
    ("latin-1", "café"),
    ("cp1252", "“Don’t,” she said — “it’s late.”"),
    ("koi8-r", "Сегодня хорошая погода, мы идём гулять."),
    ("koi8-r", "Настоящий закон вступает в силу"),
    ("koi8-r", "Привет, как дела?"),
    ("cp1251", "Все люди рождаются свободными"),
]


@pytest.mark.parametrize(("encoding", "text"), FOREIGN)
def test_other_encodings_are_unknown_and_no_guess(encoding: str, text: str) -> None:
    for data in (text.encode(encoding), (text + "\n").encode(encoding) * 3, (text + " ").encode(encoding) * 900):
        error = refused(data)
        assert "encoding unknown" in error.message and "--encoding" in error.message and "--encoding" in error.message_zh
        assert read_bytes(data, encoding=encoding).text == data.decode(encoding)


@pytest.mark.parametrize("size", [40, 64, 500, 9000, 300_000])
def test_random_bytes_are_no_text(size: int) -> None:
    for seed in range(20):
        error = refused(random.Random(seed).randbytes(size))
        assert "is not a text" in error.message or (size < 100 and "encoding unknown" in error.message)


def test_empty_and_blank() -> None:
    assert "is empty" in refused(b"").message
    for blank in (b" \n\t\r\n", "\u3000\n".encode(), "\u3000\u3000".encode("gbk"), b"\n" * 100_000):
        assert "has no text" in refused(blank, "gbk" if blank[:1] == b"\xa1" else None).message
    for zeros in (b"\0", bytes(7), bytes(100_000)):
        assert "is not a text" in refused(zeros).message


def test_the_origin_tells_path_and_hash() -> None:
    data = "一、总则\n".encode("gbk")
    source = read_bytes(data, "dir/一.txt")
    assert (source.origin.path, source.origin.sha256) == ("dir/一.txt", hashlib.sha256(data).hexdigest())
    assert read_bytes(data).origin.path == "-"
    with pytest.raises(SourceError, match=r"^standard input: is empty"):
        read_bytes(b"")


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=400).map(str.encode) | st.binary(max_size=400))
@example(b"\xef\xbb\xbf" + SIMPLIFIED.encode())
@example("一些".encode("gbk"))
@example(SIMPLIFIED.encode() + b"\x00")
def test_what_is_utf8_beyond_doubt_is_that_to_the_detector_too(data: bytes) -> None:
    text = sure_text(data)
    assert text is None or detect(data) == (text, "utf-8", False, 0)


def test_nearly_every_text_is_utf8_beyond_doubt() -> None:
    assert sure_text(SIMPLIFIED.encode()) == SIMPLIFIED and sure_text(TRADITIONAL.encode()) == TRADITIONAL


@pytest.mark.parametrize("loaded", [True, False])
@pytest.mark.parametrize("size", [0, 1, 1 << 19, (1 << 19) + 1])
def test_the_digest_is_the_same_whoever_computes_it(monkeypatch, loaded: bool, size: int) -> None:
    data = b"a" * size
    expected = hashlib.sha256(data).hexdigest()
    if not loaded:
        monkeypatch.delitem(sys.modules, "hashlib")
    assert digest(data) == expected
    assert ("hashlib" in sys.modules) == (loaded or size > 1 << 19)


def test_another_python_has_no_digest_of_its_own(monkeypatch) -> None:
    monkeypatch.delitem(sys.modules, "hashlib")
    for name in ("_sha2", "_sha256"):
        monkeypatch.setitem(sys.modules, name, None)
    assert digest(b"a") == hashlib.sha256(b"a").hexdigest()


@pytest.mark.parametrize(
    ("name", "known_as"),
    [("gbk", "gb18030"), ("GB2312", "gb18030"), ("cp936", "gb18030"), ("big5", "big5hkscs"), ("utf8", "utf-8"), ("UTF-8-SIG", "utf-8")],
)
def test_a_named_encoding_is_read_by_its_largest_relative(name: str, known_as: str) -> None:
    text = "第一章 總則" if "big5" in known_as else "第一章 总则"
    source = read_bytes(text.encode(name), encoding=name)
    assert (source.text, source.origin.encoding, source.origin.replaced) == (text, known_as, 0)


def test_a_named_encoding_replaces_and_counts() -> None:
    source = read_bytes("总则".encode("gbk"), encoding="utf-8")
    assert source.origin.replaced == source.text.count("\ufffd") == 4
    assert read_bytes("a一".encode("utf-16"), encoding="utf-16").origin.bom
    assert read_bytes("第一章 总则".encode("utf-16-be"), encoding="UTF-16").text == "第一章 总则"
    assert read_bytes("总则".encode("utf-32-le"), encoding="utf-32").text == "总则"
    assert read_bytes(b"~{VPND~}", encoding="hz").text == "中文"


@pytest.mark.parametrize(
    "name",
    ["", "nonsense", "hex", "rot13", "idna", "punycode", "undefined", "unicode_escape", "utf-7", "a\0b", "\udcff", "x" * 9999, "\x1b[2J"],
)
def test_a_name_of_no_encoding_is_a_setting_that_means_nothing(name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_bytes("总则".encode(), encoding=name)
    assert "utf-8, gb18030, big5hkscs, utf-16-le, utf-16-be" in caught.value.message
    assert caught.value.message.isprintable() and caught.value.message_zh.isprintable() and len(caught.value.message) < 250


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=40).map(lambda text: text.encode("gb18030")),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(lambda text: text.encode("utf-16")),
    ),
    st.sampled_from([None, "gbk", "utf-8", "utf-16", "big5", "utf-32", "hz", "latin-1", "iso2022_jp", "cp1252"]),
)
@example(b"\x81\x30\x81", "gbk")
@example(b"\xff\xfe\x00\xd8", None)
@example(b"\x84\x31\x95\x33", None)
def test_any_bytes_give_a_source_or_one_line(data: bytes, encoding: str | None) -> None:
    try:
        source = read_bytes(data, "a.txt", encoding)
    except SourceError as error:
        assert_one_line(error)
    else:
        source.text.encode("utf-8")
        assert source.origin.replaced <= source.text.count("\ufffd")
        assert read_bytes(data, "a.txt", encoding) == source


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: not text.isspace() and text[0] != "\ufeff"))
def test_valid_utf8_with_chinese_is_never_changed(text: str) -> None:
    text = "中" + text
    assert read_bytes(text.encode()).text == text


def test_time_grows_with_size() -> None:
    """Eight times the bytes take less than sixteen times as long, damaged or not."""
    line = "坚持问题导向，逐项核对清单，做到件件有着落。"
    makers = [
        lambda n: (line + "\n").encode("gbk") * n,
        lambda n: (line * n).encode("gbk")[1:],
        lambda n: ((line + "\n").encode("gbk")[:-4] + b"\xff\n") * n,
        lambda n: (line * n).encode("utf-16-le"),
        lambda n: line.encode()[:-1] * n,
    ]
    for make in makers:
        times = []
        for size in (8_000, 64_000):
            data = make(size)
            rounds = []
            for _ in range(3):
                begun = time.process_time()
                read_bytes(data)
                rounds.append(time.process_time() - begun)
            times.append(min(rounds))
        assert times[1] < 16 * max(times[0], 0.02)


def test_the_table_of_characters_is_in_order() -> None:
    rows = FIRST + SECOND + THIRD
    assert len(rows) == len(set(rows)) > 1000
    pairs = list(zip(VARIANTS[::2], VARIANTS[1::2], strict=True))
    assert len(pairs) == len(set(pairs)) and all(simplified != traditional for simplified, traditional in pairs)
    assert all(simplified.encode("gb2312") and traditional.encode("gbk") for simplified, traditional in pairs)
    first, second, third = tiers()
    assert not first & second and not first & third and not second & third
    assert "國" in first and "资" in second
