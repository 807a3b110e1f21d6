use super::*;

/// 3 MB and a bit, with bytes that tell where they are.
fn file() -> Vec<u8> {
    (0..3_200_000_u32).flat_map(|n| [(n % 251) as u8]).collect()
}

fn item(size: usize) -> Value {
    json!({"AttachmentItem": {"attachmentType": "file", "name": "flower.png", "size": size,
        "contentType": "image/png", "isInline": true, "contentId": "flower"}})
}

fn draft(desk: &Desk) -> String {
    format!("/me/messages/{}/attachments", text(&desk.post("/me/messages", json!({}), 201)["id"]))
}

fn open(desk: &Desk, place: &str, size: usize) -> String {
    let session = desk.post(&format!("{place}/createUploadSession"), item(size), 201);
    assert_eq!(session["nextExpectedRanges"], json!(["0-"]));
    text(&session["uploadUrl"]).strip_prefix(MEDIA).expect("the other host").to_owned()
}

fn media(desk: &Desk, method: &str, target: &str, range: &str, body: &[u8]) -> Reply {
    let headers = [
        ("content-range".to_owned(), range.to_owned()),
        ("content-length".to_owned(), body.len().to_string()),
    ];
    let mut request = request(method, target, Some(body.to_vec()), &headers);
    request.target = target.to_owned();
    request.root = MEDIA.to_owned();
    desk.service.media(&request)
}

#[test]
fn a_file_arrives_in_fragments() {
    let desk = Desk::new();
    let (place, file) = (draft(&desk), file());
    let url = open(&desk, &place, file.len());
    let (first, second) = file.split_at(1_900_000);
    let reply = media(&desk, "PUT", &url, "bytes 0-1899999/3200000", first);
    let body: Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!((reply.status, &body["NextExpectedRanges"]), (200, &json!(["1900000-"])));
    // The same fragment again, as after a lost answer.
    assert_eq!(media(&desk, "PUT", &url, "bytes 0-1899999/3200000", first).status, 416);
    let status = media(&desk, "GET", &url, "", b"");
    let status: Value = serde_json::from_slice(&status.body).unwrap();
    assert_eq!(status["nextExpectedRanges"], json!(["1900000-"]));
    let done = media(&desk, "PUT", &url, "bytes 1900000-3199999/3200000", second);
    assert_eq!((done.status, done.body.len()), (201, 0));
    let location = &done.headers.iter().find(|(name, _)| name == "Location").unwrap().1;
    let target = location.strip_prefix(ROOT).unwrap();
    let attachment = desk.get(target);
    assert_eq!(
        (&attachment["name"], &attachment["isInline"], &attachment["contentId"]),
        (&json!("flower.png"), &json!(true), &json!("flower"))
    );
    assert_eq!(desk.raw("GET", &format!("{target}/$value"), None).body, file);
    assert_eq!(media(&desk, "GET", &url, "", b"").status, 404);
}

#[test]
fn a_session_ends_when_it_is_cancelled_or_expires() {
    let desk = Desk::new();
    let place = draft(&desk);
    let url = open(&desk, &place, 3_000_000);
    assert_eq!(media(&desk, "POST", &url, "", b"").status, 405);
    assert_eq!(media(&desk, "DELETE", &url, "", b"").status, 204);
    assert_eq!(media(&desk, "DELETE", &url, "", b"").status, 404);
    let url = open(&desk, &place, 3_000_000);
    desk.service.expire_uploads();
    assert_eq!(media(&desk, "PUT", &url, "bytes 0-1/3000000", b"ab").status, 404);
    assert_eq!(desk.get(&place)["value"], json!([]));
}

#[test]
fn an_altered_url_is_refused() {
    let desk = Desk::new();
    let url = open(&desk, &draft(&desk), 3_000_000);
    for altered in [url.replace("%2f", "%2F"), url.replace("%41", "A"), url.replace('+', "%20")] {
        assert_ne!(altered, url);
        assert_eq!(media(&desk, "GET", &altered, "", b"").status, 401, "{altered}");
    }
    assert_eq!(media(&desk, "GET", "/upload/77/x", "", b"").status, 404);
    assert_eq!(media(&desk, "GET", "/elsewhere", "", b"").status, 404);
}

#[test]
fn not_every_file_may_have_a_session() {
    let desk = Desk::new();
    let place = format!("{}/createUploadSession", draft(&desk));
    assert_eq!(
        desk.refused("POST", &place, Some(item(2_999_999)), 400),
        "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize"
    );
    desk.refused("POST", &place, Some(item(151 * 1024 * 1024)), 400);
    desk.refused("POST", &place, Some(json!({})), 400);
    for (name, value) in
        [("size", json!(null)), ("name", json!("")), ("attachmentType", json!("item"))]
    {
        let mut body = item(4_000_000);
        body["AttachmentItem"][name] = value;
        desk.refused("POST", &place, Some(body), 400);
    }
    desk.refused("GET", &place, None, 405);
    desk.refused("POST", "/me/messages/x/attachments/createUploadSession", Some(item(1)), 400);
}

#[test]
fn a_message_that_is_gone_takes_no_attachment() {
    let desk = Desk::new();
    let place = draft(&desk);
    let url = open(&desk, &place, 3_000_000);
    let message = place.trim_end_matches("/attachments");
    desk.ask("POST", &format!("{message}/permanentDelete"), None, 204);
    media(&desk, "PUT", &url, "bytes 0-1/3000000", b"ab");
    let rest = vec![0; 2_999_998];
    assert_eq!(media(&desk, "PUT", &url, "bytes 2-2999999/3000000", &rest).status, 404);
}
