//! Content streams carried out (ISO 32000-2 §7.8.2, Annex A): what they paint goes onto a canvas.

use std::{collections::BTreeSet, rc::Rc};

use hayro_syntax::{
    content::{Instruction, UntypedIter},
    object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as Bytes},
    page::Resources,
};

use super::{
    face::{Faces, Known},
    file::{Budget, number, numbers, text},
    layers::Layers,
    paint,
    state::{Placed, State},
};
use crate::document::UnreadCause;
use crate::document::formats::page::{
    canvas::{Canvas, Clipped, Cover, CoverKind, Glyph, Picture},
    geometry::{Area, Matrix},
    path::Path,
};

/// Most operators that a document may have carried out.
const MOST_OPERATORS: u64 = 5_000_000;
/// Deepest that forms may paint each other, and that states may be kept.
const DEEPEST: usize = 20;
const MOST_STATES: usize = 512;
/// Put behind every stream: one that does not come to it is broken somewhere.
const END: &[u8] = b"\nEndOfContent\n";
/// Most glyphs on a page.
const MOST_GLYPHS: usize = 1_000_000;

/// A `Walker` carries out the streams of a document.
pub(super) struct Walker<'a, 'w> {
    faces: &'w Faces<'a>,
    layers: &'w Layers,
    budget: &'w Budget,
    operators: u64,
    /// The streams that were carried out.
    run: BTreeSet<(u32, i32)>,
    /// What stopped a stream, if something did.
    pub(super) trouble: Option<UnreadCause>,
}

/// Where a stream is carried out.
pub(super) struct Scene<'a> {
    pub(super) resources: Resources<'a>,
    pub(super) state: State<'a>,
    depth: usize,
    /// How many of the stretches of marked content that are open are on layers that are off.
    off: usize,
}

impl<'a> Scene<'a> {
    /// A fresh one.
    pub(super) fn new(resources: Resources<'a>, state: State<'a>) -> Self {
        Self { resources, state, depth: 0, off: 0 }
    }
}

impl<'a, 'w> Walker<'a, 'w> {
    pub(super) fn new(faces: &'w Faces<'a>, layers: &'w Layers, budget: &'w Budget) -> Self {
        Self { faces, layers, budget, operators: 0, run: BTreeSet::new(), trouble: None }
    }

    /// Carries out the stream `content`. Where it is broken so that the rest of it cannot be made
    /// out, that is kept as trouble.
    pub(super) fn run(&mut self, mut content: Vec<u8>, scene: Scene<'a>, canvas: &mut Canvas) {
        content.extend_from_slice(END);
        let mut run = Run {
            walker: self,
            canvas,
            kept: Vec::new(),
            marked: Vec::new(),
            path: Path::default(),
            clips: false,
            stencil: Vec::new(),
            scene,
        };
        let mut operators = UntypedIter::new(&content);
        while let Some(instruction) = operators.next() {
            let operator: &[u8] = instruction.operator;
            if operator == END.trim_ascii() || !run.walker.may_go_on() {
                return;
            }
            run.carry_out(&instruction);
        }
        self.trouble.get_or_insert(UnreadCause::Damaged);
    }

    /// Whether the object that `dict` describes is on a layer that is off.
    pub(super) fn is_off(&self, dict: &Dict<'_>) -> bool {
        self.layers.is_off(dict)
    }

    /// Whether the stream with this number was carried out.
    pub(super) fn has_run(&self, id: ObjectIdentifier) -> bool {
        self.run.contains(&(id.obj_number, id.gen_number))
    }

    /// The content of a stream that is carried out now; empty where it cannot be made out.
    pub(super) fn content(&mut self, stream: &Stream<'a>) -> Vec<u8> {
        let id = stream.obj_id();
        self.run.insert((id.obj_number, id.gen_number));
        match self.budget.decode(stream) {
            Ok(content) => content.unwrap_or_default(),
            Err(cause) => {
                self.trouble.get_or_insert(cause);
                Vec::new()
            }
        }
    }

    fn may_go_on(&mut self) -> bool {
        self.operators += 1;
        if self.operators > MOST_OPERATORS {
            self.trouble.get_or_insert(UnreadCause::TooIntricate);
            return false;
        }
        true
    }

