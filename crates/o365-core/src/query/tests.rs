//! What the service is asked, string by string.

use time::macros::{date, datetime};

use super::*;
use crate::casing::Casing::{Camel, Pascal};

const SUBJECT: Property<kind::Text> = Property::new("subject");
const IS_READ: Property<kind::Bool> = Property::new("isRead");
const RECEIVED: Property<kind::Instant> = Property::new("receivedDateTime");
const SIZE: Property<kind::Number> = Property::new("size");
const IMPORTANCE: Property<kind::Enum<Importance>> = Property::new("importance");
const FLAG_DUE: Property<kind::WallClock> = Property::new("flag/dueDateTime/dateTime");
const CATEGORIES: Property<kind::Collection<kind::Text>> = Property::new("categories");
const TO: Property<kind::Collection<kind::Object>> = Property::new("toRecipients");
const FOLDER: Property<kind::Object> = Property::new("folder");
const SKU: Property<kind::Guid> = Property::new("skuId");

#[derive(Clone)]
struct Importance(&'static str);

impl AsRef<str> for Importance {
    fn as_ref(&self) -> &str {
        self.0
    }
}

#[track_caller]
fn prints(filter: impl Into<Filter>, text: &str) {
    let filter = filter.into();
    assert_eq!(filter.to_string(), text);
    assert_eq!(filter.check(), Ok(()));
}

#[test]
fn the_example_of_the_ancestor() {
    let filter = field("subject")
        .contains("george best")
        .or(field("subject").starts_with("quotes"))
        .and(field("created_date_time").gt(datetime!(2018-03-21 0:00 UTC)));
    assert_eq!(
        filter.to_wire(Camel),
        "(contains(subject, 'george best') or startswith(subject, 'quotes')) \
         and createdDateTime gt 2018-03-21T00:00:00Z"
    );
    assert_eq!(
        filter.to_wire(Pascal),
        "(contains(Subject, 'george best') or startswith(Subject, 'quotes')) \
         and CreatedDateTime gt 2018-03-21T00:00:00Z"
    );
}

#[test]
fn the_start_of_an_event_is_in_quotes_and_in_utc() {
    let filter = field("start/date_time").ge(datetime!(2018-05-20 0:00 +2))
        & field("end/dateTime").le(datetime!(2018-05-24 0:00:00.25 UTC));
    assert_eq!(
        filter.to_wire(Camel),
        "start/dateTime ge '2018-05-19T22:00:00' and end/dateTime le '2018-05-24T00:00:00.25'"
    );
    assert_eq!(
        filter.to_wire(Pascal),
        "Start/DateTime ge '2018-05-19T22:00:00' and End/DateTime le '2018-05-24T00:00:00.25'"
    );
    prints(
        field("Start/DateTime").eq(date!(2018 - 05 - 20)),
        "start/dateTime eq '2018-05-20T00:00:00'",
    );
    prints(
        field("start").field("dateTime").is_in([datetime!(2018-05-20 0:00 UTC)]),
        "start/dateTime in ('2018-05-20T00:00:00')",
    );
    prints(
        FLAG_DUE.lt(datetime!(2018-05-20 8:00)),
        "flag/dueDateTime/dateTime lt '2018-05-20T08:00:00'",
    );
    prints(
        FLAG_DUE.lt(datetime!(2018-05-20 8:00 UTC)),
        "flag/dueDateTime/dateTime lt '2018-05-20T08:00:00'",
    );
    // An instant of that name is one.
    prints(
        field("dateTime").lt(datetime!(2018-05-20 8:00 UTC)),
        "dateTime lt 2018-05-20T08:00:00Z",
    );
}

#[test]
fn literals_that_the_ancestor_got_wrong() {
    prints(SUBJECT.eq("O'Brien"), "subject eq 'O''Brien'");
    prints(SUBJECT.contains("'"), "contains(subject, '''')");
    prints(field("size").eq(None::<u32>), "size eq null");
    prints(SIZE.eq(Null), "size eq null");
    prints(FOLDER.ne(Null), "folder ne null");
    prints(field("folder").ne(Null), "folder ne null");
    prints(IS_READ.eq(false), "isRead eq false");
    prints(SIZE.gt(10), "size gt 10");
    prints(SIZE.le(0.5), "size le 0.5");
    prints(field("receivedDateTime").gt(date!(2018 - 03 - 21)), "receivedDateTime gt 2018-03-21");
    prints(RECEIVED.gt(datetime!(2018-03-21 1:00 +1)), "receivedDateTime gt 2018-03-21T00:00:00Z");
    prints(
        SKU.eq("c94ac1c4-4b61-4c57-9a9e-9f0a3b5b1d6a"),
        "skuId eq c94ac1c4-4b61-4c57-9a9e-9f0a3b5b1d6a",
    );
    prints(IMPORTANCE.eq(Importance("high")), "importance eq 'high'");
    prints(
        IMPORTANCE.is_in([Importance("high"), Importance("low")]),
        "importance in ('high', 'low')",
    );
    prints(IMPORTANCE.ne(Some(Importance("low"))), "importance ne 'low'");
    prints(IMPORTANCE.has(Importance("low")), "importance has 'low'");
    prints(SUBJECT.eq(None::<&str>), "subject eq null");
    prints(field("subject").ends_with("x"), "endswith(subject, 'x')");
    prints(
        field("display_name").starts_with("George Best"),
        "startswith(displayName, 'George Best')",
    );
    prints(field("from/emailAddress/address").eq("a@b.c"), "from/emailAddress/address eq 'a@b.c'");
    prints(field("fields/Title").eq("x"), "fields/Title eq 'x'");
    // Dates of a list's columns stand in quotes.
    let at = datetime!(2024-03-21 1:00 +1);
    prints(field("fields/Modified").ge(at), "fields/Modified ge '2024-03-21T00:00:00Z'");
    prints(field("fields/Born").eq(date!(1946 - 05 - 22)), "fields/Born eq '1946-05-22'");
    prints(field("modified").ge(at), "modified ge 2024-03-21T00:00:00Z");
}

#[test]
fn not_stays_with_what_it_negates() {
    prints(
        !SUBJECT.contains("x") & IS_READ.eq(true),
        "not contains(subject, 'x') and isRead eq true",
    );
    prints(
        SUBJECT.contains("x").not() & SUBJECT.contains("y"),
        "not contains(subject, 'x') and contains(subject, 'y')",
    );
    prints(!IS_READ.eq(true), "not (isRead eq true)");
    prints(!(SUBJECT.eq("a") | SUBJECT.eq("b")), "not (subject eq 'a' or subject eq 'b')");
    prints(!!IS_READ.eq(true), "not (not (isRead eq true))");
    prints(!Filter::raw("x eq 1"), "not (x eq 1)");
    prints(!CATEGORIES.any(|c| c.eq("x")), "not categories/any(a:a eq 'x')");
    prints(!SIZE.is_in([1, 2]), "not (size in (1, 2))");
}

#[test]
fn parentheses_are_where_or_meets_and() {
    let (a, b, c) = (
        || IMPORTANCE.eq(Importance("high")),
        || IS_READ.eq(false),
        || field("flag/flagStatus").eq("flagged"),
    );
    prints(
        a() & (b() | c()),
        "importance eq 'high' and (isRead eq false or flag/flagStatus eq 'flagged')",
    );
    prints(
        a() & b() | c(),
        "importance eq 'high' and isRead eq false or flag/flagStatus eq 'flagged'",
    );
    prints(
        a() | (b() | c()),
        "importance eq 'high' or isRead eq false or flag/flagStatus eq 'flagged'",
    );
    prints(a().or("isRead"), "importance eq 'high' or (isRead)");
    prints(Filter::raw("a or b").and("c") | a(), "(a or b) and (c) or importance eq 'high'");
    prints("isRead eq false", "isRead eq false");
    assert_eq!(a() & (b() & c()), (a() & b()) & c());
    assert_ne!(a() & b(), b() & a());
}

#[test]
fn lambdas_over_scalars_and_objects() {
    prints(CATEGORIES.any(|c| c.eq("x")), "categories/any(a:a eq 'x')");
    prints(CATEGORIES.all(|c| c.starts_with("x")), "categories/all(a:startswith(a, 'x'))");
    prints(CATEGORIES.is_empty(), "not categories/any()");
    prints(
        field("email_addresses").any(|a| a.field("address").eq("george@best.com")),
        "emailAddresses/any(a:a/address eq 'george@best.com')",
    );
    prints(
        field("attendees")
            .any(|a| a.field("start").field("date_time").ge(datetime!(2018-05-20 0:00 UTC))),
        "attendees/any(a:a/start/dateTime ge '2018-05-20T00:00:00')",
    );
    let filter =
        TO.any(|to| to.field("email_address/address").eq("a@b.c") | to.field("name").is_null());
    assert_eq!(
        filter.to_wire(Pascal),
        "ToRecipients/any(a:a/EmailAddress/Address eq 'a@b.c' or a/Name eq null)"
    );
    prints(field("assignedLicenses/$count").ne(0), "assignedLicenses/$count ne 0");
    prints(
        field("identities")
            .any(|c| c.field("issuerAssignedId").eq("a") & c.field("issuer").eq("b")),
        "identities/any(a:a/issuerAssignedId eq 'a' and a/issuer eq 'b')",
    );
}

#[test]
fn nested_lambdas_name_their_elements_apart() {
    let nested = field("a").any(|x| {
        let inner = x.field("b").any(|y| y.field("c").eq(1) & x.field("d").eq(2));
        inner & CATEGORIES.any(|c| c.eq("r") & x.field("e").eq(3))
    });
    prints(
        nested,
        "a/any(a:a/b/any(b:b/c eq 1 and a/d eq 2) and categories/any(b:b eq 'r' and a/e eq 3))",
    );
    // Made before, used within.
    let before = CATEGORIES.any(|c| c.eq("r"));
    prints(
        field("a").any(|x| before.clone() | x.field("b").eq(1)) & before,
        "a/any(a:categories/any(b:b eq 'r') or a/b eq 1) and categories/any(a:a eq 'r')",
    );
    assert_eq!(CATEGORIES.any(|c| c.eq("r")), CATEGORIES.any(|c| c.eq("r")));

    let mut escaped = None;
    let _ = field("a").any(|x| {
        escaped = Some(x.clone());
        x.field("b").eq(1)
    });
    let outside = escaped.unwrap().field("b").eq(1);
    assert!(outside.check().unwrap_err().contains("outside"));
}

#[test]
fn conditions_that_nothing_can_answer_are_reported() {
    for (filter, reason) in [
        (field("size").gt(f64::NAN), "finite"),
        (field("size").gt(Null), "null"),
        (field("size").is_in(Vec::<i32>::new()), "no values"),
        (field("size").is_in([1.0, f64::INFINITY]), "finite"),
        (field("").eq(1), "no name"),
        (Filter::raw(" "), "empty"),
        (!(IS_READ.eq(true) | CATEGORIES.any(|_| field("x").eq(f64::NAN))), "finite"),
        (SKU.eq("'"), "GUID"),
    ] {
        let error = filter.check().expect_err(&filter.to_string());
        assert!(error.contains(reason), "{error}");
        assert!(Query::new().filter(filter.clone()).check().is_err());
        assert!(Query::new().expand(Expand::new("x").filter(filter)).check().is_err());
    }
}

#[test]
fn select_and_expand_keep_paths() {
    let query = Query::new().select(["from/emailAddress/address", "flag/flag_status"]);
    assert_eq!(query.to_string(), "$select=from/emailAddress/address,flag/flagStatus");
    let query = Query::new().select((SUBJECT, TO, field("created_date_time"), SUBJECT));
    assert_eq!(query.to_string(), "$select=subject,toRecipients,createdDateTime");
    assert_eq!(query.to_wire(Pascal), "$select=Subject,ToRecipients,CreatedDateTime");
    let query = Query::new()
        .expand("microsoft.graph.eventMessage/event")
        .expand("attachments($select=name)");
    assert_eq!(
        query.to_string(),
        "$expand=microsoft.graph.eventMessage/event,attachments($select=name)"
    );
    let attachments = Expand::new("attachments")
        .select(["name", "content_type"])
        .filter(SIZE.gt(10))
        .filter(field("is_inline").eq(false))
        .order_by("name desc")
        .expand(Expand::new("item").select("id"))
        .count()
        .top(3)
        .skip(1);
    assert_eq!(
        attachments.to_string(),
        "attachments($select=name,contentType;$filter=size gt 10 and isInline eq false;$orderby=name desc;\
         $expand=item($select=id);$count=true;$top=3;$skip=1)"
    );
    let fields = Expand::new("fields").select("Title").filter(field("My_Day").eq(1));
    assert_eq!(
        Query::new().expand(fields).pairs(Pascal)[0].1,
        "Fields($select=Title;$filter=My_Day eq 1)"
    );
    assert_eq!(Expand::new("manager").levels(3).to_string(), "manager($levels=3)");
    for wrong in
        [Expand::new(""), Expand::from("a($select=b)").top(1), Expand::new("a").select(["", "b"])]
    {
        assert!(Query::new().expand(wrong).check().is_err());
    }
}

#[test]
fn names_are_recased_in_an_order() {
    let query = Query::new().order_by(("received_date_time", SUBJECT.desc()));
    assert_eq!(query.to_string(), "$orderby=receivedDateTime,subject desc");
    let query = Query::new().filter(SUBJECT.contains("x")).order_by("received_date_time DESC");
    assert_eq!(query.to_string(), "$filter=contains(subject, 'x')&$orderby=receivedDateTime desc");
    assert_eq!(Query::new().order_by(["a asc", " b"]).to_string(), "$orderby=a,b");
}

#[test]
fn a_query_is_encoded_once_and_wholly() {
    let query = Query::new()
        .filter(SUBJECT.eq("let's #1 + 100% \"ü\""))
        .search(Search::property("subject", "a & b"))
        .count()
        .top(5)
        .skip(10)
        .set("a b", "c+d");
    assert_eq!(
        query.to_wire(Camel),
        "$filter=subject%20eq%20'let''s%20%231%20%2B%20100%25%20%22%C3%BC%22'\
         &$search=%22subject:%5C%22a%20%26%20b%5C%22%22&$count=true&$top=5&$skip=10&a%20b=c%2Bd"
    );
    assert!(query.has("$search") && query.has("a b") && !query.has("$select"));
    assert!(Query::new().is_empty() && !query.is_empty());
}

#[test]
fn an_option_is_given_once() {
    assert_eq!(Query::new().set("a", "1").set("b", "2").set("a", "3").to_string(), "a=3&b=2");
    let twice = Query::new().filter("isRead").set("$filter", "x");
    assert!(twice.check().unwrap_err().contains("$filter"));
    assert!(Query::new().set("", "x").check().is_err());
    assert!(Query::new().select(["a", ""]).check().is_err());
    assert!(Query::new().order_by("a,,b").check().is_err());
    assert!(Query::new().search("").check().is_err());
}

#[track_caller]
fn orders(query: Query, filter: &str) {
    let query = query.order_first();
    assert_eq!(query.check(), Ok(()));
    assert_eq!(query.pairs(Camel)[0].1, filter);
}

#[test]
fn messages_are_filtered_first_by_what_they_are_ordered_by() {
    let since = RECEIVED.ge(datetime!(2024-03-21 0:00 UTC));
    let unread = || IS_READ.eq(false);
    orders(
        Query::new().filter(unread() & since.clone()).order_by("received_date_time desc"),
        "receivedDateTime ge 2024-03-21T00:00:00Z and isRead eq false",
    );
    orders(
        Query::new().filter(since.clone()).order_by(RECEIVED),
        "receivedDateTime ge 2024-03-21T00:00:00Z",
    );
    orders(
        Query::new().filter(unread() | since.clone()).order_by(RECEIVED.desc()),
        "receivedDateTime ge 1900-01-01T00:00:00Z and (isRead eq false or receivedDateTime ge 2024-03-21T00:00:00Z)",
    );
    orders(
        Query::new()
            .filter(unread())
            .filter(since.clone())
            .filter(SUBJECT.contains("x"))
            .order_by((SUBJECT, RECEIVED, SUBJECT)),
        "contains(subject, 'x') and receivedDateTime ge 2024-03-21T00:00:00Z and isRead eq false",
    );
    let within = || since.clone() & RECEIVED.lt(datetime!(2024-04-01 0:00 UTC));
    orders(
        Query::new().filter(unread() & within()).order_by(RECEIVED),
        "receivedDateTime ge 2024-03-21T00:00:00Z and receivedDateTime lt 2024-04-01T00:00:00Z and isRead eq false",
    );
    orders(
        Query::new().filter(unread() & (SUBJECT.eq("a") | SUBJECT.eq("b"))).order_by(SUBJECT),
        "(subject eq 'a' or subject eq 'b') and isRead eq false",
    );
    orders(
        Query::new().filter("isRead eq false or x").order_by("receivedDateTime"),
        "receivedDateTime ge 1900-01-01T00:00:00Z and (isRead eq false or x)",
    );
    orders(
        Query::new().filter(unread()).order_by("flag/dueDateTime/dateTime"),
        "flag/dueDateTime/dateTime ne '1900-01-01T00:00:00' and isRead eq false",
    );
    orders(
        Query::new().filter(SUBJECT.eq("x")).order_by((IS_READ, IMPORTANCE)),
        "isRead ne null and importance ne null and subject eq 'x'",
    );
    orders(Query::new().filter(unread()), "isRead eq false");
    orders(Query::new().order_by("subject"), "subject");
    orders(
        Query::new().filter(field("Subject").eq("x") & unread()).order_by("subject"),
        "subject eq 'x' and isRead eq false",
    );
    // Without the demand nothing moves.
    let plain = Query::new().filter(unread()).order_by(SUBJECT);
    assert_eq!(plain.to_string(), "$filter=isRead eq false&$orderby=subject");
}

#[test]
fn text_that_is_missing_is_not_lost_by_an_order() {
    let query = Query::new().filter(IS_READ.eq(false)).order_by(SUBJECT).order_first();
    let filter = &query.pairs(Camel)[0].1;
    // `ge ''` doesn't hold for null, `ne` does.
    assert!(
        filter.starts_with("subject ne '") && filter.ends_with("' and isRead eq false"),
        "{filter}"
    );
}

#[test]
fn an_order_of_unknown_kind_asks_for_a_condition() {
    let query = Query::new().filter(IS_READ.eq(false)).order_by("subject");
    assert_eq!(query.check(), Ok(()));
    let error = query.order_first().check().unwrap_err();
    assert!(error.contains("subject"), "{error}");
}
