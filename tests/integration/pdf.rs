//! PDF files: what is on their pages, what lies beside them, what was there before.

use std::fmt::Write as _;

use insta::assert_snapshot;
use mishen::document::{ConcealedKind, UnreadCause};

use crate::kept::{Kept, kept};

/// Objects of a file, by their numbers: the catalogue is 1, the pages are 2, the fonts are 3
/// (`/H`, Hanzi in UTF-16) and 4 (`/L`, Latin).
pub(crate) struct Paper {
    objects: Vec<(usize, String)>,
    catalogue: String,
    pages: Vec<usize>,
}

impl Paper {
    pub(crate) fn new() -> Self {
        let descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo\
            <</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>";
        let hanzi = format!(
            "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[{descendant}]>>"
        );
        let latin = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
        Self {
            objects: vec![(3, hanzi), (4, latin.to_owned())],
            catalogue: String::new(),
            pages: Vec::new(),
        }
    }

    /// A file of one page that paints `content`.
    pub(crate) fn page(content: &str) -> Self {
        Self::new().with_page(content, "")
    }

    /// Adds a page that paints `content`; `more` is written in its dictionary.
    pub(crate) fn with_page(mut self, content: &str, more: &str) -> Self {
        let number = 10 + 2 * self.pages.len();
        let fonts = "<</Font<</H 3 0 R/L 4 0 R>>/XObject<</P 90 0 R/F 91 0 R>>\
            /ExtGState<</Half<</ca 0.5/CA 0.5>>/Open<</ca 0>>>>/Properties<</Off 92 0 R>>>>";
        self.objects.push((
            number,
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources{fonts}/Contents {} 0 R{more}>>",
                number + 1
            ),
        ));
        self.objects.push((number + 1, stream("", content)));
        self.pages.push(number);
        self
    }

    pub(crate) fn object(mut self, number: usize, text: &str) -> Self {
        self.objects.push((number, text.to_owned()));
        self
    }

    /// Adds to the catalogue.
    pub(crate) fn catalogue(mut self, more: &str) -> Self {
        self.catalogue += more;
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let kids: String = self.pages.iter().map(|page| format!("{page} 0 R ")).collect();
        let mut objects = vec![
            (1, format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalogue)),
            (2, format!("<</Type/Pages/Kids[{kids}]/Count {}>>", self.pages.len())),
        ];
        objects.extend(self.objects.iter().cloned());
        let mut file = String::from("%PDF-1.7\n");
        append(&mut file, &objects, "");
        file.into_bytes()
    }

    /// The file, and behind it an update that writes `objects` anew.
    pub(crate) fn updated(&self, objects: &[(usize, String)]) -> Vec<u8> {
        let mut file = String::from_utf8(self.bytes()).unwrap();
        let before = file.rfind("xref\n0 ").unwrap();
        append(&mut file, objects, &format!("/Prev {before}"));
        file.into_bytes()
    }
}

/// Appends objects, their table and the end.
fn append(file: &mut String, objects: &[(usize, String)], more: &str) {
    let mut table = String::from("xref\n0 1\n0000000000 65535 f \n");
    for (number, text) in objects {
        write!(table, "{number} 1\n{:010} 00000 n \n", file.len()).unwrap();
        write!(file, "{number} 0 obj\n{text}\nendobj\n").unwrap();
    }
    let at = file.len();
    write!(
        file,
        "{table}trailer\n<</Size 100/Root 1 0 R{more}/Info 99 0 R>>\nstartxref\n{at}\n%%EOF\n"
    )
    .unwrap();
}

/// A stream with `more` in its dictionary.
pub(crate) fn stream(more: &str, content: &str) -> String {
    format!("<</Length {}{more}>>\nstream\n{content}\nendstream", content.len())
}

/// `text` in Hanzi at a place, 20 points high.
pub(crate) fn hanzi(x: u32, y: u32, text: &str) -> String {
    format!("BT /H 20 Tf {x} {y} Td <{}> Tj ET\n", hex(text))
}