    /// Carries out a form (§8.10): a stream with a matrix and resources of its own.
    pub(super) fn form(&mut self, form: &Stream<'a>, mut scene: Scene<'a>, canvas: &mut Canvas) {
        if scene.depth >= DEEPEST {
            self.trouble.get_or_insert(UnreadCause::TooDeep { limit: DEEPEST });
            return;
        }
        let content = self.content(form);
        let dict = form.dict();
        if self.layers.is_off(dict) {
            scene.off += 1;
        }
        let matrix = numbers(dict, "Matrix").map_or(Matrix::IDENTITY, Matrix);
        scene.state.ctm = matrix.then(scene.state.ctm);
        if let Some([x0, y0, x1, y1]) = numbers(dict, "BBox") {
            let bounds = Area::around(&[(x0, y0), (x1, y1)]);
            scene.state.clip = scene.state.clip.within(scene.state.ctm.area(bounds));
        }
        if let Some(resources) = dict.get::<Dict<'a>>("Resources") {
            scene.resources = Resources::new(resources);
        }
        scene.depth += 1;
        // Painting a form costs more than one operator.
        self.operators += 20;
        self.run(content, scene, canvas);
    }
}

/// One stream that is being carried out.
struct Run<'a, 'w, 'r> {
    walker: &'r mut Walker<'a, 'w>,
    canvas: &'r mut Canvas,
    scene: Scene<'a>,
    kept: Vec<State<'a>>,
    /// For each stretch of marked content that is open, whether it is on a layer that is off.
    marked: Vec<bool>,
    path: Path,
    /// The path that is being made clips what follows.
    clips: bool,
    /// Glyphs that clip what follows: it paints them.
    stencil: Vec<usize>,
}

impl<'a> Run<'a, '_, '_> {
    fn carry_out(&mut self, instruction: &Instruction<'_, '_>) {
        let operands = Operands::of(instruction);
        let operator: &[u8] = instruction.operator;
        match operator {
            b"q" if self.kept.len() < MOST_STATES => self.kept.push(self.scene.state.clone()),
            b"q" => {
                let cause = UnreadCause::TooDeep { limit: MOST_STATES };
                self.walker.trouble.get_or_insert(cause);
            }
            b"Q" => {
                self.stencil.clear();
                if let Some(state) = self.kept.pop() {
                    self.scene.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = operands.numbers() {
                    self.scene.state.ctm = Matrix(matrix).then(self.scene.state.ctm);
                }
            }
            b"w" => self.scene.state.line_width = operands.number(0).unwrap_or(1.0),
            b"d" => {
                self.scene.state.dashed =
                    operands.array(0).is_some_and(|dashes| dashes.raw_iter().next().is_some());
            }
            b"gs" => self.graphics_state(&operands),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => {
                self.path.add(operator, &operands.all(), self.scene.state.ctm);
            }
            b"S" | b"s" => self.stroke(),
            b"f" | b"F" | b"f*" => self.fill(operator.ends_with(b"*")),
            b"B" | b"B*" | b"b" | b"b*" => {
                self.fill_only(operator.ends_with(b"*"));
                self.stroke();
            }
            b"n" => self.end_path(),
            b"W" | b"W*" => self.clips = true,
            b"sh" => self.shade(),
            b"Do" => self.paint_object(&operands),
            b"BI" => {
                if let Some(Object::Stream(stream)) = operands.object(0) {
                    self.picture(stream.dict(), "W", "H", "IM");
                }
            }
            b"BMC" => self.marked.push(false),
            b"BDC" => self.begin_marked(&operands),
            b"EMC" => {
                if self.marked.pop() == Some(true) {
                    self.scene.off = self.scene.off.saturating_sub(1);
                }
            }
            b"g" | b"rg" | b"k" | b"cs" | b"sc" | b"scn" => {
                let state = &mut self.scene.state.fill;
                paint::set(state, operator, &operands, &self.scene.resources);
            }
            b"G" | b"RG" | b"K" | b"CS" | b"SC" | b"SCN" => {
                let state = &mut self.scene.state.stroke;
                paint::set(state, &operator.to_ascii_lowercase(), &operands, &self.scene.resources);
            }
            _ => self.text(operator, &operands),
        }
    }

    /// The operators of text (§9.3, §9.4).
    fn text(&mut self, operator: &[u8], operands: &Operands<'_, '_>) {
        let state = &mut self.scene.state;
        let number = |at: usize| operands.number(at).unwrap_or(0.0);
        match operator {
            b"BT" => state.set_line(Matrix::IDENTITY),
            b"Tc" => state.text.between = number(0),
            b"Tw" => state.text.between_words = number(0),
            b"Tz" => state.text.stretch = number(0) / 100.0,
            b"TL" => state.text.leading = number(0),
            b"Ts" => state.text.rise = number(0),
            b"Tr" => state.text.mode = number(0),
            b"Tf" => {
                let font = operands.name(0).and_then(|name| self.scene.resources.get_font(name));
                state.text.size = number(1);
                state.text.face = font.map(|font| self.walker.faces.face(&font));
            }
            b"Td" => state.next_line(number(0), number(1)),
            b"TD" => {
                state.text.leading = -number(1);
                state.next_line(number(0), number(1));
            }
            b"Tm" => {
                if let Some(matrix) = operands.numbers() {
                    state.set_line(Matrix(matrix));
                }
            }
            b"T*" => state.next_line(0.0, -state.text.leading),
            b"Tj" => self.show(operands.object(0)),
            b"'" => {
                state.next_line(0.0, -state.text.leading);
                self.show(operands.object(0));
            }
            b"\"" => {
                state.text.between_words = number(0);
                state.text.between = number(1);
                state.next_line(0.0, -state.text.leading);
                self.show(operands.object(2));
            }
            b"TJ" => {
                let Some(parts) = operands.array(0) else { return };
                for part in parts.iter::<Object<'_>>() {
                    match &part {
                        Object::Number(number) => self.scene.state.shift(number.as_f64()),
                        part => self.show(Some(part)),
                    }
                }
            }
            _ => {}
        }
    }

