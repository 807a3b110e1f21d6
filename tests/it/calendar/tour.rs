//! Every operation once, for a service that judges requests by Microsoft's schema.

use o365::calendar::{
    ActivityDomain, Attendee, CalendarColor, CalendarDraft, CalendarRole, EventDraft,
    FreeBusyRequest, FreeBusyStatus, Importance, MeetingResponse, MeetingTimesRequest, Recurrence,
    RoomDraft, Schedule, Sensitivity, WeekIndex, Weekdays, prop,
};
use o365::query::{Expand, Query};
use o365::time::macros::{date, datetime};
use o365::time::{DateTimeTimeZone, Duration, Month, Weekday};
use o365::{Account, Result, protocol::Graph};

/// Goes to the service at `O365_TEST_GRAPH`, `http://127.0.0.1:PORT/v1.0`: one that takes any token.
#[test]
#[ignore = "needs a service at O365_TEST_GRAPH"]
fn every_operation() {
    let root = std::env::var("O365_TEST_GRAPH").unwrap();
    let account = Account::with_token("anything").protocol(Graph::at(root));
    let account = account.time_zone("Europe/Madrid").build().unwrap();
    for schedule in [account.schedule(), account.with_resource("pele@santos.br").schedule()] {
        calendars(&schedule).unwrap();
        events(&schedule).unwrap();
        drafts(&schedule).unwrap();
        answers(&schedule).unwrap();
        time(&schedule).unwrap();
    }
    let group = account.with_resource("group:2f8a").schedule();
    group.default_calendar().get().unwrap();
    group.view(date!(2024 - 05 - 01)).limit(30).all().unwrap();
    group.events().limit(30).all().unwrap();
    group.create(&EventDraft::new().subject("x").all_day(date!(2024 - 05 - 01))).unwrap();
    group.event("AAMk").update(&EventDraft::new().subject("y")).unwrap();
    assert!(group.calendars().all().unwrap_err().to_string().contains("one calendar"));
    rooms(&account.schedule()).unwrap();
}

fn calendars(schedule: &Schedule) -> Result<()> {
    schedule.default_calendar().get()?;
    assert!(schedule.calendars().all()?.len() > 20);
    schedule.calendar_by_name("Manager's")?;
    let draft = CalendarDraft::new().name("Volunteer").color(CalendarColor::LightTeal);
    let calendar = schedule.create_calendar(&draft)?;
    let calendar = schedule.calendar(&calendar);
    calendar.get()?;
    calendar.update("Football")?;
    calendar.update(CalendarDraft::new().is_default_calendar(true).color(CalendarColor::Auto))?;
    calendar.events().filter(prop::SUBJECT.starts_with("a'b")).limit(30).all()?;
    calendar.view(date!(2024 - 05 - 01)).limit(30).all()?;
    calendar.create(&EventDraft::new().subject("x").start(datetime!(2024-05-01 9:00)))?;
    calendar.event("AAMk").get()?;
    for permission in calendar.permissions().limit(3) {
        calendar.permission(&permission?).get()?;
    }
    let shared = calendar.share(("Pelé", "pele@santos.br"), CalendarRole::Read)?;
    calendar.permission(&shared).update(CalendarRole::Write)?;
    calendar.permission(&shared).delete()?;
    calendar.allowed_sharing_roles("pele@santos.br")?;
    calendar.permanent_delete()?;
    calendar.delete()?;

    schedule.calendar_groups().all()?;
    let group = schedule.create_calendar_group("Clubs")?;
    let group = schedule.calendar_group(&group);
    group.get()?;
    group.update("Teams")?;
    group.calendars().limit(30).all()?;
    group.create_calendar("Santos")?;
    group.calendar("AAMk").get()?;
    group.delete()
}

fn events(schedule: &Schedule) -> Result<()> {
    let madrid = schedule.in_zone("Europe/Madrid");
    let seed = prop::START.ge(datetime!(2018-05-20 0:00 UTC))
        & prop::END.le(datetime!(2018-05-24 0:00 UTC));
    madrid.events().filter(seed).order_by(prop::START.asc()).limit(30).all()?;
    let window = datetime!(2024-05-01 9:00)..datetime!(2024-06-01 9:00);
    madrid.view(window.clone()).select(["subject", "start"]).limit(30).all()?;
    let mut round = schedule.view(window.clone()).delta(None);
    for change in &mut round {
        change?;
    }
    for change in schedule.view(window.clone()).delta(round.link()) {
        change?;
    }
    for event in schedule.events().limit(30) {
        _ = event?.to_string();
    }
    let event = madrid.event("AAMk");
    event.get()?;
    let whole = Query::new()
        .expand(prop::EXCEPTION_OCCURRENCES)
        .expand(prop::ATTACHMENTS)
        .expand(Expand::from(o365::calendar::Event::no_forwarding_id()));
    event.get_with(&whole)?;
    event.get_with(&Query::new().select(prop::CANCELLED_OCCURRENCES))?;
    event.instances(window).limit(30).all()?;
    event.calendar()?;
    event.attach(("a.txt", "x"))?;
    for attachment in event.attachments().limit(2) {
        let attachment = event.attachment(&attachment?);
        attachment.get()?;
        attachment.delete()?;
    }
    event.delete()?;
    event.permanent_delete()
}

