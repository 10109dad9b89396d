//! Every term of the filter language, from the command line.

use hookglass_testkit::wire;

use crate::support::{Serve, json_lines, run};

#[test]
fn every_term_finds_the_matching_events() {
    let serve = Serve::fresh();
    let event = |id: &str, seq: i64, name: &str, payload: &str, user: &str| {
        format!(
            r#"{{"id":"{id}","seq":{seq},"type":"{name}","payload":{payload},"context":{{"user_id":"{user}","app_id":"shop",
                "client_id":"a1","triggered_by":"admin_api","ip_address":"192.0.2.7"}}}}"#
        )
    };
    let user = r#"{"user":{"id":"4fe0","standard_attributes":{"email":"ada@example.com"}},"n":9007199254740993}"#;
    let created = event("e1", 401, "user.created", user, "4fe0");
    serve.post_signed("/hooks/a", created.as_bytes());
    serve.post_signed("/hooks/a", created.as_bytes());
    serve.post_signed("/hooks/b", event("e2", 12, "user.pre_create", user, "77").as_bytes());
    wire::post(serve.address, "/ci", &[("X-Foo", "bar, baz"), ("Content-Type", "text/plain")], b"gr\xc3\xbc\xc3\x9fe");
    wire::post(serve.address, "/ci", &[("Content-Type", "application/json")], b"{\"a\":1");
    let sent = run(serve.dir(), &["resend", "4", "--to", &format!("http://{}/again", serve.address)]);
    assert!(sent.status.success(), "{}", String::from_utf8_lossy(&sent.stderr));
    let found = |filter: &str| -> Vec<u64> {
        let rows = json_lines(serve.dir(), &["list", "--json", filter]);
        rows.iter().rev().map(|row| row["id"].as_u64().unwrap()).collect()
    };
    for (filter, ids) in [
        ("", &[1, 2, 3, 4, 5, 6][..]),
        ("grüße", &[4, 6]),
        ("\"BAR, b\"", &[4, 6]),
        ("STANDARD_attributes", &[1, 2, 3]),
        ("type:user.created,nope", &[1, 2]),
        ("type:*pre*", &[3]),
        ("-type:*", &[4, 5, 6]),
        ("vendor:authgear family:user", &[1, 2, 3]),
        ("kind:blocking", &[3]),
        ("user:4f*", &[1, 2]),
        ("email:ADA@example.com", &[1, 2, 3]),
        ("subject:ada*", &[1, 2, 3]),
        ("app:shop client:a1 by:admin_api ip:192.0.2.*", &[1, 2, 3]),
        ("id:e1", &[1, 2]),
        ("id:4", &[4]),
        ("seq:>400", &[1, 2]),
        ("method:post path:/ci*", &[4, 5]),
        ("path:/again", &[6]),
        ("status:4xx", &[]),
        ("status:2xx size:<10", &[4, 5, 6]),
        ("header:x-foo=bar*", &[4, 6]),
        ("-header:x-authgear-body-signature", &[4, 5, 6]),
        ("signature:valid", &[1, 2, 3]),
        ("after:10m before:2999-01-01", &[1, 2, 3, 4, 5, 6]),
        ("before:yesterday", &[]),
        ("is:duplicate", &[2]),
        ("is:truncated,sample", &[]),
        ("has:warning vendor:generic", &[5]),
        ("-has:warning", &[4, 6]),
        ("has:resends", &[4]),
        ("/payload/user/id=4fe* /payload/n=9007199254740993", &[1, 2, 3]),
        ("/payload/n>9007199254740993", &[]),
        ("/context/user_id!=77", &[1, 2]),
        ("/payload/user", &[1, 2, 3]),
        ("-(kind:blocking OR vendor:generic) -is:duplicate", &[1]),
    ] {
        assert_eq!(found(filter), ids, "{filter}");
    }
    let limited = json_lines(serve.dir(), &["list", "--json", "--limit", "1", "ada"]);
    assert_eq!((limited.len(), limited[0]["id"].as_u64()), (1, Some(3)), "the newest");
}