    fn show(&mut self, shown: Option<&Object<'_>>) {
        let Some(Object::String(shown)) = shown else { return };
        // Without a font its codes are all there is.
        let known = self.scene.state.text.face.clone();
        let face = known.unwrap_or_else(|| self.walker.faces.face(&Dict::default()));
        let number = self.canvas.next();
        let mut bytes = shown.as_bytes();
        while !bytes.is_empty() {
            let (code, length) = face.code(bytes);
            let (taken, rest) = bytes.split_at(length.min(bytes.len()));
            bytes = rest;
            self.glyph(&face, code, taken == b" ", number);
        }
    }

    fn glyph(&mut self, face: &Rc<Known<'a>>, code: u32, blank: bool, number: u32) {
        if self.canvas.glyphs.len() >= MOST_GLYPHS {
            self.walker.trouble.get_or_insert(UnreadCause::TooIntricate);
            return;
        }
        let sign = face.sign(code);
        let state = &mut self.scene.state;
        let placed = state.place(&sign, face.is_vertical());
        state.advance(&sign, face.is_vertical(), blank);
        let text = &state.text;
        if text.mode == 7.0 {
            self.stencil.push(self.canvas.glyphs.len());
            // What is painted from now on shows through the letters only.
            state.masked = true;
        }
        let paint = if text.mode == 1.0 || text.mode == 5.0 { &state.stroke } else { &state.fill };
        self.canvas.glyphs.push(Glyph {
            saying: sign.saying.clone(),
            area: placed.area,
            start: placed.start,
            direction: placed.direction,
            advance: placed.advance,
            em: placed.em,
            colour: paint.colour,
            opacity: paint.opacity,
            unpainted: text.mode == 3.0 || text.mode == 7.0,
            off: self.scene.off > 0,
            clipped: clipped(state.clip, &placed),
            number,
        });
    }

