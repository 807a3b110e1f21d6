//! Events, as they are written.

mod times;
mod wire;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use o365_core::attachment::AttachmentDraft;
use o365_core::extended_property::{
    ExtendedPropertyId, ExtendedValue, MultiValueExtendedProperty, SingleValueExtendedProperty,
};
use o365_core::time::{Disambiguation, When};
use o365_core::{Field, ItemBody, Location, Recipients, draft, guid};
use time::Duration;

use super::attendee::Invited;
use super::event::do_not_forward;
use super::{
    Attendee, Days, FreeBusyStatus, Importance, OnlineMeetingProvider, Recurrence, Sensitivity,
};
use times::Times;

draft! {
    /// What to say of an event: to create it or to change it.
    ///
    /// Each property is kept (not said), cleared (`None`) or set; only what is said is sent.
    ///
    /// ```
    /// use o365_calendar::{EventDraft, Recurrence};
    /// use o365_core::time::macros::{date, datetime};
    ///
    /// let event = EventDraft::new()
    ///     .subject("Recruit George Best!")
    ///     .location("England")
    ///     .start(datetime!(2018-09-05 19:45)) // in the account's zone
    ///     .recurrence(Recurrence::daily().until(date!(2018-09-10)))
    ///     .reminder_minutes_before_start(45);
    ///
    /// let meeting = EventDraft::new()
    ///     .subject("Tactics")
    ///     .start((datetime!(2024-05-06 9:00), "Europe/Madrid"))
    ///     .end((datetime!(2024-05-06 10:00), "Europe/Madrid"))
    ///     .attendee(["pele@santos.br", "George Best <george@best.com>"])
    ///     .optional("bobby@manutd.uk")
    ///     .online_meeting();
    ///
    /// let holiday = EventDraft::new().subject("Labour Day").all_day(date!(2024-05-01));
    /// let single = EventDraft::new().recurrence(None); // a series no more
    /// # let _ = (event, meeting, holiday, single);
    /// ```
    ///
    /// # One draft, one event
    /// A draft that creates an event brings a transaction id, the same as long as the draft lives: when it is sent again the
    /// service knows the double, and there is one event. A clone is another draft and creates another event, unless
    /// [`transaction_id`](Self::transaction_id) says which they both are.
    ///
    /// # Clocks that change
    /// A start or an end that the clocks of its zone skip, or show twice, is an error when it is sent, unless
    /// [`disambiguation`](Self::disambiguation) says which is meant. Of a zone that isn't known nothing is checked: it goes
    /// out as it is.
    ///
    /// # What this version doesn't model
    /// [`set`](Self::set) takes it: open extensions, for one, by `.set("extensions", json!([..]))`.
    ///
    /// [event](https://learn.microsoft.com/graph/api/resources/event).
    pub struct EventDraft {
        /// What it is about.
        subject: String,
        /// Its text: plain, or [`ItemBody::html`]. Replaces what was there; that of a meeting on the internet has the link
        /// to it, which is lost if it is left out.
        body: ItemBody,
        /// Where it takes place. Replaces all places that it had.
        location: Location,
        /// How it comes back; `None` makes a series one event. It starts on the day of the event's start, which has to be
        /// said with it, or [`starting`](Recurrence::starting).
        recurrence: Recurrence,
        /// How it looks to others.
        show_as: FreeBusyStatus,
        /// How much it matters.
        importance: Importance,
        /// How confidential it is.
        sensitivity: Sensitivity,
        /// Names of its categories. Replaces those it had.
        categories: Vec<String>,
        /// Whether to be reminded of it.
        is_reminder_on: bool,
        /// How many minutes before to be reminded.
        reminder_minutes_before_start: i32,
        /// Whether to ask those invited for an answer.
        response_requested: bool,
        /// Whether those invited may propose another time.
        allow_new_time_proposals: bool,
        /// Whether to keep those invited from seeing each other.
        hide_attendees: bool,
        /// Whether one can join it on the internet. Once it is, it stays so. [`online_meeting`](Self::online_meeting) is
        /// short for Teams.
        is_online_meeting: bool,
        /// Who runs it on the internet.
        online_meeting_provider: OnlineMeetingProvider,
        ;
        locations: Vec<Location>,
        attendees: Vec<Invited>,
        single_value_extended_properties: Vec<SingleValueExtendedProperty>,
        multi_value_extended_properties: Vec<MultiValueExtendedProperty>,
        ;
        times: Times,
        transaction: Transaction,
        attachments: Vec<AttachmentDraft>,
    }
}

impl EventDraft {
    /// When it begins: a wall clock in the account's zone, one in a zone of its own, or an instant, which is sent in UTC.
    /// Ends what [`all_day`](Self::all_day) said.
    #[must_use]
    pub fn start(mut self, start: impl Into<When>) -> Self {
        self.times.start = Some(start.into());
        self.times.days = None;
        self
    }

    /// When it ends. Ends what [`duration`](Self::duration) and [`all_day`](Self::all_day) said. Without an end, an event
    /// that is created lasts half an hour.
    #[must_use]
    pub fn end(mut self, end: impl Into<When>) -> Self {
        self.times.end = Some(end.into());
        (self.times.days, self.times.duration) = (None, None);
        self
    }

    /// How long it lasts from its start on. Ends what [`end`](Self::end) said.
    #[must_use]
    pub fn duration(mut self, duration: Duration) -> Self {
        self.times.duration = Some(duration);
        (self.times.days, self.times.end) = (None, None);
        self
    }

