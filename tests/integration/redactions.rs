//! Redactions that do not redact, and what only looks like one.

use mishen::document::{ConcealedKind, Layer};

use crate::{
    kept::kept,
    pdf::{Paper, hanzi, hex, stream},
};

/// The text that is to be hidden: it lies between 100,695 and 220,716.
const NAME: &str = "张三的证件号";

fn text() -> String {
    hanzi(100, 700, NAME)
}

/// Whether the reader says that the text is hidden, and whether it tells it to readers.
fn is_covered(paper: &Paper) -> bool {
    let kept = kept("公示.pdf", &paper.bytes());
    let fact = kept.facts.iter().any(|fact| {
        matches!(fact.kind, ConcealedKind::CoveredText | ConcealedKind::HiddenText)
            && fact.at.page == Some(1)
    });
    let told = kept.passages.iter().any(|passage| {
        matches!(passage.layer, Layer::Covered | Layer::Hidden) && passage.text.contains(NAME)
    });
    let seen = kept
        .passages
        .iter()
        .any(|passage| passage.layer == Layer::Body && passage.text.contains(NAME));
    assert!(told || seen, "lost: {}", kept.story);
    assert_eq!(told, fact, "{}", kept.story);
    told && !seen
}

fn painted(over: &str) -> Paper {
    Paper::page(&(text() + over))
}

fn annotated(annotation: &str) -> Paper {
    Paper::new().with_page(&text(), &format!("/Annots[{annotation}]"))
}

/// A picture of two by two pixels, and a form that paints a black box.
fn with_objects(paper: Paper) -> Paper {
    paper
        .object(
            90,
            &stream(
                "/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray",
                "xxxx",
            ),
        )
        .object(91, &stream("/Subtype/Form/BBox[0 0 600 800]", "0 g 95 690 140 30 re f"))
}

