//! The command line as people meet it.

#[test]
fn transcripts_and_the_first_session_replay() {
    trycmd::TestCases::new()
        .env("MISHEN_LANG", "zh")
        .case("README.md")
        .case("README.zh-CN.md")
        .case("tests/integration/cli/*.trycmd");
}

mod exit {
    use mishen::cli::Exit;

    #[test]
    fn the_gravest_wins() {
        let order = [0, 1, 3, 4, 2];
        for (low, one) in order.iter().enumerate() {
            for other in &order[low..] {
                let exit = |code: u8| {
                    *Exit::ALL.iter().find(|exit| exit.code() == code).expect("every code is one")
                };
                assert_eq!(exit(*one).and(exit(*other)).code(), *other);
                assert_eq!(exit(*other).and(exit(*one)).code(), *other);
            }
        }
    }
}
