//! The words that addresses are made of.

use std::{collections::HashMap, sync::LazyLock};

use super::token::Level;

/// `Words` finds the longest of its words at the start of a text.
pub(super) struct Words {
    /// Words by their first character, longest first.
    by_first: HashMap<char, Vec<(&'static str, Level)>>,
}

/// What ends a name, by its level.
pub(super) static SUFFIXES: LazyLock<Words> = LazyLock::new(|| Words::of(SUFFIX_ROWS));
/// What stands behind a number, by its level.
pub(super) static COUNTERS: LazyLock<Words> = LazyLock::new(|| Words::of(COUNTER_ROWS));
/// Suffixes that are called as estates are.
pub(super) static ESTATE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let doors = SUFFIX_ROWS.iter().filter(|(level, _)| *level == Level::Door);
    doors.flat_map(|(_, words)| words.split(' ')).collect()
});

const SUFFIX_ROWS: &[(Level, &str)] = &[
    (
        Level::Town,
        "镇 乡 街道 街道办 街道办事处 苏木 民族乡 农场 林场 牧场 渔场 开发区 高新区 新区 工业园 工业区 产业园 园区 \
         管理区 度假区 示范区 团场",
    ),
    (Level::Village, "村 社区 居委会 村委会 自然村 嘎查 屯 寨 行政村 新村 城中村"),
    (
        Level::Road,
        "路 大路 马路 公路 支路 辅路 街 大街 老街 横街 正街 后街 大道 巷 弄 胡同 里 道 条 坊",
    ),
    (
        Level::Door,
        "小区 住宅区 花园 花苑 家园 嘉园 公寓 新苑 名苑 雅苑 佳苑 苑 家属院 家属区 家属楼 职工楼 大院 宿舍 宿舍楼 宿舍区 \
         山庄 别墅 华庭 公馆 名邸 名都 花城 豪园 名园 一期 二期 三期 四期 五期 区",
    ),
];

const COUNTER_ROWS: &[(Level, &str)] = &[
    (Level::Village, "村"),
    (Level::Road, "弄 巷"),
    (Level::Group, "组 小组 村民小组 队 社"),
    (Level::Door, "号 号院 排 段 片 期 区 组团 附 连"),
    (Level::Building, "号楼 幢 栋 栋楼 座 楼 斋 # #楼 舍"),
    (Level::Unit, "号门 层 单元 门 梯"),
    (Level::Room, "号房 号室 室 房 户"),
];

/// Suffixes that are one in front of a number only: 里 and 条 are words of every text.
pub(super) const BEFORE_NUMBER: &[&str] = &["里", "道", "条", "区"];
/// Counters that may follow a number in Hanzi: nobody writes 三室 for a door.
pub(super) static HANZI_COUNTERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    split(
        "组 小组 村民小组 社 队 号 号院 号楼 幢 栋 单元 层 楼 期 区 村 舍 巷 \
         弄 门",
    )
});
/// Counters of the groups of a village.
pub(super) const GROUPS: &[&str] = &["组", "小组", "村民小组", "队", "社", "连"];
/// Numbers may follow these without a counter.
pub(super) const YARDS: &[&str] = &["号院", "弄"];
/// Roads whose name is that of a city or county and a direction: 北京西路.
pub(super) const ROADS: &[&str] = &["路", "大路", "街", "大街", "大道", "道"];

/// Characters that no name of a place has.
pub(super) const STOPS: &str = "的了在住个我你他她把被对到从址系为或等及其这那该也就请并";
/// Words in front of an address that are not part of its first name.
pub(super) static LEADS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    split(
        "位于 坐落于 居于 座落于 家庭地址 地址 籍贯 户籍 户口 现居 原籍 寄往 邮寄 \
         送达 老家 搬至 迁至 暂居 租房 家 现 人",
    )
});
/// Words in or behind an address that make it an office's.
pub(super) static OFFICES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    split(
        "大学 学院 校区 医院 大厦 广场 写字楼 办公 行政楼 教学楼 实验楼 科研楼 \
         综合楼 图书馆 体育馆 会议 中心 公司 银行 政府 委员会 科技园 产业园 工业园 \
         创业园 软件园 孵化 酒店 宾馆 饭店 商场 市场 档案 法院 检察院 派出所 研究 \
         学校 中学 小学 幼儿园 车站 收发室 传达室 门卫 大厅 服务站 服务点 卫生 \
         事务所 旧址 故居 纪念馆 博物馆 厂 局 厅 报告厅 投票 考点 党群 礼堂 商铺 \
         门面 超市 药店 饭馆 餐厅 出版社 杂志社 编辑部 活动室 信箱 法庭 食堂 \
         国际大",
    )
});
/// Words directly in front of an address that make it an office's.
pub(super) static COMPANIES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    split(
        "公司 大学 学院 医院 中心 集团 厂 局 处 事务所 委员会 政府 银行 学校 \
         中学 小学 站 研究院 研究所 编辑部 酒店 宾馆",
    )
});
/// Words in an address that make it a home's, whatever else it says.
pub(super) static HOMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    split("家属 宿舍 教工 教职工 职工楼 住宅 学生公寓 小区 花园 家园 花苑 新村 单元")
});
/// Units behind a number that is no room's.
pub(super) const UNITS: &str = "年月日时分元人个万米.%届级名次件平";

/// Whether numbers in Hanzi are written with `char`.
pub(super) fn is_numeral(char: char) -> bool {
    const NUMERALS: &str = "零〇一二三四五六七八九十百甲乙丙丁";
    NUMERALS.contains(char)
}

fn split(words: &'static str) -> Vec<&'static str> {
    words.split_ascii_whitespace().collect()
}

impl Words {
    fn of(rows: &[(Level, &'static str)]) -> Self {
        let mut by_first: HashMap<char, Vec<(&'static str, Level)>> = HashMap::new();
        for (level, words) in rows {
            for word in words.split_ascii_whitespace() {
                let first = word.chars().next().unwrap_or_default();
                let words = by_first.entry(first).or_default();
                let at = words.partition_point(|(known, _)| known.len() >= word.len());
                words.insert(at, (word, *level));
            }
        }
        Self { by_first }
    }

    /// The longest word at the start of `text`, and its level.
    pub(super) fn at_start(&self, text: &str) -> Option<(&'static str, Level)> {
        let words = self.by_first.get(&text.chars().next()?)?;
        words.iter().copied().find(|(word, _)| text.starts_with(word))
    }

    /// Whether `word` is one of them.
    pub(super) fn has(&self, word: &str) -> bool {
        self.at_start(word).is_some_and(|(longest, _)| longest == word)
    }

    /// Whether any of them begins with `char`.
    pub(super) fn begin_with(&self, char: char) -> bool {
        self.by_first.contains_key(&char)
    }
}
