//! Chinese text of the kind that offices publish, made up anew for every run and always the same.

/// Words of official prose.
const WORDS: &str = "人民政府 有关部门 应当 依照 规定 管理 单位 工作 行政 法律 责任 保密 审查 信息公开 公民 法人 其他组织 \
    主管部门 监督检查 申请 批准 登记 备案 实施 条例 办法 通知 意见 方案 会议 项目 资金 预算 采购 招标 合同 企业 \
    服务 安全 应急 数据 网络 系统 平台 运行 维护 人员 岗位 培训 考核 档案 保管 期限 负责 组织 协调 配合 落实 \
    推进 建设 发展 学生 教师 学院 评审 公示 名单 奖学金 资助 录取 考试 成绩 课程 专业 研究 成果 论文";
/// The commonest Hanzi, commonest first.
const HANZI: &str = "的一国在人了有中是年和大业不为发会工经上地市要个产这出行作生家以成到日民来我部对进多全建他公开们场展\
    时理新方主企资实学报制政济用同于法高长现本月定化加动合品重关机分力自外者区能设后就等体下万元社过前面农也得与\
    说之员而务利电文事可种总改三各好金第司其从平代当天水省提商十管内小技位目起海所立已通入量子问度北保心还科委都\
    术使明着次将增基名向门应里美由规今题记点计去强两些表系办教正条最达特革收二期并程厂如道际及西口京华任调性导组";

/// A generator of numbers that needs no seed from outside.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }
}

/// Paragraphs of at least `characters` in all, a blank line between two.
pub(crate) fn text(characters: usize) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let hanzi = hanzi();
    let mut numbers = Numbers(20_260);
    let mut text = String::new();
    let mut written = 0;
    while written < characters {
        let start = text.len();
        for _ in 0..numbers.below(40) + 4 {
            match numbers.below(24) {
                0..10 => text.push_str(words[numbers.below(words.len())]),
                10..20 => text.extend((0..3).map(|_| common(&hanzi, &mut numbers))),
                20 => text.push_str("第三十二条"),
                21 => text.push_str(&format!(
                    "{}年{}月",
                    2000 + numbers.below(40),
                    numbers.below(12) + 1
                )),
                22 => text.push_str(&format!(
                    "〔{}〕{}号",
                    2000 + numbers.below(40),
                    numbers.below(900) + 1
                )),
                _ => text.push('，'),
            }
        }
        text.push_str("。\n\n");
        written += text[start..].chars().count();
    }
    text
}

/// `count` different terms, of three to six characters.
pub(crate) fn terms(count: usize) -> Vec<String> {
    let hanzi = hanzi();
    let mut numbers = Numbers(7);
    let mut terms = std::collections::BTreeSet::new();
    while terms.len() < count {
        let length = 3 + numbers.below(4);
        terms.insert((0..length).map(|_| common(&hanzi, &mut numbers)).collect::<String>());
    }
    terms.into_iter().collect()
}

fn hanzi() -> Vec<char> {
    HANZI.chars().filter(|char| !char.is_whitespace()).collect()
}

/// A Hanzi, the commoner the likelier.
fn common(hanzi: &[char], numbers: &mut Numbers) -> char {
    let reach = numbers.below(hanzi.len()) + 1;
    hanzi[numbers.below(reach)]
}