    /// Makes it an event of whole days: a `Date`, the first to the last as `first..=last`, or what
    /// [`Event::all_day`](super::Event::all_day) gave.
    #[doc(alias = "isAllDay")]
    #[must_use]
    pub fn all_day(mut self, days: impl Into<Days>) -> Self {
        self.times = Times { days: Some(days.into()), ..self.times };
        (self.times.start, self.times.end, self.times.duration) = (None, None, None);
        self
    }

    /// Which time is meant where the clocks skip it or show it twice; an error if nothing is said. A time that is shown
    /// twice goes out in UTC then, since a wall clock can't say which.
    #[must_use]
    pub fn disambiguation(mut self, rule: Disambiguation) -> Self {
        self.times.rule = Some(rule);
        self
    }

    /// Its text as HTML: short for `body(ItemBody::html(..))`.
    #[must_use]
    pub fn html(self, content: impl Into<String>) -> Self {
        self.body(ItemBody::html(content))
    }

    /// All places where it takes place. Replaces those it had.
    #[must_use]
    pub fn locations<L: Into<Location>>(mut self, locations: impl IntoIterator<Item = L>) -> Self {
        self.locations = Field::Set(locations.into_iter().map(Into::into).collect());
        self
    }

    /// Adds who is needed: an address, `"Name <address>"`, a pair of name and address, or several of them. In an update
    /// those said replace those that the event had: who is left out is told that it is cancelled.
    #[must_use]
    pub fn attendee(self, who: impl Into<Recipients>) -> Self {
        self.invite(who.into(), Attendee::required)
    }

    /// Adds who may come.
    #[must_use]
    pub fn optional(self, who: impl Into<Recipients>) -> Self {
        self.invite(who.into(), Attendee::optional)
    }

    /// Adds rooms or things, by their addresses.
    #[must_use]
    pub fn resource(self, what: impl Into<Recipients>) -> Self {
        self.invite(what.into(), Attendee::resource)
    }

    /// All who are invited, in place of those said before: to change the list that an event has.
    ///
    /// ```
    /// # let event = o365_calendar::Event::default();
    /// use o365_calendar::{Attendee, EventDraft};
    ///
    /// let others = event.attendees.iter().filter(|attendee| attendee.address() != Some("george@best.com"));
    /// let without_george = EventDraft::new().attendees(others);
    /// let nobody = EventDraft::new().attendees([] as [Attendee; 0]);
    /// # let _ = (without_george, nobody);
    /// ```
    #[must_use]
    pub fn attendees<A: Into<Attendee>>(mut self, attendees: impl IntoIterator<Item = A>) -> Self {
        let invited = attendees.into_iter().map(|attendee| Invited::from(attendee.into()));
        self.attendees = Field::Set(invited.collect());
        self
    }

    /// Makes it a meeting in Teams. The link to join by is in [`Event::join_url`](super::Event::join_url).
    #[must_use]
    pub fn online_meeting(self) -> Self {
        self.is_online_meeting(true)
            .online_meeting_provider(OnlineMeetingProvider::TeamsForBusiness)
    }

    /// Whether those invited are kept from forwarding the invitation.
    #[must_use]
    pub fn no_forwarding(self, is_forbidden: bool) -> Self {
        self.extended_property(&do_not_forward(), is_forbidden)
    }

    /// Sets a property that Graph has no name for. Said twice for the same property, the later value counts.
    #[must_use]
    pub fn extended_property(
        mut self,
        id: &ExtendedPropertyId,
        value: impl Into<ExtendedValue>,
    ) -> Self {
        let property = SingleValueExtendedProperty::new(id, value);
        self.single_value_extended_properties.replace(property, |known| id.is(&known.id));
        self
    }

    /// Sets a property with several values that Graph has no name for. Said twice for the same property, the later values
    /// count.
    #[must_use]
    pub fn extended_properties<V: Into<ExtendedValue>>(
        mut self,
        id: &ExtendedPropertyId,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let property = MultiValueExtendedProperty::new(id, values);
        self.multi_value_extended_properties.replace(property, |known| id.is(&known.id));
        self
    }

    /// Attaches a file: a path, or a name and its bytes, of 150 MB at most. It is attached once the event is there, in a
    /// request of its own.
    #[must_use]
    pub fn attach(mut self, attachment: impl Into<AttachmentDraft>) -> Self {
        self.attachments.push(attachment.into());
        self
    }

    /// By which the service knows a double of the request that creates it: an id of one's own keeps a booking single over
    /// several runs of a program, and clones have it too. Each draft brings another if nothing is said.
    #[must_use]
    pub fn transaction_id(mut self, id: impl Into<String>) -> Self {
        self.transaction = Transaction::Said(id.into());
        self
    }

    pub(crate) fn attachments(&self) -> &[AttachmentDraft] {
        &self.attachments
    }

    fn invite(mut self, who: Recipients, kind: fn(o365_core::Recipient) -> Attendee) -> Self {
        self.attendees.extend(who.into_vec().into_iter().map(|one| kind(one).into()));
        self
    }
}

/// The transaction id of a draft.
#[derive(Debug)]
enum Transaction {
    /// By its author, who means what they say: clones are the same event.
    Said(String),
    /// When it is needed, and not passed on to a clone.
    Made(OnceLock<String>),
}

impl Transaction {
    fn id(&self) -> &str {
        match self {
            Transaction::Said(id) => id,
            Transaction::Made(id) => id.get_or_init(guid),
        }
    }
}

impl Default for Transaction {
    fn default() -> Self {
        Transaction::Made(OnceLock::new())
    }
}

impl Clone for Transaction {
    fn clone(&self) -> Self {
        match self {
            Transaction::Said(id) => Transaction::Said(id.clone()),
            Transaction::Made(_) => Transaction::default(),
        }
    }
}