    fn graphics_state(&mut self, operands: &Operands<'_, '_>) {
        let Some(dict) =
            operands.name(0).and_then(|name| self.scene.resources.get_ext_g_state(name))
        else {
            return;
        };
        let state = &mut self.scene.state;
        if let Some(opacity) = number(&dict, "ca") {
            state.fill.opacity = opacity as f32;
        }
        if let Some(opacity) = number(&dict, "CA") {
            state.stroke.opacity = opacity as f32;
        }
        if let Some(width) = number(&dict, "LW") {
            state.line_width = width;
        }
        match dict.get::<Object<'a>>("BM") {
            Some(Object::Name(mode)) => state.blends = is_blend(&mode),
            Some(Object::Array(modes)) => {
                state.blends = modes.iter::<Name<'a>>().next().is_some_and(|mode| is_blend(&mode));
            }
            _ => {}
        }
        match dict.get::<Object<'a>>("SMask") {
            Some(Object::Dict(_)) => state.masked = true,
            Some(Object::Name(_)) => state.masked = false,
            _ => {}
        }
        if let Some(font) = dict.get::<Array<'a>>("Font") {
            let mut parts = font.flex_iter();
            if let (Some(font), Some(size)) = (parts.next::<Dict<'a>>(), parts.next::<f64>()) {
                state.text.face = Some(self.walker.faces.face(&font));
                state.text.size = size;
            }
        }
    }

    /// Something is painted: through letters, if they clip it.
    fn paint_stencil(&mut self) {
        for index in self.stencil.drain(..) {
            if let Some(glyph) = self.canvas.glyphs.get_mut(index) {
                glyph.unpainted = false;
                glyph.colour = None;
            }
        }
    }

    fn fill(&mut self, even_odd: bool) {
        self.fill_only(even_odd);
        self.end_path();
    }

    fn fill_only(&mut self, even_odd: bool) {
        self.paint_stencil();
        let state = &self.scene.state;
        if self.scene.off > 0 || self.path.is_empty() {
            return;
        }
        let boxes = self.path.areas(even_odd);
        if !state.is_opaque(&state.fill) || boxes.is_empty() {
            let area = self.path.bounds().within(state.clip);
            if !area.is_empty() {
                self.canvas.veil(area);
            }
            return;
        }
        for area in boxes {
            let area = area.within(state.clip);
            if !area.is_empty() {
                self.canvas.paint(area, state.fill.colour);
            }
        }
    }

    fn stroke(&mut self) {
        let state = &self.scene.state;
        if self.scene.off == 0 && state.is_opaque(&state.stroke) && !state.dashed {
            let width = state.line_width * state.ctm.scale();
            for area in self.path.lines(width) {
                let area = area.within(state.clip);
                if !area.is_empty() {
                    self.canvas.paint(area, state.stroke.colour);
                }
            }
        }
        self.end_path();
    }

    fn end_path(&mut self) {
        if std::mem::take(&mut self.clips) {
            self.scene.state.clip = self.scene.state.clip.within(self.path.bounds());
        }
        self.path.clear();
    }

    fn shade(&mut self) {
        self.paint_stencil();
        let state = &self.scene.state;
        if self.scene.off == 0 && state.is_opaque(&state.fill) {
            let number = self.canvas.next();
            let kind = CoverKind::Picture;
            self.canvas.covers.push(Cover { area: state.clip, colour: None, kind, number });
        }
    }

    fn paint_object(&mut self, operands: &Operands<'_, '_>) {
        let object = operands.name(0).and_then(|name| self.scene.resources.get_x_object(name));
        let Some(object) = object else { return };
        let dict = object.dict();
        match dict.get::<Name<'a>>("Subtype").as_deref() {
            Some(b"Image") => {
                if !self.walker.layers.is_off(dict) {
                    self.picture(dict, "Width", "Height", "ImageMask");
                }
            }
            _ => {
                let scene = Scene {
                    resources: self.scene.resources.clone(),
                    state: self.scene.state.clone(),
                    depth: self.scene.depth,
                    off: self.scene.off,
                };
                self.walker.form(&object, scene, self.canvas);
            }
        }
    }

    /// A picture fills the unit square (§8.9.5).
    fn picture(&mut self, dict: &Dict<'_>, width: &str, height: &str, mask: &str) {
        if self.scene.off > 0 {
            return;
        }
        self.paint_stencil();
        let state = &self.scene.state;
        let area = state.ctm.area(Area::new(0.0, 0.0, 1.0, 1.0)).within(state.clip);
        let side = |key: &str| number(dict, key).unwrap_or(0.0).clamp(0.0, 1e6) as usize;
        let (width, height) = (side(width), side(height));
        let number = self.canvas.next();
        let is_mask = dict.get::<bool>(mask).unwrap_or(false);
        let open = dict.contains_key("SMask") || dict.contains_key("Mask");
        // A stencil of next to no points is a box.
        let solid = is_mask && width.saturating_mul(height) <= 4;
        if state.is_opaque(&state.fill) && !open && (!is_mask || solid) && !area.is_empty() {
            let colour = if solid { state.fill.colour } else { None };
            self.canvas.covers.push(Cover { area, colour, kind: CoverKind::Picture, number });
        } else if !area.is_empty() {
            self.canvas.veil(area);
        }
        if !solid {
            self.canvas.pictures.push(Picture { area, width, height });
        }
    }

    fn begin_marked(&mut self, operands: &Operands<'_, '_>) {
        let properties = match operands.object(1) {
            Some(Object::Name(name)) => self.scene.resources.properties.get::<Dict<'a>>(name),
            _ => None,
        };
        let is_layer = operands.name(0).is_some_and(|name| name.as_ref() == b"OC");
        let off = is_layer
            && properties.as_ref().is_some_and(|group| self.walker.layers.is_group_off(group));
        self.scene.off += usize::from(off);
        self.marked.push(off);
        let mut label = |dict: &Dict<'_>| {
            for key in ["ActualText", "Alt", "E"] {
                if let Some(value) = dict.get::<Bytes<'_>>(key) {
                    self.canvas.labels.push(text(value.as_bytes()));
                }
            }
        };
        match (operands.object(1), &properties) {
            (Some(Object::Dict(dict)), _) => label(dict),
            (_, Some(dict)) => label(dict),
            _ => {}
        }
    }
}

