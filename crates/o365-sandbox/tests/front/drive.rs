//! Drives over real HTTP: content on the other host, streamed both ways.

use crate::client::{Answer, agent, get, post_json, read};
use o365_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

const UNIT: usize = 320 * 1024;

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|n| ((n * 31) >> 3) as u8).collect()
}

fn open(sandbox: &Sandbox, path: &str, item: &Value) -> Answer {
    let url = format!("{}/me/drive/root:{path}:/createUploadSession", sandbox.graph_url());
    post_json(&agent(), &url, &sandbox.token(), &json!({"item": item}))
}

fn session(sandbox: &Sandbox, path: &str) -> String {
    let answer = open(sandbox, path, &json!({}));
    assert_eq!(answer.status, 200);
    answer.json()["uploadUrl"].as_str().unwrap().to_owned()
}

fn put(url: &str, from: usize, content: &[u8], total: usize) -> Answer {
    let range = format!("bytes {from}-{}/{total}", from + content.len() - 1);
    read(agent().put(url).header("Content-Range", range).send(content).unwrap()).unwrap()
}

fn put_content(sandbox: &Sandbox, path: &str, content: &[u8]) -> Answer {
    let url = format!("{}/me/drive/root:{path}:/content", sandbox.graph_url());
    let token = format!("Bearer {}", sandbox.token());
    read(agent().put(url).header("Authorization", token).send(content).unwrap()).unwrap()
}

fn download_url(sandbox: &Sandbox, path: &str) -> String {
    let url = format!("{}/me/drive/root:{path}:/content", sandbox.graph_url());
    let answer = get(&agent(), &url, &sandbox.token()).unwrap();
    assert_eq!(answer.status, 302);
    answer.header("location").to_owned()
}

fn part(url: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers.iter().fold(agent().get(url), |r, (name, value)| r.header(*name, *value));
    read(request.call().unwrap()).unwrap()
}

#[test]
fn an_upload_in_fragments_is_downloaded_by_ranges() {
    let sandbox = Sandbox::start().unwrap();
    let content = bytes(9 * UNIT + 5);
    let url = session(&sandbox, "/a%20b/big%23%25+.bin");
    assert!(url.starts_with(sandbox.media_url()));
    for from in (0..content.len()).step_by(4 * UNIT) {
        let fragment = &content[from..content.len().min(from + 4 * UNIT)];
        let answer = put(&url, from, fragment, content.len());
        let last = from + fragment.len() == content.len();
        assert_eq!(answer.status, if last { 201 } else { 202 });
        if last {
            assert_eq!(answer.json()["size"], content.len());
            assert_eq!(answer.json()["name"], "big#%+.bin");
        } else {
            let next = format!("{}-", from + fragment.len());
            assert_eq!(answer.json()["nextExpectedRanges"], json!([next]));
        }
    }
    assert!(sandbox.file("/a b/big#%+.bin").unwrap() == content);
    assert_eq!(sandbox.open_upload_sessions(), 0);

    let url = download_url(&sandbox, "/a%20b/big%23%25+.bin");
    let whole = part(&url, &[]);
    assert_eq!((whole.status, whole.header("accept-ranges")), (200, "bytes"));
    assert!(whole.body == content);
    let etag = whole.header("etag").to_owned();
    let middle = part(&url, &[("Range", "bytes=1000000-1000009"), ("If-Range", &etag)]);
    assert_eq!(middle.status, 206);
    assert_eq!(middle.header("content-range"), format!("bytes 1000000-1000009/{}", content.len()));
    assert_eq!(middle.body, content[1_000_000..1_000_010]);
    let stale = part(&url, &[("Range", "bytes=5-"), ("If-Range", "\"x\"")]);
    assert_eq!((stale.status, stale.body.len()), (200, content.len()));
    let outside = part(&url, &[("Range", &format!("bytes={}-", content.len()))]);
    assert_eq!((outside.status, outside.code()), (416, "invalidRange".into()));
    let part_requests = sandbox.requests().into_iter().filter(|r| r.method == "PUT").count();
    assert_eq!(part_requests, 3);
    let kept = sandbox.requests().iter().map(|r| r.body.len()).max().unwrap();
    assert!(kept <= 1024 * 1024, "fragments aren't kept by the log");
    assert_eq!(sandbox.requests()[1].length, 4 * UNIT as u64);
}