#[test]
fn text_under_something_opaque_is_covered_however_that_is_painted() {
    let stripes: String = (0..30).map(|line| format!("95 {} 140 1 re f ", 692 + line)).collect();
    let scrawl = "15 w 0 G 95 703 m 120 707 l 150 704 l 190 708 l 225 705 l S";
    let quad = "/QuadPoints[95 720 235 720 95 690 235 690]/Rect[95 690 235 720]";
    let form = "/Rect[95 690 235 720]/AP<</N 93 0 R>>";
    let cases = [
        ("black box", painted("0 g 95 690 140 30 re f")),
        ("white box", painted("1 g 95 690 140 30 re f")),
        ("box that is stroked too", painted("0 g 95 690 140 30 re B")),
        ("even-odd", painted("0 g 95 690 140 30 re f*")),
        ("polygon", painted("0 g 95 690 m 235 690 l 240 705 l 235 720 l 95 720 l h f")),
        ("thick line", painted("0 G 30 w 95 705 m 235 705 l S")),
        ("stroke of a marker", painted(scrawl)),
        ("stripes", painted(&stripes)),
        ("picture", with_objects(painted("q 140 0 0 30 95 690 cm /P Do Q"))),
        ("inline picture", painted("q 140 0 0 30 95 690 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q")),
        ("stencil", painted("0 g q 140 0 0 30 95 690 cm BI /W 1 /H 1 /IM true ID x EI Q")),
        ("form", with_objects(painted("/F Do"))),
        ("box of cmyk", painted("0 0 0 1 k 95 690 140 30 re f")),
        ("turned page", painted("q 0 1 -1 0 0 0 cm 690 -235 30 140 re f Q")),
        (
            "square without an appearance",
            annotated("<</Subtype/Square/IC[0 0 0]/Rect[95 690 235 720]>>"),
        ),
        (
            "square with one",
            annotated(&format!("<</Subtype/Square{form}>>"))
                .object(93, &stream("/Subtype/Form/BBox[0 0 140 30]", "0 g 0 0 140 30 re f")),
        ),
        (
            "stamp",
            annotated(&format!("<</Subtype/Stamp{form}>>"))
                .object(93, &stream("/Subtype/Form/BBox[0 0 14 3]", "1 g 0 0 14 3 re f")),
        ),
        ("redaction not carried out", annotated(&format!("<</Subtype/Redact{quad}>>"))),
        ("dark highlight", annotated(&format!("<</Subtype/Highlight/C[0 0 0]{quad}>>"))),
        (
            "free text on a ground",
            annotated("<</Subtype/FreeText/C[1 1 1]/Contents()/Rect[95 690 235 720]>>"),
        ),
        (
            "ink",
            annotated(
                "<</Subtype/Ink/C[0 0 0]/BS<</W 30>>/InkList[[95 704 150 706 235 705]]/Rect[95 690 235 720]>>",
            ),
        ),
        (
            "line",
            annotated(
                "<</Subtype/Line/C[0 0 0]/BS<</W 30>>/L[95 705 235 705]/Rect[95 690 235 720]>>",
            ),
        ),
        ("white on white", Paper::page(&format!("1 g {}", text()))),
        ("black on black", Paper::page(&format!("0 g 95 690 140 30 re f {}", text()))),
        ("grey on the same grey", Paper::page(&format!("0.5 g 95 690 140 30 re f {}", text()))),
        ("outside of the crop box", Paper::new().with_page(&text(), "/CropBox[0 0 600 600]")),
    ];
    let missed: Vec<&str> =
        cases.iter().filter(|(_, paper)| !is_covered(paper)).map(|(name, _)| *name).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn text_that_can_be_seen_is_not_covered() {
    let quad = "/QuadPoints[95 720 235 720 95 690 235 690]/Rect[95 690 235 720]";
    let frames = "95 690 140 30 re 97 692 136 26 re f*";
    let cases = [
        ("ground beneath", Paper::page(&format!("0.9 g 95 690 140 30 re f 0 g {}", text()))),
        ("dark ground beneath", Paper::page(&format!("0 g 95 690 140 30 re f 1 g {}", text()))),
        ("translucent", painted("q /Half gs 0 g 95 690 140 30 re f Q")),
        ("underlined", painted("0 G 1 w 95 697 m 235 697 l S")),
        ("struck through", painted("0 G 1 w 95 707 m 235 707 l S")),
        ("framed", painted("0 G 1 w 95 690 140 30 re S")),
        ("framed by two boxes", painted(frames)),
        ("frame and its hole the other way round", painted("95 690 140 30 re 97 718 136 -26 re f")),
        (
            "ruled table",
            painted("0 G 0.5 w 95 690 m 235 690 l S 95 720 m 235 720 l S 95 690 m 95 720 l S"),
        ),
        ("yellow highlight", annotated(&format!("<</Subtype/Highlight/C[1 1 0]{quad}>>"))),
        ("link", annotated("<</Subtype/Link/Rect[95 690 235 720]/Border[0 0 1]>>")),
        ("box beside it", painted("0 g 300 690 140 30 re f")),
        ("picture with a mask", with_objects(painted("")).object(94, "<<>>")),
        (
            "white on a picture",
            with_objects(Paper::page(&format!("q 600 0 0 100 0 680 cm /P Do Q 1 g {}", text()))),
        ),
        (
            "white on a translucent ground",
            Paper::page(&format!("q /Half gs 0 g 95 690 140 30 re f Q 1 g {}", text())),
        ),
        ("clipped box", painted("q 0 0 50 50 re W n 0 g 95 690 140 30 re f Q")),
        (
            "letters that clip what is painted",
            Paper::page(&format!(
                "q BT 7 Tr /H 20 Tf 100 700 Td <{}> Tj ET 0 g 0 0 600 800 re f Q",
                hex(NAME)
            )),
        ),
    ];
    let wrong: Vec<&str> =
        cases.iter().filter(|(_, paper)| is_covered(paper)).map(|(name, _)| *name).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