/// `text` as the string of a font in UTF-16.
pub(crate) fn hex(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

/// `text` as a string of the file itself.
pub(crate) fn string(text: &str) -> String {
    format!("<FEFF{}>", hex(text))
}

/// What is told of a file, its facts behind it.
pub(crate) fn story(bytes: &[u8]) -> String {
    let kept = kept("公示.pdf", bytes);
    let mut story = kept.story.clone();
    for fact in &kept.facts {
        let page = fact.at.page.map_or(String::new(), |page| format!(" page {page}"));
        let area = fact.at.area.map_or(String::new(), |area| {
            format!(" at {},{} {}x{}", area.left, area.top, area.width, area.height)
        });
        writeln!(story, "fact: {} {}{page}{area}", fact.kind.code(), fact.count).unwrap();
    }
    story
}

/// A small file with a little of everything.
pub(crate) fn seed() -> Vec<u8> {
    let content = [
        "0.5 w 90 730 m 300 730 l S 90 690 m 300 690 l S 90 690 m 90 730 l S 300 690 m 300 730 l S ",
        &hanzi(100, 700, "关于公示"),
        "/F Do q 20 0 0 20 100 600 cm /P Do Q BT /L 12 Tf 100 500 Td [(Tel) -300 (0108888)] TJ ET ",
        "0 g 95 495 200 20 re f /OC /Off BDC EMC",
    ];
    let form = stream(
        "/Subtype/Form/BBox[0 0 600 800]/Matrix[1 0 0 1 0 0]/Resources<</Font<</H 3 0 R>>>>",
        &hanzi(100, 650, "表单"),
    );
    let paper = Paper::new()
        .with_page(&content.concat(), "/Annots[93 0 R]")
        .object(
            90,
            &stream(
                "/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray",
                "xxxx",
            ),
        )
        .object(91, &form)
        .object(92, "<</Type/OCG/Name(x)>>")
        .object(93, "<</Subtype/Square/IC[0 0 0]/Rect[0 0 90 90]/Contents(note)/T(author)>>")
        .object(94, "<</Type/Filespec/F(a.txt)/EF<</F 95 0 R>>>>")
        .object(95, &stream("/Type/EmbeddedFile", "附件里的文字"))
        .object(99, "<</Title(title)/Author(author)>>")
        .catalogue("/OCProperties<</OCGs[92 0 R]/D<</OFF[92 0 R]>>>>");
    paper.updated(&[(99, "<</Title(another)>>".to_owned())])
}

fn has(kept: &Kept, kind: ConcealedKind) -> bool {
    kept.facts.iter().any(|fact| fact.kind == kind)
}

#[test]
fn lines_are_told_as_they_are_read_whatever_the_order_in_which_they_are_painted() {
    let content = [
        &*hanzi(100, 640, "第二段在下面。"),
        &hanzi(100, 700, "关于资助"),
        &hanzi(180, 700, "名单的公示"),
        // One letter after the other, from the last to the first.
        "BT /H 20 Tf 1 0 0 1 140 580 Tm <53F7> Tj 1 0 0 1 120 580 Tm <5B66> Tj 1 0 0 1 100 580 Tm <7684> Tj ET\n",
        "BT /L 12 Tf 100 540 Td [(Tel) -600 (010) 20 (8888)] TJ ET\n",
        // Twice, to look bold.
        "BT /H 20 Tf 100 500 Td <5B66> Tj ET BT /H 20 Tf 100.4 500 Td <5B66> Tj ET\n",
    ];
    assert_snapshot!(story(&Paper::page(&content.concat()).bytes()));
}

#[test]
fn a_table_between_drawn_lines_goes_on_over_pages_under_its_header() {
    let grid = |rows: u32| {
        let mut content = String::from("0.5 w ");
        for row in 0..=rows {
            write!(content, "100 {} m 400 {} l S ", 700 - 30 * row, 700 - 30 * row).unwrap();
        }
        for x in [100, 200, 400] {
            write!(content, "{x} 700 m {x} {} l S ", 700 - 30 * rows).unwrap();
        }
        content
    };
    let first = [
        grid(2),
        hanzi(110, 676, "姓名"),
        hanzi(210, 676, "证件号"),
        hanzi(110, 646, "张三"),
        "BT /L 12 Tf 202 646 Td (110101190101010011) Tj ET\n".to_owned(),
    ];
    let second = [
        grid(1),
        hanzi(110, 676, "李四"),
        "BT /L 12 Tf 202 676 Td (110101190101010038) Tj ET\n".to_owned(),
    ];
    let paper = Paper::page(&first.concat()).with_page(&second.concat(), "");
    assert_snapshot!(story(&paper.bytes()));
}

#[test]
fn columns_that_stand_beneath_each_other_are_a_table_without_lines() {
    let mut content = String::new();
    for (row, (name, number)) in
        [("姓名", "学号"), ("张三", "2031001"), ("李四", "2031002"), ("王五", "2031003")]
            .iter()
            .enumerate()
    {
        let y = 700 - 30 * u32::try_from(row).unwrap();
        content += &hanzi(100, y, name);
        content += &hanzi(250, y, number);
    }
    assert_snapshot!(story(&Paper::page(&content).bytes()));
}

#[test]
fn columns_of_a_page_are_read_one_after_the_other() {
    let mut content = hanzi(100, 760, "横跨两栏的标题在最上面横跨两栏的标题在最上");
    for row in 0..4_u32 {
        content += &hanzi(50, 700 - 30 * row, &format!("左栏第{row}行写满一整行文字"));
        content += &hanzi(330, 700 - 30 * row, &format!("右栏第{row}行写满一整行文字"));
    }
    assert_snapshot!(story(&Paper::page(&content).bytes()));
}

#[test]
fn text_is_told_though_its_font_is_not_there() {
    let text = |content: &str| kept("公示.pdf", &Paper::page(content).bytes()).story;
    assert!(
        text("BT /Gone 12 Tf 100 700 Td (110101190101010011) Tj ET").contains("110101190101010011")
    );
    assert!(text("BT 100 700 Td (110101190101010011) Tj ET").contains("110101190101010011"));
    let bytes =
        Paper::page("").object(99, "<</Custom(ab\\001\\002110101190101010011\\000)>>").bytes();
    assert!(kept("公示.pdf", &bytes).story.contains("110101190101010011"));
}

#[test]
fn lines_from_top_to_bottom_are_read_from_the_right() {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-V/DescendantFonts\
        [<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)>>>>]>>";
    let line = |x: u32, text: &str| format!("BT /V 20 Tf {x} 700 Td <{}> Tj ET ", hex(text));
    let content = line(400, "第二行在左边") + &line(500, "第一行在右边");
    let paper =
        Paper::new().with_page(&content, "/Resources<</Font<</V 70 0 R>>>>").object(70, font);
    let told: Vec<String> = kept("公示.pdf", &paper.bytes())
        .passages
        .iter()
        .skip(1)
        .map(|passage| passage.text.to_string())
        .collect();
    assert_eq!(told, ["第一行在右边", "第二行在左边"]);
}