fn drafts(schedule: &Schedule) -> Result<()> {
    let nine = datetime!(2024-05-06 9:00);
    let full = EventDraft::new()
        .subject("Tactics")
        .html("<p>x</p>")
        .start((nine, "Europe/Madrid"))
        .end((datetime!(2024-05-06 10:00), "Asia/Tokyo").0)
        .locations(["Old Trafford", "Wembley"])
        .attendee(["pele@santos.br", "George Best <george@best.com>"])
        .optional("bobby@manutd.uk")
        .resource("room@manutd.uk")
        .show_as(FreeBusyStatus::OutOfOffice)
        .importance(Importance::High)
        .sensitivity(Sensitivity::Private)
        .categories(vec!["Red".to_owned()])
        .is_reminder_on(true)
        .reminder_minutes_before_start(45)
        .response_requested(false)
        .allow_new_time_proposals(false)
        .hide_attendees(true)
        .online_meeting()
        .no_forwarding(true)
        .attach(("menu.txt", "mac and cheese"));
    schedule.create(&full)?;
    schedule.create(&EventDraft::new().subject("Days").all_day(date!(2024 - 05 - 01)))?;
    schedule.create(&EventDraft::new().subject("UTC").start(datetime!(2024-05-01 9:00 +2)))?;

    let monday = Weekday::Monday;
    for recurrence in [
        Recurrence::daily().every(2).until(date!(2024 - 09 - 10)),
        Recurrence::weekly([monday, Weekday::Friday]).every(2).first_day_of_week(monday).times(5),
        Recurrence::monthly_on_day(31).for_ever(),
        Recurrence::monthly_on(WeekIndex::Second, monday).in_zone("Europe/Madrid"),
        Recurrence::yearly_on(Month::February, 29),
        Recurrence::yearly_on_weekday(WeekIndex::Last, Weekdays::WORKDAYS, Month::May),
    ] {
        schedule.create(&EventDraft::new().subject("x").start(nine).recurrence(&recurrence))?;
        let begun = EventDraft::new().recurrence(recurrence.starting(nine.date()));
        schedule.event("AAMk").update(&begun)?;
    }
    let event = schedule.event("AAMk");
    event.update(&EventDraft::new().recurrence(None).location(None).categories(Vec::new()))?;
    event.update(&EventDraft::new().start(nine).duration(Duration::HOUR))?;
    let attendees = event.get()?.attendees;
    event.update(&EventDraft::new().attendees(&attendees))?;
    event.update(&EventDraft::new().attendees([] as [Attendee; 0]).location("x"))?;
    Ok(())
}

fn answers(schedule: &Schedule) -> Result<()> {
    let at = |time| DateTimeTimeZone::new(time, "Pacific Standard Time");
    let next = (at(datetime!(2019-12-02 18:00)), at(datetime!(2019-12-02 19:00)));
    let event = schedule.event("AAMk");
    event.accept("I'll attend!")?;
    event.accept(MeetingResponse::new())?;
    event.tentatively_accept(
        MeetingResponse::from("Next week?").propose(next.0.clone(), next.1.clone()),
    )?;
    event.decline(MeetingResponse::from("No way").silent())?;
    event.decline(MeetingResponse::new().propose(next.0, next.1))?;
    event.cancel("Cancelling for this week due to all hands")?;
    event.cancel("")?;
    event.forward(("Dana Swope", "danas@contoso.com"), "Dana, hope you can make this meeting.")?;
    event.snooze_reminder(datetime!(2024-05-01 9:00))?;
    event.dismiss_reminder()?;
    schedule.reminders(date!(2024 - 05 - 01)).limit(30).all()?;
    Ok(())
}

fn time(schedule: &Schedule) -> Result<()> {
    let day = datetime!(2024-05-06 8:00)..datetime!(2024-05-06 18:00);
    let ask = FreeBusyRequest::new(["pele@santos.br", "george@best.com"], day.clone());
    let availability = schedule.availability(&ask.interval(Duration::minutes(15)))?;
    _ = availability.free(Duration::HOUR);
    for person in &availability.schedules {
        _ = (person.busy().count(), person.statuses().count());
    }
    let ask = MeetingTimesRequest::new()
        .attendee("pele@santos.br")
        .optional("bobby@manutd.uk")
        .resource("room@manutd.uk")
        .within(day)
        .within(date!(2024 - 05 - 07)..=date!(2024 - 05 - 08))
        .activity_domain(ActivityDomain::Unrestricted)
        .duration(Duration::minutes(90))
        .max_candidates(5)
        .is_organizer_optional(true)
        .minimum_attendee_percentage(100.0)
        .location("Old Trafford")
        .room("room@manutd.uk")
        .is_location_required(true)
        .suggest_location(false);
    schedule.find_meeting_times(&ask)?;
    schedule.in_zone("Europe/Madrid").find_meeting_times(&MeetingTimesRequest::new())?;
    let work = MeetingTimesRequest::new().activity_domain(ActivityDomain::Personal);
    schedule.find_meeting_times(&work)?;
    Ok(())
}

fn rooms(schedule: &Schedule) -> Result<()> {
    schedule.rooms().limit(30).all()?;
    for list in schedule.room_lists().limit(2) {
        schedule.room_list(&list?).rooms().limit(30).all()?;
    }
    let room = schedule.room("cf100@contoso.com");
    room.get()?;
    schedule.room_list("Building1RroomList@contoso.onmicrosoft.com").get()?;
    let draft =
        RoomDraft::new().nickname("Conf Room").capacity(50).is_wheel_chair_accessible(false);
    room.update(&draft)?;
    Ok(())
}
