//! An inbox like many: made of a few people, subjects and texts, the same each time.

use std::sync::Arc;

use serde_json::json;

use crate::service::{Attachment, Content, INBOX, Mailbox, Message, Person};

/// 2025-06-30T16:00:00Z: when the newest message came.
const NEWEST: i64 = 1_751_299_200;
/// Three quarters of an hour lie between two messages, give or take a few minutes.
const APART: i64 = 45 * 60;

const SENDERS: &[(&str, &str)] = &[
    ("George Best", "george.best@example.com"),
    ("Denis Law", "denis@law.example"),
    ("Bobby Charlton", "bobby@charlton.example"),
    ("Megan Bowen", "MeganB@contoso.example"),
    ("Adele Vance", "AdeleV@contoso.example"),
    ("Alex Wilber", "AlexW@contoso.example"),
    ("Zoë Müller", "zoe.mueller@fabrikam.example"),
    ("Patti O'Brien", "patti.o'brien@fabrikam.example"),
    ("Microsoft Outlook", "MicrosoftExchange329e71ec@contoso.example"),
    ("Payroll", "payroll@contoso.example"),
    ("Build server", "ci@contoso.example"),
    ("石川 健", "ken@ishikawa.example"),
];

const SUBJECTS: &[&str] = &[
    "Meet for lunch?",
    "The best of this week",
    "Quotes for the new office",
    "MyAnalytics | Your past week",
    "Best regards from Manchester",
    "Build 4711 failed: 3 tests",
    "Your payslip is ready",
    "Re: Minutes of Tuesday's meeting",
    "Invoice 2025-0815",
    "Reminder - please bring laptop",
    "Who has the projector?",
    "Fw: Travel plans & tickets",
    "Best price for \"Project X\"",
    "Ferien im Süden ☀",
    "Security: sign-in from a new device",
];

const TEXTS: &[&str] = &[
    "I've stopped drinking, but only while I'm asleep.",
    "Could you have a look at the numbers before Thursday? The second sheet isn't final yet.",
    "Thanks for the quick answer. I'll call you tomorrow, and then we'll see what is best.",
    "Please find the documents attached; they are the ones that we talked about last week.",
    "The build took 4 min 12 s. Three tests failed. See the log for what was expected.",
    "Wir sehen uns am Montag. Bring bitte die Schlüssel mit!",
];

/// Adds messages that are older than what an earlier call added.
pub(super) fn fill(mailbox: &mut Mailbox, owner: &Arc<Person>, count: usize) {
    let pool = Pool::new();
    let begun = mailbox.order(Some(INBOX)).map_or(0, |order| order.len());
    for index in begun..begun.saturating_add(count) {
        // The inbox is always there.
        let _ = mailbox.insert(pool.message(index, owner));
    }
}

/// What messages share, so that a hundred thousand of them are small.
struct Pool {
    people: Vec<Arc<Person>>,
    /// HTML and its preview.
    bodies: Vec<(Arc<str>, Arc<str>)>,
    file: Arc<[u8]>,
}

impl Pool {
    fn new() -> Self {
        let person = |(name, address): &(&str, &str)| {
            Arc::new(Person { name: (*name).into(), address: (*address).into() })
        };
        let body = |(text, (name, _)): (&&str, &(&str, &str))| {
            let mut message = Message::default();
            message.set_body(true, &format!(
                "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head>\
                 <body>\r\n<div style=\"font-family:Calibri,Helvetica,sans-serif; font-size:12pt\">\r\n<p>Hello,</p>\r\n\
                 <p>{text}</p>\r\n<p>Kind regards<br>\r\n{name}</p>\r\n</div>\r\n</body></html>\r\n"
            ));
            (message.content, message.preview)
        };
        let pairs = TEXTS.iter().flat_map(|text| SENDERS.iter().map(move |sender| (text, sender)));
        Self {
            people: SENDERS.iter().map(person).collect(),
            bodies: pairs.map(body).collect(),
            file: b"%PDF-1.4\n% A quotation, as short as can be.\n%%EOF\n".repeat(40).into(),
        }
    }

    fn message(&self, index: usize, owner: &Arc<Person>) -> Message {
        let dice = Dice(index as u64);
        let received = NEWEST
            - i64::try_from(index).unwrap_or(0) * APART
            - dice.roll(1, 20 * 60).cast_signed();
        let from = dice.pick(2, &self.people);
        let subject = dice.pick(3, SUBJECTS).map(|subject| (*subject).into());
        let sender = dice.roll(2, SENDERS.len() as u64);
        let body =
            usize::try_from(dice.roll(4, TEXTS.len() as u64) * SENDERS.len() as u64 + sender)
                .unwrap_or(0);
        let (content, preview) = self.bodies.get(body).cloned().unwrap_or_default();
        let mut message = Message {
            folder: INBOX,
            created: received + 2,
            modified: received + 2,
            received,
            sent: received - 3,
            subject,
            html: true,
            content,
            preview,
            from: from.cloned(),
            sender: from.cloned(),
            to: vec![owner.clone()],
            read: dice.roll(5, 3) > 0,
            importance: match dice.roll(6, 12) {
                0 => Some("high"),
                1 => Some("low"),
                _ => None,
            },
            inference: (dice.roll(7, 5) == 0).then_some("other"),
            ..Message::default()
        };
        if dice.roll(8, 4) == 0 {
            message.cc.extend(dice.pick(9, &self.people).cloned());
        }
        if dice.roll(10, 20) == 0 {
            message.categories.push("Red category".into());
        }
        if dice.roll(11, 25) == 0 {
            message.flag = Some(Box::new(json!({"flagStatus": "flagged"})));
        }
        if dice.roll(12, 7) == 0 {
            message.add_attachment(self.attachment(index, received));
        }
        message
    }

    fn attachment(&self, index: usize, modified: i64) -> Attachment {
        Attachment {
            number: 0,
            name: format!("Quotes {index:05}.pdf").into(),
            kind: Some("application/pdf".into()),
            inline: false,
            content_id: None,
            location: None,
            modified,
            content: Content::File(self.file.clone()),
        }
    }
}

/// Chance that comes out the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&self, which: u64, sides: u64) -> u64 {
        let mut bits = (self.0 << 8 | which).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (bits ^ (bits >> 27)) % sides.max(1)
    }

    fn pick<'a, T>(&self, which: u64, from: &'a [T]) -> Option<&'a T> {
        from.get(usize::try_from(self.roll(which, from.len() as u64)).unwrap_or(0))
    }
}
