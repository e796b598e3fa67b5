//! Postal addresses: the ways in which people write them, and the look-alikes measured in the field.

use std::fs;

use mishen::{
    rules::RuleSet,
    text::Folded,
    validators::{Address, Gazetteer, Proof, addresses, lines_with_addresses},
};
use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

/// What is found in a text, with the text of each address.
fn found(set: &RuleSet, text: &str) -> Vec<(Address, String)> {
    let folded = Folded::plain(text);
    let found = addresses(folded.text(), set.gazetteer());
    let written = |address: &Address| folded.original(address.span).of(text).to_owned();
    found.iter().map(|address| (*address, written(address))).collect()
}

/// Finds one address in each of `texts`, where it stands in ⟦ ⟧, and nothing else.
fn each_is(texts: &[&str], proof: Proof, home: bool) {
    let set = built_in();
    for marked in texts {
        let text = marked.replace(['⟦', '⟧'], "");
        let inside = marked.split(['⟦', '⟧']).nth(1).unwrap();
        let found: Vec<_> = found(&set, &text)
            .into_iter()
            .map(|(address, written)| (written, address.proof, address.home))
            .collect();
        assert_eq!(found, [(inside.to_owned(), proof, home)], "{text}");
        let folded = Folded::plain(&text);
        let likely = lines_with_addresses(folded.text(), folded.digits()).count();
        assert_eq!(likely, 1, "{text}");
    }
}

fn built_in() -> RuleSet {
    RuleSet::load(&[], &[]).unwrap()
}

#[test]
fn a_home_is_found_in_town_however_it_is_written() {
    each_is(
        &[
            "⟦浙江省杭州市西湖区文三路100号3幢2单元501室⟧",
            "张三，现住⟦浙江杭州西湖区翠苑五区12幢501⟧。",
            "家庭住址：⟦杭州市余杭区五常街道联胜路8号文鼎苑3-2-501⟧",
            "⟦浙江省 杭州市 西湖区 文三路１００号３幢２单元５０１室⟧",
            "寄往⟦江苏南京玄武区珠江路222号5幢乙单元304室⟧，张三收",
            "⟦上海市浦东新区张江镇碧波路500弄12号301室⟧",
            "⟦上海市徐汇区田林十二村35号401室⟧",
            "⟦北京市海淀区中关村大街27号院3号楼5单元101⟧",
            "⟦北京市朝阳区望京西园四区411楼1002室⟧",
            "⟦天津市河西区体院北环湖里15门402⟧",
            "⟦重庆市渝北区龙溪街道红锦大道3号12幢8-3⟧",
            "⟦武汉市武昌区八一路299号枫园三舍402⟧",
            "⟦成都市双流区东升街道棠湖南路一段66号3栋1单元1602⟧",
            "⟦广东省广州市天河区五山路381号西住宅区12栋503房⟧",
            "⟦广东深圳市南山区粤海街道科苑花园5栋B座1203⟧",
            "⟦福建福州市鼓楼区杨桥东路12号凯旋花园3座1508单元⟧",
            "⟦福建省厦门市思明区厦大西村12号楼302⟧",
            "⟦广西南宁市西乡塘区大学东路188号教工小区8栋2单元502⟧",
        ],
        Proof::Checked,
        true,
    );
}

#[test]
fn a_home_is_found_in_a_village_by_its_door_or_its_group() {
    each_is(
        &[
            "⟦江西省赣州市于都县罗坳镇大桥村下坝组12号⟧",
            "户籍在⟦江西省九江市修水县义宁镇任家铺村7组⟧",
            "⟦湖南省怀化市溆浦县卢峰镇桔花园社区5组18号⟧",
            "⟦湖北省恩施土家族苗族自治州利川市汪营镇双庙村8组12号⟧",
            "⟦湖北省黄冈市麻城市龟山镇熊家铺村六组⟧",
            "⟦四川省凉山彝族自治州昭觉县四开乡洒瓦洛且博村2组⟧",
            "⟦贵州省黔东南苗族侗族自治州从江县丙妹镇大歹村3组21号⟧",
            "⟦云南省昭通市镇雄县泼机镇茶木村民委员会大水井村民小组15号⟧",
            "⟦广西壮族自治区百色市凌云县泗城镇后龙村陇署屯12号⟧",
            "⟦安徽省六安市金寨县梅山镇马店村龙井组⟧",
            "⟦内蒙古自治区锡林郭勒盟正蓝旗上都镇侍郎城嘎查12号⟧",
            "⟦江西省贛州市于都縣羅坳鎮大橋村3組12號⟧",
        ],
        Proof::Checked,
        true,
    );
}

