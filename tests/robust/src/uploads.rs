//! Upload sessions that say anything about what they have.

use o365::mock::Mock;
use o365::upload::{Fragments, SavedUpload, Source, Upload, UploadSession};
use serde_json::json;

use crate::input::Input;
use crate::service::{connection, is_harmless, keeps_the_token};

const UNIT: u64 = 320 << 10;
const STATUSES: [u16; 12] = [200, 201, 202, 202, 202, 204, 404, 409, 416, 302, 500, 507];

/// How much is uploaded, then up to eight answers: a byte for the status and a line for the body, in which a single number or a
/// range stands for the ranges that are expected next.
pub fn check(data: &[u8]) {
    let mut input = Input::new(data);
    let first = input.byte();
    let length = match first % 4 {
        0 => 1,
        1 => UNIT,
        2 => UNIT + 1,
        _ => 2 * UNIT + u64::from(first),
    };
    let saved = input.line();
    let mut mock = Mock::new();
    for _ in 0..8 {
        if input.is_empty() {
            break;
        }
        let status = STATUSES[usize::from(input.byte()) % STATUSES.len()];
        let line = input.line();
        mock = match line.starts_with('{') {
            true => mock
                .answer(status, line.as_bytes().to_vec())
                .header("content-type", "application/json"),
            false => mock
                .answer(status, json!({"nextExpectedRanges": line.split(' ').collect::<Vec<_>>()})),
        };
    }
    let connection = connection(&mock, 2);
    let source = Source::bytes(vec![7; usize::try_from(length).unwrap()]);
    let mut upload = Upload::new(&connection, source, Fragments::of(UNIT)).progress(|at| {
        assert!(at.done <= at.total && at.total == length, "{at:?}");
    });
    if let Ok(saved) = serde_json::from_str::<SavedUpload>(&saved) {
        upload = upload.resume(saved);
    }
    let mut sessions = 0;
    let outcome = upload.run(|| {
        sessions += 1;
        let session =
            json!({"uploadUrl": "https://uploads.example/s", "nextExpectedRanges": ["0-"]});
        Ok(serde_json::from_value::<UploadSession>(session).unwrap())
    });
    if let Err(error) = outcome {
        is_harmless(&error);
    }
    assert!(sessions <= 3, "{sessions} sessions");
    keeps_the_token(&mock);
    for request in mock.requests().iter().filter(|request| request.method() == "PUT") {
        let range = request.header("content-range").unwrap_or_default();
        let numbers: Vec<u64> = range
            .trim_start_matches("bytes ")
            .split(['-', '/'])
            .map(|number| number.parse().unwrap())
            .collect();
        let [from, to, total] = numbers[..] else { panic!("{range}") };
        assert!(from <= to && to < total && total == length, "{range}");
        assert_eq!(to - from + 1, request.body().len() as u64, "{range}");
    }
}