#[test]
fn urls_of_the_other_host_take_no_token_and_no_change() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.add_file("/a.txt", "hello").unwrap();
    let url = download_url(&sandbox, "/a.txt");
    assert_eq!(part(&url, &[("Authorization", "Bearer x")]).status, 401);
    assert_eq!(part(&url.replace("%2f", "%2F"), &[]).status, 401);
    assert_eq!(part(&url, &[]).body, b"hello");
    sandbox.expire_download_urls();
    let expired = part(&url, &[]);
    assert_eq!(expired.status, 401);
    assert_eq!(expired.json()["error"]["innerError"]["code"], "expiredToken");
    let upload = session(&sandbox, "/b.txt");
    assert_eq!(part(&upload.replace("%252F", "%252f"), &[]).status, 401);
    sandbox.expire_upload_sessions();
    assert_eq!(put(&upload, 0, b"x", 1).status, 404);
}

#[test]
fn faults_strike_fragments_and_downloads() {
    let sandbox = Sandbox::start().unwrap();
    let content = bytes(5 * UNIT);
    let url = session(&sandbox, "/f.bin");
    let first = &content[..4 * UNIT];
    let send = || {
        let range = format!("bytes 0-{}/{}", 4 * UNIT - 1, content.len());
        agent().put(&url).header("Content-Range", range).send(first)
    };
    // Half of the fragment arrives: nothing is kept.
    sandbox.fault(Fault::cut().on("PUT", "/up/*/**"));
    assert!(send().is_err());
    assert_eq!(part(&url, &[]).json()["nextExpectedRanges"], json!(["0-"]));
    sandbox.fault(Fault::status(503).retry_after("1").on("PUT", "/up/*/**"));
    assert_eq!(send().unwrap().status(), 503);
    // It is kept, and the answer is lost.
    sandbox.fault(Fault::close().after_execution().on("PUT", "/up/*/**"));
    assert!(send().is_err());
    assert_eq!(part(&url, &[]).json()["nextExpectedRanges"], json!([format!("{}-", 4 * UNIT)]));
    let again = put(&url, 0, first, content.len());
    assert_eq!(again.status, 416);
    assert_eq!(again.json()["error"]["innerError"]["code"], "fragmentOverlap");
    assert_eq!(put(&url, 4 * UNIT, &content[4 * UNIT..], content.len()).status, 201);
    assert_eq!(sandbox.pending_faults(), 0);

    let url = download_url(&sandbox, "/f.bin");
    for fault in [Fault::reset_in_body(), Fault::truncate()] {
        sandbox.fault(fault.on("GET", "/download/**"));
        let mut answer = agent().get(&url).call().unwrap();
        assert_eq!(answer.status(), 200);
        assert!(answer.body_mut().read_to_vec().is_err());
    }
    sandbox.fault(Fault::status(429).retry_after("2").on("GET", "/download/**"));
    assert_eq!(part(&url, &[]).header("retry-after"), "2");
    assert!(part(&url, &[]).body == content);
}

#[test]
fn content_in_one_request_is_a_version() {
    let sandbox = Sandbox::start().unwrap();
    let large = bytes(2_000_000);
    let created = put_content(&sandbox, "/new/folder/f.bin", &large);
    assert_eq!(created.status, 201);
    assert!(sandbox.file("/new/folder/f.bin").unwrap() == large);
    let replaced = put_content(&sandbox, "/new/folder/F.bin", b"");
    assert_eq!((replaced.status, &replaced.json()["size"]), (200, &json!(0)));
    assert_eq!(replaced.json()["file"]["hashes"]["quickXorHash"], "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    assert_eq!(created.json()["id"], replaced.json()["id"]);
    assert_ne!(created.json()["cTag"], replaced.json()["cTag"]);
    assert_eq!(sandbox.drive(sandbox.user()).version_count("/new/folder/f.bin"), 2);
    let url = download_url(&sandbox, "/new/folder/f.bin");
    assert_eq!((part(&url, &[]).status, part(&url, &[]).body.len()), (200, 0));
    let refused = put_content(&sandbox, "/new/CON", b"x");
    assert_eq!((refused.status, refused.code()), (400, "invalidRequest".into()));
}
