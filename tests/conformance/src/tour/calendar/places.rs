//! Calendars, their groups, who may see them.

use o365::calendar::{
    Calendar, CalendarColor, CalendarDraft, CalendarGroupHandle, CalendarHandle, CalendarRole,
    PermissionHandle, prop,
};
use o365::query::Query;

use crate::tour::operation::{Operation, Outcome, done, each, op};
use crate::tour::world::{SOME, World};

pub(super) const OPERATIONS: &[Operation] = &[
    op("calendar::Schedule::calendars", |w| each(w.schedule().calendars().limit(SOME))),
    op("calendar::Schedule::calendar_by_name", |w| {
        done(w.schedule().calendar_by_name("O'Brien & #1"))
    }),
    op("calendar::Schedule::create_calendar", |w| {
        let draft = CalendarDraft::new().name(w.name()).color(CalendarColor::LightTeal);
        let made = w.schedule().create_calendar(draft)?;
        done(w.schedule().calendar(&made).permanent_delete())
    }),
    op("calendar::Schedule::calendar_groups", |w| each(w.schedule().calendar_groups().limit(SOME))),
    op("calendar::Schedule::create_calendar_group", |w| with_group(w, |_| Ok(()))),
    op("calendar::CalendarHandle::get", |w| {
        w.schedule().default_calendar().get()?;
        done(w.calendar()?.get())
    }),
    op("calendar::CalendarHandle::update", |w| {
        with_calendar(w, |at| {
            let change = CalendarDraft::new().name(w.name()).color(CalendarColor::Auto);
            done(at.update(change))
        })
    }),
    op("calendar::CalendarHandle::delete", |w| done(new(w)?.delete())),
    op("calendar::CalendarHandle::permanent_delete", |w| done(new(w)?.permanent_delete())),
    op("calendar::CalendarHandle::events", |w| {
        w.event()?;
        let named = prop::SUBJECT.starts_with("O'Brien & #1");
        each(w.calendar()?.events().filter(named).limit(SOME))?;
        each(w.calendar()?.events().limit(SOME))
    }),
    op("calendar::CalendarHandle::view", |w| {
        w.event()?;
        let day = w.tomorrow().date();
        each(w.calendar()?.view(day..=day).select(["subject", "start"]).limit(SOME))
    }),
    op("calendar::CalendarHandle::create", |w| done(w.calendar()?.create(&w.appointment()))),
    op("calendar::CalendarHandle::permissions", |w| {
        each(w.schedule().default_calendar().permissions().limit(SOME))
    }),
    op("calendar::CalendarHandle::share", |w| with_permission(w, |_| Ok(()))),
    op("calendar::CalendarHandle::allowed_sharing_roles", |w| {
        done(w.schedule().default_calendar().allowed_sharing_roles(&w.own()?))
    }),
    op("calendar::PermissionHandle::get", |w| with_permission(w, |at| done(at.get()))),
    op("calendar::PermissionHandle::update", |w| {
        with_permission(w, |at| done(at.update(CalendarRole::Write)))
    }),
    op("calendar::PermissionHandle::delete", |w| with_permission(w, |_| Ok(()))),
    op("calendar::CalendarGroupHandle::get", |w| with_group(w, |at| done(at.get()))),
    op("calendar::CalendarGroupHandle::update", |w| with_group(w, |at| done(at.update(w.name())))),
    op("calendar::CalendarGroupHandle::delete", |w| with_group(w, |_| Ok(()))),
    op("calendar::CalendarGroupHandle::calendars", |w| {
        with_group(w, |at| each(at.calendars().limit(SOME)))
    }),
    op("calendar::CalendarGroupHandle::create_calendar", |w| {
        with_group(w, |at| {
            let made: Calendar = at.create_calendar(w.name())?;
            let made = at.calendar(&made);
            made.get()?;
            done(made.permanent_delete())
        })
    }),
    op("calendar::Schedule::events", |w| {
        let soon = prop::START.ge(time::macros::datetime!(2024-05-20 0:00 UTC));
        each(w.schedule().events().filter(soon).order_by(prop::START.asc()).limit(SOME))
    }),
    op("calendar::Schedule::view", |w| {
        let day = w.tomorrow().date();
        let tokyo = w.schedule().in_zone("Asia/Tokyo");
        each(tokyo.view(day..=day).query(&Query::new().order_by(prop::START)).limit(SOME))
    }),
    op("calendar::Schedule::create", |w| {
        let made = w.schedule().create(&w.appointment())?;
        done(w.schedule().event(&made).permanent_delete())
    }),
];

fn new(w: &World) -> o365::Result<CalendarHandle> {
    let made = w.schedule().create_calendar(w.name())?;
    Ok(w.schedule().calendar(&made))
}

fn with_calendar(w: &World, call: impl FnOnce(&CalendarHandle) -> Outcome) -> Outcome {
    let at = new(w)?;
    let outcome = call(&at);
    at.permanent_delete()?;
    outcome
}

fn with_group(w: &World, call: impl FnOnce(&CalendarGroupHandle) -> Outcome) -> Outcome {
    let made = w.schedule().create_calendar_group(w.name())?;
    let at = w.schedule().calendar_group(&made);
    let outcome = call(&at);
    at.delete()?;
    outcome
}

/// The calendar is shared with nobody who could come by.
fn with_permission(w: &World, call: impl FnOnce(&PermissionHandle) -> Outcome) -> Outcome {
    let calendar = w.calendar()?;
    let made = calendar.share(("Nobody", "nobody@conformance.example"), CalendarRole::Read)?;
    let at = calendar.permission(&made);
    let outcome = call(&at);
    at.delete()?;
    outcome
}