#[test]
fn a_road_and_a_number_may_be_anybodys() {
    each_is(
        &["⟦江苏省南京市鼓楼区中山北路45号⟧", "⟦湖南邵阳隆回县桃花坪镇建设路35号⟧"],
        Proof::Shaped,
        false,
    );
}

#[test]
fn an_office_proves_nothing() {
    each_is(
        &[
            "⟦浙江省杭州市西湖区大学路1号⟧某某大学",
            "⟦杭州市西湖区文三路100号某某大厦12楼1201室⟧",
            "某某科技有限公司，⟦上海市浦东新区张江镇碧波路500号3幢501室⟧",
            "⟦南京市江宁区天元西路88号公共资源交易中心3楼302室⟧",
        ],
        Proof::Bare,
        false,
    );
}

#[test]
fn a_village_without_a_number_proves_nothing_and_says_so() {
    let set = built_in();
    let found = found(&set, "江西省赣州市于都县罗坳镇大桥村");
    let told: Vec<_> = found.iter().map(|(one, _)| (one.proof, one.home, one.deep)).collect();
    assert_eq!(told, [(Proof::Bare, false, true)]);
}

#[test]
fn what_only_looks_like_an_address_is_none() {
    let set = built_in();
    for text in [
        "浙江省杭州市西湖区",
        "江西省赣州市于都县罗坳镇",
        "浙江省、江苏省、上海市等3个省市",
        "根据浙江省杭州市西湖区人民政府第3号令",
        "2031年6月1日，江西省赣州市于都县发布公告第12号",
        "杭州市公安局西湖区分局第2号通告",
        "第5号台风在福建省宁德市登陆",
        "地点：行政楼301会议室",
        "面试时间：3月5日上午9:00，地点：教学楼A座302室",
        "一、二、三组分别讨论，第四组汇报",
        "全市共有村民小组1200个，3个村5组被列为示范",
        "国道305线东段12公里处",
        "北京路1号门店、南京路2号门店",
        "新增地铁3号线文三路站A1出口",
        "宿舍楼3号楼停水通知，时间8:00-12:00",
    ] {
        assert_eq!(found(&set, text), [], "{text}");
    }
}

#[test]
fn each_line_is_read_by_itself() {
    let set = built_in();
    let text = "张三，江西省九江市修水县\n义宁镇任家铺村7组\n重庆市巫溪县上磺镇羊桥村3组45号";
    let found: Vec<String> = found(&set, text).into_iter().map(|(_, written)| written).collect();
    assert_eq!(found, ["义宁镇任家铺村7组", "重庆市巫溪县上磺镇羊桥村3组45号"]);
}

#[test]
fn every_line_of_the_gazetteer_is_a_row_and_none_stands_twice() {
    let table = fs::read_to_string("rules/gazetteer.csv").unwrap();
    let mut rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.remove(0), "name,level,code");
    for row in &rows {
        assert!(Gazetteer::is_row(row), "{row}");
    }
    let count = rows.len();
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows.len(), count);
}

proptest! {
    #[test]
    fn whatever_is_written_addresses_stand_in_order_and_at_characters(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "浙江省", "杭州", "西湖区", "南京", "五常", "街道", "翠苑", "村", "路", "大街", "里", "区",
                "小区", "苑", "3", "12", "301-2", "b", "三", "十", "号", "号院", "幢", "单元", "室", "组",
                "社", "第", "在", "大学", "张三", "-", " ", ",", "。", "\n", "𠮷", "é", "县",
            ]),
            0..40,
        ),
        any in "\\PC{0,40}",
    ) {
        let gazetteer = Gazetteer::new([
            "name,level,code\n浙江省,province,33\n杭州,city,3301\n西湖区,county,330106\n\
             南京,city,3201\n五常,county,230184\n",
        ]);
        for text in [parts.concat(), any] {
            let mut before = 0;
            for address in addresses(&text, &gazetteer) {
                prop_assert!(before <= address.span.start && !address.span.is_empty());
                prop_assert!(text.get(address.span.start..address.span.end).is_some());
                prop_assert_eq!(address.span.of(&text).find('\n'), None);
                before = address.span.end;
            }
        }
    }
}