#[test]
fn text_that_nobody_sees_is_told_with_the_reason() {
    let group = "<</Type/OCG/Name(x)>>";
    let content = [
        &*hanzi(100, 700, "看得见"),
        &format!("3 Tr {} 0 Tr\n", hanzi(100, 660, "不画出来")),
        &format!("1 g {} 0 g\n", hanzi(100, 620, "白底白字")),
        &format!("BT /H 0.5 Tf 100 580 Td <{}> Tj ET\n", hex("极小的字")),
        &format!("q /Open gs {} Q\n", hanzi(100, 540, "全透明字")),
        &format!("q 0 0 10 10 re W n {} Q\n", hanzi(100, 500, "剪掉的字")),
        &hanzi(100, 900, "页面之外"),
        &format!("/OC /Off BDC {} EMC\n", hanzi(100, 460, "关闭图层")),
        &format!("0 0.2 0.4 rg 90 410 300 40 re f 1 g {}\n", hanzi(100, 420, "深色底上的白字")),
    ];
    let paper = Paper::page(&content.concat())
        .object(92, group)
        .catalogue("/OCProperties<</OCGs[92 0 R]/D<</OFF[92 0 R]>>>>");
    let kept = kept("公示.pdf", &paper.bytes());
    let told: Vec<String> = kept
        .passages
        .iter()
        .flat_map(|passage| {
            passage.looks.iter().map(|(span, look)| {
                format!("{} {}", look.code(), passage.text[span.start..span.end].trim())
            })
        })
        .collect();
    assert_snapshot!(told.join("\n"));
    assert!(kept.passages.iter().any(|passage| passage.text.contains("深色底上的白字")
        && passage.layer.code() == "body"
        && passage.looks.is_empty()));
    assert!(has(&kept, ConcealedKind::HiddenText));
}

