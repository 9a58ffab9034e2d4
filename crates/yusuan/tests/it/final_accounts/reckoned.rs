//! Every figure reckoned by hand.

use super::*;

#[test]
fn the_first_year_begins_with_nothing() {
    let mut county = first_year();
    county.close(2024);
    let tables = county.tables(2024, None);
    // 960 + 500 + 450 + 300 = 2210; what other money left is distributed, what fiscal money left stays.
    let income = vec![2210, 0, 0, 2210];
    assert_eq!(feet(&tables[0]), (income, vec![1600, 250, 360, 2210]));
    let fund = ["opening", "income", "spend_total", "closing"];
    assert_eq!(figures(&tables[6], "2120803", &fund), [0, 500, 200, 300]);
    nothing_differs(&county, 2024);
}

#[test]
fn what_is_handed_up_pooled_and_distributed_is_accounted_for() {
    let mut county = both_years();
    county.close(2025);
    nothing_differs(&county, 2025);
    let tables = county.tables(2025, None);
    // Opening: 60 − 3 of the office, and 200 + 100 − 40 − 15 of the land.
    let (income, expenditure) = feet(&tables[0]);
    assert_eq!(income, [2295, 25, 302, 2622]);
    assert_eq!(expenditure[0], 2455);
    assert_eq!(expenditure[3], 2622);
    // 35 yuan of business money are left: 15 stay with the project, 20 go into the surplus.
    assert_eq!(expenditure[1..3], [20, 147]);

    let all = |id: &str| tables.iter().find(|table| table.id == id).unwrap();
    let income = ["total", "fiscal", "business", "other"];
    assert_eq!(
        figures(all("final-02"), "2080109", &income),
        [2295, 1975, 320, 0]
    );
    let fund = ["opening", "income", "spend_total", "closing"];
    assert_eq!(figures(all("final-07"), "total", &fund), [245, 0, 195, 50]);
    assert_eq!(
        figures(all("final-05"), "total", &["total", "basic"]),
        [1950, 1950]
    );

    let flows = [
        "opening",
        "adjusted",
        "pooled_in",
        "pooled_out",
        "surrendered",
        "internal",
        "income",
        "paid",
        "distributed",
        "closing",
    ];
    let balances = all("final-balances");
    let row = |id| figures(balances, id, &flows);
    let general = [60, -3, 0, 0, 0, 0, 1975, 1950, 0, 82];
    assert_eq!(row("general_public_carried"), general);
    // Carried forward once already, what is left of it becomes surplus.
    let land = [200, 0, 0, 0, 15, 10, 0, 195, 0, 0];
    assert_eq!(row("government_fund_carried"), land);
    let handed_up = [100, 0, 0, 0, 40, -10, 0, 0, 0, 50];
    assert_eq!(row("government_fund_surplus"), handed_up);
    assert_eq!(
        row("nonfiscal_carried"),
        [0, 0, 0, 0, 0, 5, 320, 310, 0, 15]
    );
    let pooled = [250, 0, 200, 200, 0, -25, 0, 0, 30, 195];
    assert_eq!(row("nonfiscal_surplus"), pooled);
    assert_eq!(row("earmarked"), [0, 0, 0, 0, 0, 20, 0, 0, 0, 20]);

    // The school alone gets what the merged one gives.
    let school = county.tables(2025, Some(SCHOOL));
    let surplus = figures(&school[11], "nonfiscal_surplus", &flows);
    assert_eq!(surplus, [50, 0, 200, 0, 0, -25, 0, 0, 30, 195]);
}

#[test]
fn budget_and_final_account_stand_side_by_side() {
    let mut county = both_years();
    county.close(2025);
    let table = county
        .ledger
        .final_table("final-comparison", 2025, None, &FinalOptions::default())
        .unwrap();
    // 2000 and 60 of the office, 300 of the training; 3 taken back, 5, 25 and no more added, and 30
    // became surplus within the year, which is authority all the same.
    let columns = ["approved", "adjusted", "final"];
    assert_eq!(figures(&table, "2080109", &columns), [2360, 2387, 2260]);
    assert_eq!(figures(&table, "2120803", &columns), [200, 245, 195]);
    let rate = |row: &str, column: &str| table.row(row).unwrap().cell(column).unwrap().text();
    assert_eq!(rate("2080109", "rate_approved"), Some("95.76%"));
    assert_eq!(rate("2120803", "rate_fiscal_adjusted"), Some("79.59%"));
}

#[test]
fn before_the_closing_the_tables_are_drafts() {
    let county = both_years();
    nothing_differs(&county, 2025);
    let tables = county.tables(2025, None);
    assert_eq!(tables[0].title, "收入支出决算总表（草稿）");
    let note = tables[0].notes.last().unwrap();
    assert!(note.contains("2025年尚未结账"), "{note}");
    // Nothing is decided yet: 35 yuan of business money are still in hand.
    let (income, expenditure) = feet(&tables[0]);
    assert_eq!(
        (income, expenditure),
        (vec![2295, 25, 302, 2622], vec![2455, 0, 167, 2622])
    );

    let error = county
        .ledger
        .final_tables(2026, None, &FinalOptions::default())
        .unwrap_err();
    assert_eq!(error.code(), "year_preparing");
}

#[test]
fn a_closed_year_stays_as_it_was_published() {
    let mut county = both_years();
    let before = county.tables(2024, None);
    county.close(2025);
    assert_eq!(county.tables(2024, None), before);
    assert!(!before[0].title.contains("草稿"));
}

#[test]
fn an_earlier_moment_gives_a_draft() {
    let mut county = both_years();
    county.close(2025);
    let options = FinalOptions {
        as_of: AsOf::on(date::parse("2025-04-30").unwrap()),
        ..FinalOptions::default()
    };
    let table = county
        .ledger
        .final_table("final-01", 2025, None, &options)
        .unwrap();
    assert!(table.title.ends_with("（草稿）"), "{}", table.title);
    // Only the approved 2000 and what 2024 left; business money had not come in.
    assert_eq!(
        feet(&table),
        (vec![2000, 0, 360, 2360], vec![0, 0, 2360, 2360])
    );
}