/// Whether a glyph lies outside of the box that may be painted.
fn clipped(clip: Area, placed: &Placed) -> Clipped {
    /// How far what is too long for its cell reaches, in ems.
    const BESIDE: f64 = 2.0;
    let middle = placed.area.middle();
    let slack = BESIDE * placed.em;
    let near =
        Area::new(clip.left - slack, clip.bottom - slack, clip.right + slack, clip.top + slack);
    match clip.holds(middle) {
        true => Clipped::No,
        false if !clip.is_empty() && near.holds(middle) => Clipped::Beside,
        false => Clipped::Outside,
    }
}

fn is_blend(mode: &Name<'_>) -> bool {
    !matches!(mode.as_ref(), b"Normal" | b"Compatible")
}

/// The `Operands` of an operator.
pub(super) struct Operands<'b, 'c>(Vec<&'b Object<'c>>);

impl<'b, 'c> Operands<'b, 'c> {
    fn of(instruction: &Instruction<'b, 'c>) -> Self {
        Self(instruction.operands().collect())
    }

    fn object(&self, at: usize) -> Option<&'b Object<'c>> {
        self.0.get(at).copied()
    }

    pub(super) fn number(&self, at: usize) -> Option<f64> {
        match self.0.get(at)? {
            Object::Number(number) => Some(number.as_f64()),
            _ => None,
        }
    }

    /// All that are numbers.
    pub(super) fn all(&self) -> Vec<f64> {
        (0..self.0.len()).filter_map(|at| self.number(at)).collect()
    }

    fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        self.all().try_into().ok()
    }

    pub(super) fn name(&self, at: usize) -> Option<&'b Name<'c>> {
        match self.0.get(at)? {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The last of them, if it is a name.
    pub(super) fn last_name(&self) -> Option<&'b Name<'c>> {
        self.name(self.0.len().checked_sub(1)?)
    }

    fn array(&self, at: usize) -> Option<&'b Array<'c>> {
        match self.0.get(at)? {
            Object::Array(array) => Some(array),
            _ => None,
        }
    }
}