#[test]
fn a_line_that_runs_off_its_cell_or_its_page_is_no_secret() {
    let content = [
        &*hanzi(500, 700, "写不下的一行文字"),
        &format!("q 100 600 60 40 re W n {} Q", hanzi(100, 610, "格子里写不下")),
    ];
    let kept = kept("公示.pdf", &Paper::page(&content.concat()).bytes());
    assert!(!has(&kept, ConcealedKind::HiddenText));
    assert!(kept.passages.iter().any(|passage| passage.text.contains("写不下的一行文字")));
}

#[test]
fn what_lies_beside_the_pages_is_told_once_each_on_its_layer() {
    let note = format!(
        "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents{}/T{}>>",
        string("批注内容"),
        string("批注人")
    );
    let field = format!(
        "<</Type/Annot/Subtype/Widget/FT/Tx/Rect[100 300 300 320]/T{}/TU{}/V{}/DV{}>>",
        string("字段名"),
        string("提示文字"),
        string("填写的值"),
        string("原来的值")
    );
    let link = "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://10.1.2.3/list)>>>>";
    let hidden = "<</Type/Annot/Subtype/Stamp/F 2/Rect[100 200 200 220]/AP<</N 80 0 R>>>>";
    let stamp = stream(
        "/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</H 3 0 R>>>>",
        &hanzi(0, 0, "隐藏的图章"),
    );
    let attachment = stream("/Type/EmbeddedFile", "附件里的文字");
    let paper = Paper::new()
        .with_page(
            &format!(
                "/Span <</ActualText{}>> BDC {} EMC\n% comment of a program\n",
                string("替换文字"),
                hanzi(100, 700, "正文")
            ),
            &format!("/Annots[{note}{field}{link}{hidden}]"),
        )
        .object(80, &stamp)
        .object(81, &attachment)
        .object(
            82,
            &format!("<</Type/Filespec/F(a.txt)/UF{}/EF<</F 81 0 R>>>>", string("名单.txt")),
        )
        .object(83, &format!("<</Title{}/Dest[10 0 R/Fit]>>", string("书签")))
        .object(84, &format!("<</S/JavaScript/JS{}>>", string("app.alert('脚本')")))
        .object(
            85,
            &stream(
                "/Type/Metadata/Subtype/XML",
                "<x:xmpmeta><dc:title>元数据</dc:title></x:xmpmeta>",
            ),
        )
        .object(
            86,
            &stream(
                "/Type/XObject/Subtype/Form/Resources<</Font<</H 3 0 R>>>>",
                &hanzi(0, 0, "没有画出的表单"),
            ),
        )
        .object(
            99,
            &format!(
                "<</Title{}/Author{}/Custom{}>>",
                string("题名"),
                string("作者"),
                string("自定义")
            ),
        );
    assert_snapshot!(story(&paper.bytes()));
}

#[test]
fn what_an_update_took_away_is_an_earlier_revision() {
    let paper =
        Paper::page(&[hanzi(100, 700, "删去的名字"), hanzi(100, 660, "留下的一行")].concat());
    let updated = paper.updated(&[(11, stream("", &hanzi(100, 660, "留下的一行")))]);
    assert_snapshot!(story(&updated));
    let signed = paper.updated(&[(99, "<</Title(signed)>>".to_owned())]);
    assert!(!has(&kept("公示.pdf", &signed), ConcealedKind::EarlierRevision));
}

