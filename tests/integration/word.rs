//! Word documents: every place where text can hide, and what hostile packages do.

use std::io::{Cursor, Write as _};

use insta::assert_snapshot;
use mishen::document::{Layer, Limits};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::kept::{kept, kept_within};

pub(crate) const MAIN: &str = "document.main";

/// A package of `members`.
pub(crate) fn package(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document of `parts`: name in `word/`, type, what stands in its root element.
pub(crate) fn document(parts: &[(&str, &str, &str)], others: &[(&str, &[u8])]) -> Vec<u8> {
    let mut types = String::from("<Types>");
    for (name, kind, _) in parts {
        let media = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
        types +=
            &format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{media}{kind}+xml\"/>");
    }
    types += "</Types>";
    let texts: Vec<(String, String)> = parts
        .iter()
        .map(|(name, _, inner)| (format!("word/{name}.xml"), format!("<w:x>{inner}</w:x>")))
        .collect();
    let mut members = vec![("[Content_Types].xml", types.as_bytes())];
    members.extend(texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())));
    members.extend(others);
    package(&members)
}

/// The story of a document whose body is `body`, without what is left of every package.
fn told(body: &str) -> String {
    story(&document(&[("document", MAIN, body)], &[]))
}

fn story(bytes: &[u8]) -> String {
    let story = kept("通知.docx", bytes).story;
    let lines = story.lines().filter(|line| {
        !line.starts_with("file-name")
            && !line.starts_with("residue: <")
            && *line != "part: docx, no text"
            && !line.contains(".xml\"")
            && !line.contains("application/")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

#[test]
fn a_paragraph_is_joined_across_its_runs() {
    let runs: String = "手机：13800138000".chars().map(|one| run(&one.to_string())).collect();
    let breaks = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙&amp;丁</w:t></w:r>";
    assert_snapshot!(told(&(paragraph(&runs) + &paragraph(breaks))), @r#"
    body: ¶ 1 "手机：13800138000"
    body: ¶ 2 "甲\t乙\n丙&丁"
    "#);
}

#[test]
fn a_table_has_its_header_rows_and_merged_cells() {
    let cell = |text: &str, properties: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(&run(text)))
    };
    let empty = |properties: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p/></w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let (begins, goes_on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let table = [
        row(&[cell("姓名", begins), cell("联系方式", "<w:gridSpan w:val=\"2\"/>")]),
        row(&[empty(goes_on), cell("手机", ""), cell("邮箱", "")]),
        row(&[cell("张三", ""), cell("13800138000", ""), cell("a@univ.edu.cn", "")]),
        row(&[cell("李四", ""), cell("13900139000", ""), cell("b@univ.edu.cn", "")]),
    ];
    assert_snapshot!(told(&format!("<w:tbl>{}</w:tbl>", table.concat())), @r#"
    residue: "restart"
    table 1: ["姓名", "联系方式 手机", "联系方式 邮箱"], 2 header rows
    body: table 1 row 1 column 1 "姓名"
    body: table 1 row 1 column 2 "联系方式"
    body: table 1 row 2 column 2 "手机"
    body: table 1 row 2 column 3 "邮箱"
    body: table 1 row 3 column 1 <姓名> "张三"
    body: table 1 row 3 column 2 <联系方式 手机> "13800138000"
    body: table 1 row 3 column 3 <联系方式 邮箱> "a@univ.edu.cn"
    body: table 1 row 4 column 1 <姓名> "李四"
    body: table 1 row 4 column 2 <联系方式 手机> "13900139000"
    body: table 1 row 4 column 3 <联系方式 邮箱> "b@univ.edu.cn"
    "#);
}

#[test]
fn tracked_changes_are_what_was_there_before_and_what_is_there_now() {
    let body = paragraph(&format!(
        "{}<w:ins w:author=\"王五\">{}</w:ins><w:del w:author=\"赵六\"><w:r><w:delText>11010519</w:delText></w:r><w:r><w:delText>491231002X</w:delText></w:r></w:del>",
        run("证号："),
        run("略")
    ));
    let moved = paragraph(&format!("<w:moveFrom>{}</w:moveFrom>", run("挪走的")));
    assert_snapshot!(told(&(body + &moved)), @r#"
    metadata: "王五"
    metadata: "赵六"
    body: ¶ 1 "证号：略"
    deleted: ¶ 1 "证号：11010519491231002X"
    deleted: ¶ 2 "挪走的"
    "#);
}

#[test]
fn text_that_nobody_sees_is_told_with_how_it_hides() {
    let hidden = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let body = [
        run("看得见"),
        hidden("<w:vanish/>", "藏"),
        hidden("<w:color w:val=\"FFFFFF\"/>", "白"),
        hidden("<w:sz w:val=\"2\"/>", "小"),
        hidden("<w:color w:val=\"FFFFFF\"/><w:shd w:fill=\"000000\"/>", "黑底白字"),
        hidden("<w:color w:val=\"112233\"/><w:shd w:fill=\"112233\"/>", "同色"),
        hidden("<w:vanish w:val=\"0\"/>", "不藏"),
        hidden("<w:rStyle w:val=\"h\"/>", "样式藏"),
    ];
    let styles = "<w:style w:styleId=\"b\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:styleId=\"h\"><w:basedOn w:val=\"b\"/></w:style>";
    let body = paragraph(&body.concat());
    let bytes = document(&[("document", MAIN, &body), ("styles", "styles", styles)], &[]);
    let kept = kept("通知.docx", &bytes);
    let passages = kept.passages.iter().filter(|passage| !passage.looks.is_empty());
    let told = passages.map(|passage| {
        let looks = passage
            .looks
            .iter()
            .map(|(span, look)| format!("{} {}", look.code(), span.of(&passage.text)));
        format!(
            "{}: {} [{}]",
            passage.layer.code(),
            passage.text,
            looks.collect::<Vec<_>>().join(", ")
        )
    });
    assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @"hidden: 看得见藏白小黑底白字同色不藏样式藏 [hidden 藏, white 白, tiny 小, white 同色, hidden 样式藏]");
    assert_snapshot!(kept.texts().join("\n"), @"看得见黑底白字不藏");
}

/// A header for every page, one for first pages, which no section has, and a footer.
const LINKS: &[u8] = b"<Relationships><Relationship Id=\"r1\" Target=\"header1.xml\"/>\
    <Relationship Id=\"r2\" Target=\"header2.xml\"/><Relationship Id=\"r3\" Target=\"footer1.xml\"/></Relationships>";

#[test]
fn every_story_keeps_its_layer_and_a_comment_the_paragraph_it_stands_by() {
    let body = paragraph(&run("第一段"))
        + &paragraph(&format!(
            "<w:commentRangeStart w:id=\"7\"/>{}<w:commentReference w:id=\"7\"/>",
            run("第二段")
        ))
        + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"r1\"/>\
           <w:headerReference w:type=\"first\" r:id=\"r2\"/>\
           <w:footerReference w:type=\"default\" r:id=\"r3\"/></w:sectPr>";
    let comment = format!(
        "<w:comment w:id=\"7\" w:author=\"钱七\">{}</w:comment>",
        paragraph(&run("这里要改"))
    );
    let parts = [
        ("comments", "comments", comment.as_str()),
        ("header1", "header", &paragraph(&run("内部资料"))),
        ("header2", "header", &paragraph(&run("首页页眉"))),
        ("footer1", "footer", &paragraph(&run("第一页"))),
        ("footnotes", "footnotes", &paragraph(&run("脚注"))),
        ("endnotes", "endnotes", &paragraph(&run("尾注"))),
        ("document", MAIN, &body),
        ("glossary/document", "document.glossary", &paragraph(&run("词条"))),
    ];
    let bytes = document(&parts, &[("word/_rels/document.xml.rels", LINKS)]);
    assert_snapshot!(story(&bytes), @r#"
    body: ¶ 1 "第一段"
    body: ¶ 2 "第二段"
    residue: "default"
    header: "内部资料"
    hidden: "首页页眉"
    footer: "第一页"
    footnote: "脚注"
    endnote: "尾注"
    metadata: "钱七"
    comment: ¶ 2 "这里要改"
    hidden: "词条"
    residue: "document.xml.rels"
    "#);
}

#[test]
fn a_text_box_is_told_once_and_its_other_version_where_it_differs() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run(text)));
    let body = paragraph(&format!(
        "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}{}</mc:Fallback></mc:AlternateContent></w:r>{}",
        boxed("框里"),
        boxed("框里"),
        boxed("旧版框里"),
        run("框外")
    ));
    assert_snapshot!(told(&body), @r#"
    text-box: "框里"
    hidden: "旧版框里"
    body: ¶ 1 "框外"
    "#);
}

#[test]
fn fields_links_descriptions_and_bookmarks_are_told() {
    let body = paragraph(
        "<w:r><w:instrText>HYPERLINK \"http://oa.univ.edu.cn/x\"</w:instrText></w:r><w:r><w:fldChar/></w:r>\
        <w:fldSimple w:instr=\"INCLUDETEXT C:\\名单.doc\"/><w:hyperlink r:id=\"r1\" w:tooltip=\"点这里\"/>\
        <wp:docPr id=\"1\" name=\"图片 1\" descr=\"张三身份证\"/><v:textpath string=\"机密\"/>\
        <w:bookmarkStart w:name=\"张三\"/><w:bookmarkStart w:name=\"_Toc1\"/>",
    );
    let links = "<Relationships><Relationship Id=\"r1\" TargetMode=\"External\" Target=\"http://10.1.2.3/admin\"/></Relationships>";
    let others = [("word/_rels/document.xml.rels", links.as_bytes())];
    assert_snapshot!(story(&document(&[("document", MAIN, &body)], &others)), @r#"
    field-code: "HYPERLINK \"http://oa.univ.edu.cn/x\""
    field-code: "INCLUDETEXT C:\\名单.doc"
    link: "http://10.1.2.3/admin"
    attribute: "点这里"
    attribute: "图片 1"
    attribute: "张三身份证"
    text-box: "机密"
    metadata: "张三"
    residue: "document.xml.rels"
    residue: "External"
    "#);
}

#[test]
fn a_document_in_a_document_is_read_as_its_part() {
    let inner = document(&[("document", MAIN, &paragraph(&run("里面的")))], &[]);
    let outer = document(
        &[("document", MAIN, &paragraph(&run("外面的")))],
        &[("word/embeddings/附件.docx", &inner)],
    );
    assert_snapshot!(story(&outer), @r#"
    body: ¶ 1 "外面的"
    residue: "附件.docx"
    body: ¶ 1 "里面的"
    "#);
    let mut nested = outer;
    for _ in 0..9 {
        nested = document(&[("document", MAIN, "")], &[("word/embeddings/a.docx", &nested)]);
    }
    let unread = kept("a.docx", &nested).unread;
    assert_snapshot!(format!("{unread:?}"), @r#"[Unread { at: Place { part: Some("word/embeddings/a.docx/word/embeddings/a.docx/word/embeddings/a.docx/word/embeddings/a.docx/word/embeddings/a.docx/word/embeddings/a.docx/word/embeddings/a.docx/word/embeddings/a.docx/word/embeddings/a.docx"), page: None, paragraph: None, table: None, row: None, column: None, cell: None, header: None, slide: None, label: None, area: None }, cause: TooDeep { limit: 8 } }]"#);
}

#[test]
fn what_no_structure_names_is_left_as_residue() {
    let others: [(&str, &[u8]); 2] = [
        ("word/orphan.xml", "<a b=\"孤儿部件属性\">孤儿部件<!--旁注--></a>".as_bytes()),
        (
            "docProps/custom.xml",
            "<Properties><property name=\"密级\"><v>秘密</v></property></Properties>".as_bytes(),
        ),
    ];
    assert_snapshot!(story(&document(&[("document", MAIN, "")], &others)), @r#"
    residue: "孤儿部件属性"
    residue: "孤儿部件"
    residue: "旁注"
    metadata: "密级"
    metadata: "秘密"
    "#);
}

#[test]
fn bombs_and_broken_packages_are_said_and_the_rest_goes_on() {
    let zeros = vec![b' '; 64 << 20];
    let others =
        [("word/bomb.xml", zeros.as_slice()), ("word/cut.xml", "<a><b>断开的部件".as_bytes())];
    let body = paragraph(&run("正文还在")) + "<w:p><w:r><w:t>断在这里<";
    let bytes = document(&[("document", MAIN, &body)], &others);
    assert_snapshot!(story(&bytes), @r#"
    body: ¶ 1 "正文还在"
    body: ¶ 2 "断在这里"
    unread: Damaged
    unread: TooMuch { limit: 14095576 }
    residue: "断开的部件"
    unread: Damaged
    "#);
    let bomb = document(&[("document", MAIN, &" ".repeat(64 << 20))], &[]);
    assert_snapshot!(story(&bomb), @"unread: TooMuch { limit: 14098376 }");
    let few = Limits { entries: 1, ..Limits::default() };
    let kept = kept_within("a.docx", &bytes, &few);
    assert_snapshot!(format!("{:?}", kept.unread), @"[Unread { at: Place { part: None, page: None, paragraph: None, table: None, row: None, column: None, cell: None, header: None, slide: None, label: None, area: None }, cause: TooMany { limit: 1 } }, Unread { at: Place { part: None, page: None, paragraph: None, table: None, row: None, column: None, cell: None, header: None, slide: None, label: None, area: None }, cause: Damaged }]");
    assert_snapshot!(story(&bytes[..bytes.len() / 2]), @"unread: Damaged");
}

#[test]
fn what_a_package_holds_and_nobody_reads_is_said() {
    let body = paragraph(&run("正文"));
    let others: [(&str, &[u8]); 3] = [
        ("word/vbaProject.bin", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 macros \xff\xfe"),
        ("xl/printerSettings/printerSettings1.bin", b"\xff\xfe\x00\x01"),
        ("word/fonts/font1.odttf", b"\xff\xfe\x00\x01"),
    ];
    let said = kept("a.docm", &document(&[("document", MAIN, &body)], &others)).unread;
    let said: Vec<&str> = said.iter().map(|unread| unread.cause.code()).collect();
    assert_eq!(said, ["damaged"]);
    let headless = kept("a.docx", &document(&[("header1", "header", &body)], &[])).unread;
    let headless: Vec<&str> = headless.iter().map(|unread| unread.cause.code()).collect();
    assert_eq!(headless, ["damaged"]);
    let media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!(
        "<Types><Override PartName=\"/word/document.bin\" ContentType=\"{media}\"/></Types>"
    );
    let members: [(&str, &[u8]); 2] =
        [("[Content_Types].xml", types.as_bytes()), ("word/document.bin", b"\x83\x01\xff\xfe")];
    let binary = kept("a.docx", &package(&members)).unread;
    let binary: Vec<&str> = binary.iter().map(|unread| unread.cause.code()).collect();
    assert_eq!(binary, ["damaged"]);
}

/// A package whose first member has been taken out of the directory, with bytes before and behind.
fn with_leftovers() -> Vec<u8> {
    let kept = document(&[("document", MAIN, &paragraph(&run("正文")))], &[]);
    let lost = package(&[("word/old.xml", "<w:x>旧稿：13800138000</w:x>".as_bytes())]);
    // The directory of the lost member is cut off.
    let end = lost.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    [&lost[..end], &kept, "\n附言：13900139000".as_bytes()].concat()
}

#[test]
fn what_a_package_holds_outside_of_its_members_is_read() {
    let kept = kept("通知.docx", &with_leftovers());
    let residue: Vec<&str> = kept
        .passages
        .iter()
        .filter(|passage| passage.layer == Layer::Residue)
        .map(|passage| passage.text.as_ref())
        .filter(|text| text.contains('：'))
        .collect();
    assert_eq!(residue, ["旧稿：13800138000", "附言：13900139000"]);
    assert_eq!(kept.texts(), ["正文"]);
    assert!(kept.unread.is_empty(), "{:?}", kept.unread);
}

/// A container with one stream.
fn container(stream: &str, bytes: &[u8]) -> Vec<u8> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    container.create_stream(format!("/{stream}")).unwrap().write_all(bytes).unwrap();
    container.flush().unwrap();
    container.into_inner().into_inner()
}

/// A file that was put into a document as it is.
fn native(name: &str, content: &[u8]) -> Vec<u8> {
    let path = format!("C:\\Users\\zhang\\{name}");
    let mut bytes = vec![0; 6];
    for text in [name, &path] {
        bytes.extend([text.as_bytes(), b"\0"].concat());
    }
    bytes.extend([0; 8]);
    bytes.extend([path.as_bytes(), b"\0"].concat());
    bytes.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
    bytes.extend(content);
    bytes
}

#[test]
fn documents_in_ole_containers_are_read_and_what_is_none_is_unread() {
    let inner = document(&[("document", MAIN, &paragraph(&run("里面的文件")))], &[]);
    let objects = [
        ("word/embeddings/a.bin", container("Package", &inner)),
        (
            "word/embeddings/b.bin",
            container("\u{1}Ole10Native", &native("名单.txt", "手机：13800138000".as_bytes())),
        ),
        ("word/embeddings/c.bin", container("Other", b"\x91\x02\x7f")),
    ];
    let others: Vec<(&str, &[u8])> =
        objects.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let bytes = document(&[("document", MAIN, &paragraph(&run("正文")))], &others);
    let kept = kept("通知.docx", &bytes);
    let parts: Vec<_> = kept.parts.iter().filter_map(|part| part.path.as_deref()).collect();
    assert_eq!(
        parts,
        [
            "word/embeddings/a.bin",
            "word/embeddings/a.bin/Package",
            "word/embeddings/b.bin",
            "word/embeddings/b.bin/名单.txt",
            "word/embeddings/c.bin"
        ]
    );
    assert_eq!(kept.texts(), ["正文", "里面的文件", "手机：13800138000"]);
    let metadata = kept.passages.iter().filter(|passage| passage.layer == Layer::Metadata);
    assert!(metadata.map(|passage| &*passage.text).any(|text| text == r"C:\Users\zhang\名单.txt"));
    assert_eq!(kept.unread.len(), 1, "{:?}", kept.unread);
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn streams_beside_an_object_are_residue_and_its_links_are_links() {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let link = [&[1, 0, 0, 2, 9, 0, 0, 0], "D:\\内部\\名单底稿.doc\0\0".as_bytes()].concat();
    let gbk = encoding_rs::GBK.encode("经办人联系电话").0.into_owned();
    let streams = [
        ("\u{1}Ole", link),
        ("\u{1}CompObj", [vec![1, 0, 0xFE, 0xFF], gbk, vec![0]].concat()),
        ("\u{3}ObjInfo", vec![0, 0, 3, 0, 4, 0]),
        ("\u{3}LinkInfo", [vec![9, 0, 0, 0], wide("\\\\服务器\\内部\\底稿.doc"), vec![0]].concat()),
        ("\u{2}OlePres000", [vec![0xFF; 8], wide("图中的内部文字"), vec![0; 4]].concat()),
        ("Equation Native", vec![0x1C, 0, 0, 0, 2, 0]),
    ];
    for (name, bytes) in streams {
        container.create_stream(format!("/{name}")).unwrap().write_all(&bytes).unwrap();
    }
    container.flush().unwrap();
    let object = container.into_inner().into_inner();
    let others = [("word/embeddings/oleObject1.bin", object.as_slice())];
    let kept = kept("通知.docx", &document(&[("document", MAIN, "")], &others));
    let told: Vec<(&str, &str)> = kept
        .passages
        .iter()
        .filter(|passage| passage.at.label.as_deref().is_some_and(|at| at.contains("oleObject")))
        .map(|passage| (passage.layer.code(), passage.text.as_ref()))
        .filter(|(_, text)| *text != "oleObject1.bin")
        .collect();
    for line in [
        ("link", "D:\\内部\\名单底稿.doc"),
        ("residue", "经办人联系电话"),
        ("link", "\\\\服务器\\内部\\底稿.doc"),
        ("residue", "图中的内部文字"),
    ] {
        assert!(told.contains(&line), "{line:?}: {told:?}");
    }
    assert!(kept.unread.is_empty() && kept.facts.is_empty(), "{:?}", kept.unread);
}

#[test]
fn settings_of_a_printer_leave_their_texts_as_residue() {
    let settings =
        [wide("保密办公室打印机\0\0"), vec![1, 4, 0, 6, 0xDC, 0, 0x98, 3], wide("备注：内部")];
    let settings = settings.concat();
    let others = [("xl/printerSettings/printerSettings1.bin", settings.as_slice())];
    let kept = kept("通知.docx", &document(&[("document", MAIN, "")], &others));
    let told: Vec<&str> = kept
        .passages
        .iter()
        .filter(|passage| passage.layer == Layer::Residue)
        .map(|passage| passage.text.as_ref())
        .collect();
    assert!(told.contains(&"保密办公室打印机") && told.contains(&"备注：内部"), "{told:?}");
    assert!(kept.unread.is_empty(), "{:?}", kept.unread);
}

#[test]
fn a_link_is_told_with_its_characters_and_a_picture_with_what_is_written_in_it() {
    let links = "<Relationships><Relationship Id=\"r1\" Type=\"x/hyperlink\" TargetMode=\"External\" \
                 Target=\"http://10.0.0.8/%E5%90%8D%E5%8D%95\"/></Relationships>";
    let chunk = b"\0\0\0\x0biTXtAuthor\0\0\0\0\0\0\0\0\0";
    let picture = [
        b"\x89PNG\r\n\x1A\n\0\0\0\x0dIHDR\0\0\0\x10\0\0\0\x10\x08\0\0\0\0\0\0\0\0".as_slice(),
        chunk,
    ]
    .concat();
    let body = "<w:p><w:hyperlink r:id=\"r1\"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>";
    let others = [
        ("word/_rels/document.xml.rels", links.as_bytes()),
        ("word/media/image1.png", picture.as_slice()),
    ];
    let kept = kept("通知.docx", &document(&[("document", MAIN, body)], &others));
    let told: Vec<(&str, &str)> = kept
        .passages
        .iter()
        .filter(|passage| matches!(passage.layer, Layer::Link | Layer::Metadata))
        .map(|passage| (passage.layer.code(), passage.text.as_ref()))
        .collect();
    assert_eq!(told, [("link", "http://10.0.0.8/名单"), ("metadata", "Author")]);
}

#[test]
fn members_that_share_their_bytes_are_told_and_the_rest_goes_on() {
    let others = [("word/twin.xml", "<w:x>双生</w:x>".as_bytes())];
    let mut bytes = document(&[("document", MAIN, &paragraph(&run("正文")))], &others);
    let entry = |bytes: &[u8], name: &str| {
        let name = name.as_bytes();
        let found = bytes.windows(name.len()).rposition(|window| window == name).unwrap();
        // Where the member begins stands right before its name in the directory.
        found - 4..found
    };
    let (first, twin) = (entry(&bytes, "word/document.xml"), entry(&bytes, "word/twin.xml"));
    bytes.copy_within(first, twin.start);
    let kept = kept("通知.docx", &bytes);
    assert_eq!(kept.unread[0].cause.code(), "overlapping");
    assert_eq!(kept.texts(), ["正文"]);
}

#[test]
fn a_document_is_read_as_what_it_is_whatever_it_is_called() {
    let bytes = document(&[("document", MAIN, &paragraph(&run("正文")))], &[]);
    let part = |name: &str, bytes: &[u8]| kept(name, bytes).parts.remove(0);
    for (name, misnamed) in [("通知.wps", false), ("通知.docx", false), ("名单.et", true)] {
        let part = part(name, &bytes);
        assert_eq!((part.format.code(), part.misnamed), ("docx", misnamed), "{name}");
    }
    let page = part("名单.xls", b"<html><table><tr><td>1</td></tr></table></html>");
    assert_eq!((page.format.code(), page.misnamed), ("html", true));
    let rich = part("通知.doc", b"{\\rtf1 text}");
    assert_eq!((rich.format.code(), rich.misnamed), ("rtf", true));
}

#[test]
fn text_that_programs_write_so_without_hiding_it_is_no_finding() {
    let styles = "<w:style w:styleId=\"h\"><w:pPr><w:shd w:val=\"clear\" w:fill=\"1F497D\"/></w:pPr><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:style>";
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let shape = "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:spPr><a:extLst><a14:hiddenLine><a:solidFill>\
        <a:srgbClr val=\"000000\"/></a:solidFill></a14:hiddenLine></a:extLst></wps:spPr><w:txbxContent><w:p><w:r><w:rPr>\
        <w:color w:val=\"000000\"/></w:rPr><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice></mc:AlternateContent></w:r>";
    let body = [
        format!("<w:p><w:pPr><w:pStyle w:val=\"h\"/></w:pPr>{}</w:p>", run("", "深色底的标题")),
        paragraph(&run("<w:webHidden/>", "目录的页码 3")),
        paragraph(&run("<w14:textOutline><w14:noFill/></w14:textOutline>", "没有描边")),
        paragraph(&run(
            "<w14:textOutline><w14:solidFill/></w14:textOutline><w14:textFill><w14:noFill/></w14:textFill>",
            "空心字",
        )),
        paragraph(shape),
    ];
    let parts = [("document", MAIN, body.concat()), ("styles", "styles", styles.to_owned())];
    let parts: Vec<(&str, &str, &str)> =
        parts.iter().map(|(name, kind, text)| (*name, *kind, text.as_str())).collect();
    let kept = kept("通知.docx", &document(&parts, &[]));
    assert!(kept.facts.is_empty(), "{:?}", kept.facts);
}

#[test]
fn the_colour_behind_text_is_that_of_where_it_stands() {
    let white = |text: &str| {
        format!("<w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:t>{text}</w:t></w:r>")
    };
    let shaded = "<w:tcPr><w:shd w:val=\"clear\" w:fill=\"1F4E79\"/></w:tcPr>";
    let nested =
        format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph(&white("表中表")));
    let body = [
        format!(
            "<w:tbl><w:tr><w:tc>{shaded}{}{nested}</w:tc></w:tr></w:tbl>",
            paragraph(&white("合计"))
        ),
        "<w:p><w:r><w:rPr><w:color w:val=\"1F4E79\"/></w:rPr><w:t>同一种蓝</w:t></w:r></w:p>"
            .to_owned(),
        paragraph(&white("白字")),
        format!(
            "<w:p><w:r><w:txbxContent>{}</w:txbxContent></w:r>{}</w:p>",
            paragraph(&white("框")),
            run("框后")
        ),
    ];
    let kept = kept("通知.docx", &document(&[("document", MAIN, &body.concat())], &[]));
    let hidden = kept.passages.iter().filter(|passage| passage.layer == Layer::Hidden);
    assert_eq!(hidden.map(|passage| &*passage.text).collect::<Vec<_>>(), ["白字"]);
}

#[test]
fn the_main_part_is_found_by_its_relationship_and_chunks_are_documents() {
    let types = b"<Types><Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let root = b"<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"word/d.xml\"/></Relationships>";
    let links = b"<Relationships><Relationship Id=\"c\" Type=\"x/aFChunk\" Target=\"c1.html\"/></Relationships>";
    let text = format!("<w:document>{}</w:document>", paragraph(&run("正文")));
    let bytes = package(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", root),
        ("word/_rels/d.xml.rels", links),
        ("word/d.xml", text.as_bytes()),
        ("word/c1.html", "<html><p>手机：13800138000</p></html>".as_bytes()),
    ]);
    let kept = kept("通知.docx", &bytes);
    assert_eq!(kept.texts(), ["正文", "手机：13800138000"]);
    assert!(kept.unread.is_empty(), "{:?}", kept.unread);
}

#[test]
fn an_object_that_names_a_formula_and_holds_a_document_is_read() {
    let inner = document(&[("document", MAIN, &paragraph(&run("里面的文件")))], &[]);
    let mut object = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in [("/Equation Native", b"x".as_slice()), ("/Package", &inner)] {
        object.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    object.flush().unwrap();
    let object = object.into_inner().into_inner();
    let others = [("word/embeddings/a.bin", object.as_slice())];
    let kept =
        kept("通知.docx", &document(&[("document", MAIN, &paragraph(&run("正文")))], &others));
    assert_eq!(kept.texts(), ["正文", "里面的文件"]);
}

#[test]
fn a_mere_formula_is_no_document() {
    let object = container("Equation Native", b"x");
    let others = [("word/embeddings/a.bin", object.as_slice())];
    let kept =
        kept("通知.docx", &document(&[("document", MAIN, &paragraph(&run("正文")))], &others));
    assert!(kept.facts.is_empty() && kept.unread.is_empty(), "{:?} {:?}", kept.facts, kept.unread);
}

#[test]
fn no_name_hides_a_text_or_a_document() {
    let inner = document(&[("document", MAIN, &paragraph(&run("里面的文件")))], &[]);
    let others = [
        ("word/fonts/a.txt", "手机：13800138000".as_bytes()),
        ("docProps/thumbnail.docx", inner.as_slice()),
    ];
    let kept =
        kept("通知.docx", &document(&[("document", MAIN, &paragraph(&run("正文")))], &others));
    assert!(kept.story.contains("residue: \"手机：13800138000\""), "{}", kept.story);
    assert_eq!(kept.texts(), ["正文", "里面的文件"]);
}

#[test]
fn a_paragraph_of_a_drawing_is_joined_across_its_runs() {
    let runs = ["110105", "19491231", "002X"].map(|text| format!("<a:r><a:t>{text}</a:t></a:r>"));
    let data = format!("<dgm:dataModel><a:p>{}</a:p></dgm:dataModel>", runs.concat());
    let others = [("word/diagrams/data1.xml", data.as_bytes())];
    let kept =
        kept("通知.docx", &document(&[("document", MAIN, &paragraph(&run("正文")))], &others));
    assert!(kept.story.contains("\"11010519491231002X\""), "{}", kept.story);
}

#[test]
fn what_hides_or_fills_one_place_does_not_reach_the_next() {
    let coloured = |colour: &str, text: &str| {
        paragraph(&format!(
            "<w:r><w:rPr><w:color w:val=\"{colour}\"/></w:rPr><w:t>{text}</w:t></w:r>"
        ))
    };
    let row = |properties: &str, text: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr><w:tc>{}</w:tc></w:tr>", paragraph(&run(text)))
    };
    let inner = format!("<w:tbl>{}</w:tbl>", row("", "内行"));
    let outer = format!(
        "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{inner}{}</w:tc></w:tr>",
        paragraph(&run("外行"))
    );
    let shape = "<w:p><w:r><w:drawing><wps:wsp><wps:spPr><a:solidFill><a:srgbClr val=\"FF0000\"/></a:solidFill></wps:spPr>\
        </wps:wsp></w:drawing></w:r></w:p>";
    let body = [
        format!("<w:tbl>{outer}{}</w:tbl>", row("", "见")),
        shape.to_owned(),
        coloured("FF0000", "红字"),
        coloured("FFFFFF", "白字"),
        paragraph(
            "<w:r><w:rPr><w:sz w:val=\"2\"/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:t>小字</w:t></w:r>",
        ),
    ];
    let kept = kept("通知.docx", &document(&[("document", MAIN, &body.concat())], &[]));
    let hidden = kept.passages.iter().filter(|passage| passage.layer == Layer::Hidden);
    let mut hidden: Vec<&str> = hidden.map(|passage| &*passage.text).collect();
    hidden.sort_unstable();
    assert_eq!(hidden, ["内行", "外行", "小字", "白字"]);
    assert_eq!(kept.texts(), ["见", "红字"]);
}

#[test]
fn characters_of_symbol_fonts_are_read_and_styles_are_those_of_the_main_part() {
    let links = b"<Relationships><Relationship Id=\"s\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    let hides = "<w:style w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style>";
    let symbols = "<w:r><w:t>尾号</w:t><w:sym w:char=\"F030\"/><w:sym w:char=\"0031\"/></w:r>";
    let body = format!(
        "<w:p>{symbols}</w:p><w:p><w:pPr><w:pStyle w:val=\"h\"/></w:pPr>{}</w:p>",
        run("藏")
    );
    let parts = [
        ("document", MAIN, body.as_str()),
        ("styles", "styles", hides),
        ("glossary/styles", "styles", ""),
    ];
    assert_snapshot!(story(&document(&parts, &[("word/_rels/document.xml.rels", links)])), @r#"
    body: ¶ 1 "尾号01"
    hidden: ¶ 2 "藏"
    residue: "document.xml.rels"
    residue: "x/styles"
    "#);
}

#[test]
fn a_nested_picture_does_not_double_the_box_around_it() {
    let inner = "<mc:AlternateContent><mc:Choice/><mc:Fallback/></mc:AlternateContent>";
    let boxed = format!("<w:txbxContent><w:p>{}{inner}</w:p></w:txbxContent>", run("框里"));
    let body = format!(
        "<w:p><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:p>"
    );
    assert_snapshot!(told(&body), @r#"text-box: "框里""#);
}
