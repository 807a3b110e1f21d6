use o365::Account;
use o365::contacts::{InvitationDraft, User, prop};
use o365::protocol::Graph;
use o365::query::{Query, Search};
use o365_sandbox::Sandbox;
use serde_json::json;

use super::start;

fn team() -> (Sandbox, Account) {
    let (sandbox, account) = start();
    let boss = json!({"displayName": "Matt Busby", "jobTitle": "Manager", "department": "Bench"});
    sandbox.describe_user("matt@busby.example", boss).unwrap();
    for (address, name) in
        [("george@best.example", "George Best"), ("denis@law.example", "Denis O'Law")]
    {
        let user = json!({"displayName": name, "department": "Attack", "manager": "matt@busby.example",
            "businessPhones": ["+44 1"]});
        sandbox.describe_user(address, user).unwrap();
    }
    sandbox.clear_requests();
    (sandbox, account)
}

fn header<'a>(request: &'a o365_sandbox::LoggedRequest, name: &str) -> Option<&'a str> {
    request.header(name)
}

#[test]
fn users_by_name_mail_and_id() {
    let (_sandbox, account) = team();
    let directory = account.directory();
    let law = directory.user_by_name("Denis O'Law").unwrap().unwrap();
    assert_eq!(directory.user_by_email("DENIS@law.example").unwrap().unwrap().id, law.id);
    assert!(directory.user_by_email("nobody@law.example").unwrap().is_none());
    assert_eq!(directory.user(&law).get().unwrap().mail.as_deref(), Some("denis@law.example"));
    assert_eq!(directory.user("denis@law.example").get().unwrap().id, law.id);
    assert!(directory.user("nobody@law.example").get().unwrap_err().is_not_found());
    assert_eq!(law.department, None, "it isn't among what comes by itself");
    let whole = directory.user(&law).get_with(&Query::new().select(User::PROPERTIES));
    assert_eq!(whole.unwrap().department.as_deref(), Some("Attack"));
    let all = directory.users().select(User::PROPERTIES).all().unwrap();
    assert_eq!(all.len(), 4);
}

#[test]
fn what_the_index_answers_is_asked_so() {
    let (sandbox, account) = team();
    let directory = account.directory();
    let found = directory.search("law").all().unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].display_name.as_deref(), Some("Denis O'Law"));
    let asked = sandbox.requests().pop().unwrap();
    assert_eq!(header(&asked, "consistencylevel"), Some("eventual"));
    assert!(asked.target.contains("$count=true"), "{}", asked.target);

    let users = || directory.users();
    let by_name = Search::property("displayName", "denis").or(Search::property("mail", "matt"));
    assert_eq!(users().search(by_name).page_size(1).all().unwrap().len(), 2, "on all pages");
    assert_eq!(users().filter(prop::user::MAIL.ends_with("law.example")).all().unwrap().len(), 1);
    assert_eq!(users().filter(prop::user::DEPARTMENT.ne("Attack")).all().unwrap().len(), 2);
    let sorted =
        users().filter(prop::user::DEPARTMENT.eq("Attack")).order_by(prop::user::DISPLAY_NAME);
    assert_eq!(sorted.first().unwrap().unwrap().display_name.as_deref(), Some("Denis O'Law"));
    assert_eq!(users().total().unwrap(), 4);

    sandbox.clear_requests();
    users().filter(prop::user::DEPARTMENT.eq("Attack")).all().unwrap();
    assert_eq!(
        header(&sandbox.requests()[0], "consistencylevel"),
        None,
        "not where it isn't needed"
    );
    let refused =
        account.api().get("/users").param("$search", "\"displayName:x\"").send().unwrap_err();
    assert_eq!(refused.code(), Some("Request_UnsupportedQuery"));
}

#[test]
fn managers_and_reports() {
    let (_sandbox, account) = team();
    let directory = account.directory();
    let manager = directory.user("george@best.example").manager().unwrap().unwrap();
    assert_eq!(manager.display_name.as_deref(), Some("Matt Busby"));
    assert!(directory.user(&manager).manager().unwrap().is_none());
    assert!(directory.me().manager().unwrap().is_none());
    let reports = directory.user(&manager).direct_reports().all().unwrap();
    assert_eq!(reports.len(), 2);
    assert_eq!(reports[0].odata_type.as_deref(), Some("#microsoft.graph.user"));
}

#[test]
fn who_matters() {
    let (_sandbox, account) = team();
    let boss = account.directory().user("matt@busby.example");
    let people = boss.people().limit(2).all().unwrap();
    assert!(people.iter().all(|person| person.job_title.is_none() && person.recipient().is_some()));
    assert!(
        people[0].scored_email_addresses[0].relevance_score
            > people[1].scored_email_addresses[0].relevance_score
    );
    let found = account.directory().people().search("george").all().unwrap();
    assert_eq!(found.len(), 1);
    let message = o365::mail::MessageDraft::new().to(&found[0]);
    assert_eq!(account.mailbox().save_draft(&message).unwrap().to_recipients.len(), 1);
}

#[test]
fn an_application_names_users() {
    let (sandbox, _) = team();
    let account = Account::with_token(sandbox.app_token())
        .protocol(Graph::at(sandbox.graph_url()))
        .build()
        .unwrap();
    assert!(account.directory().me().get().is_err(), "it has no me");
    assert_eq!(account.directory().users().all().unwrap().len(), 4);
    let george = account.with_resource("george@best.example");
    assert_eq!(george.directory().me().get().unwrap().display_name.as_deref(), Some("George Best"));
    assert!(george.directory().me().manager().unwrap().is_some());
    assert!(george.address_book().contacts().all().unwrap().is_empty());
}

#[test]
fn a_guest_is_invited() {
    let (_sandbox, account) = team();
    let draft = InvitationDraft::new()
        .invited_user_email_address("bobby@charlton.example")
        .invite_redirect_url("https://myapps.microsoft.com/");
    let invitation = account.directory().invite(&draft).unwrap();
    assert!(invitation.invite_redeem_url.is_some());
    let guest = account.directory().user(&invitation.invited_user.unwrap());
    let guest = guest.get_with(&Query::new().select(prop::user::USER_TYPE)).unwrap();
    assert_eq!(guest.user_type.as_deref(), Some("Guest"));
    assert!(account.directory().invite(&InvitationDraft::new()).is_err());
}