#[test]
fn pages_that_cannot_be_read_are_never_clean() {
    let unread = |paper: Paper| -> Vec<UnreadCause> {
        kept("公示.pdf", &paper.bytes()).unread.into_iter().map(|unread| unread.cause).collect()
    };
    let picture = stream(
        "/Subtype/Image/Width 1240/Height 1754/BitsPerComponent 1/ColorSpace/DeviceGray",
        "x",
    );
    let scan = |more: &str| {
        Paper::page(&format!("q 600 0 0 800 0 0 cm /P Do Q {more}")).object(90, &picture)
    };
    assert_eq!(unread(scan("")), [UnreadCause::PicturePages { pages: vec![1] }]);
    let recognised =
        format!("3 Tr {}", hanzi(60, 700, "扫描件上识别出来的一整行文字供检索之用大约二十多字"));
    assert_eq!(unread(scan(&recognised)), []);
    let glyphs = "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+X/Encoding/Identity-H/DescendantFonts\
        [<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>>>]>>";
    let unknown = Paper::new()
        .with_page(
            "BT /X 20 Tf 100 700 Td <00010002000300040005> Tj ET",
            "/Resources<</Font<</X 70 0 R>>>>",
        )
        .object(70, glyphs);
    assert_eq!(unread(unknown), [UnreadCause::UnknownGlyphs { pages: vec![1], percent: 100 }]);
    let mut locked = String::from("%PDF-1.7\n");
    let password = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<00>/U<00>/P -4>>";
    append(&mut locked, &[(1, "<</Type/Catalog>>".to_owned())], password);
    let causes: Vec<&str> = kept("公示.pdf", locked.as_bytes())
        .unread
        .iter()
        .map(|unread| unread.cause.code())
        .collect();
    assert_eq!(causes, ["encrypted"]);
    assert_eq!(unread(Paper::new()), [UnreadCause::Damaged]);
    assert_eq!(kept("公示.pdf", b"%PDF-1.7\nnothing").unread[0].cause, UnreadCause::Damaged);
}

#[test]
fn letters_that_look_otherwise_than_the_file_says_are_misleading() {
    // ToUnicode turns every digit of a simple font into another; without a font program nothing
    // contradicts it, so it is believed.
    let map = stream(
        "",
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange \
        1 beginbfrange <30> <39> <0041> endbfrange endcmap",
    );
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 71 0 R>>";
    let paper = Paper::new()
        .with_page("BT /X 20 Tf 100 700 Td (0123) Tj ET", "/Resources<</Font<</X 70 0 R>>>>")
        .object(70, font)
        .object(71, &map);
    let kept = kept("公示.pdf", &paper.bytes());
    assert!(kept.passages.iter().any(|passage| passage.text == "ABCD"), "{}", kept.story);
}

#[test]
fn forms_that_paint_each_other_and_states_without_end_are_said() {
    let causes = |paper: &Paper| -> Vec<UnreadCause> {
        kept("公示.pdf", &paper.bytes()).unread.into_iter().map(|unread| unread.cause).collect()
    };
    let form = |next: usize| {
        let inside = format!("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F {next} 0 R>>>>");
        stream(&inside, &"/F Do ".repeat(10))
    };
    // What paints itself paints nothing more.
    assert_eq!(causes(&Paper::page("/F Do").object(91, &form(91))), []);
    let fan = (40..60).fold(Paper::page("/F Do").object(91, &form(40)), |paper, number| {
        paper.object(number, &form(number + 1))
    });
    assert_eq!(causes(&fan), [UnreadCause::TooDeep { limit: 20 }]);
    assert_eq!(causes(&Paper::page(&"q ".repeat(1000))), [UnreadCause::TooDeep { limit: 512 }]);
    let broken = Paper::page(&format!("{} [[[[ BT /H 20 Tf <", hanzi(100, 700, "前面的")));
    assert_eq!(causes(&broken), [UnreadCause::Damaged]);
}
