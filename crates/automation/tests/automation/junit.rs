//! JUnit reports, read by an independent XML parser.

use hookglass_automation::scenario::{Check, ScenarioReport, StepOutcome, StepReport, junit};
use jiff::Timestamp;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Prints the suite and name of every test case, and the tag, message and text of its children.
const READER: &str = r#"
import json, sys
import xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
rows = []
for suite in root:
    for case in suite:
        parts = [[part.tag, part.get("message"), part.text or ""] for part in case]
        rows.append([suite.get("name"), case.get("name"), parts])
json.dump({"root": [root.tag, dict(root.attrib)], "suites": [dict(suite.attrib) for suite in root], "rows": rows}, sys.stdout)
"#;

fn parsed(xml: &str) -> serde_json::Value {
    let child = Command::new("python3").args(["-c", READER]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = child.unwrap_or_else(|error| panic!("this test needs python3: {error}"));
    child.stdin.take().unwrap().write_all(xml.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "not well-formed:\n{xml}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn run(name: &str, steps: Vec<StepReport>) -> ScenarioReport {
    ScenarioReport { name: name.to_owned(), began_at: Timestamp::UNIX_EPOCH, steps }
}

fn ran(name: &str, came: StepOutcome) -> StepReport {
    StepReport { name: name.to_owned(), took: Duration::from_micros(1_234_567), came }
}

fn check(met: bool, sentence: &str) -> Check {
    Check { met, sentence: sentence.to_owned() }
}

#[test]
fn a_scenario_is_a_suite_and_a_step_is_a_case() {
    let xml = junit(&[
        run(
            "Sign-up",
            vec![
                ran("first", StepOutcome::Checked(vec![check(true, "Expected status 200, got 200.")])),
                ran(
                    "",
                    StepOutcome::Checked(vec![check(true, "yes."), check(false, "no."), check(false, "no again.")]),
                ),
                ran("third", StepOutcome::NotSent("no secret named 'prod'".into())),
                ran("fourth", StepOutcome::Skipped("an earlier step failed".into())),
            ],
        ),
        run("Empty", vec![]),
    ]);
    let read = parsed(&xml);
    let counts = serde_json::json!({
        "name": "hookglass", "tests": "4", "failures": "1", "errors": "1", "skipped": "1", "time": "4.938",
    });
    assert_eq!(read["root"], serde_json::json!(["testsuites", counts]));
    assert_eq!(read["suites"][0]["timestamp"], "1970-01-01T00:00:00Z");
    assert_eq!(read["suites"][1]["tests"], "0");
    assert_eq!(
        read["rows"],
        serde_json::json!([
            ["Sign-up", "1. first", [["system-out", null, "Expected status 200, got 200."]]],
            ["Sign-up", "step 2", [["failure", "no.", "no.\nno again."], ["system-out", null, "yes."]]],
            ["Sign-up", "3. third", [["error", "no secret named 'prod'", "no secret named 'prod'"]]],
            ["Sign-up", "4. fourth", [["skipped", "an earlier step failed", ""]]],
        ])
    );
    assert_eq!(parsed(&junit(&[]))["root"][1]["tests"], "0");
}

/// Text in XML 1.0, with the characters escaped that XML 1.0 forbids or discourages.
fn in_xml(text: &str) -> String {
    let written = |character: char| match u32::from(character) {
        0x9 | 0xa | 0xd => character.to_string(),
        code @ (0..=0x1f | 0x7f..=0x9f | 0xfffe | 0xffff) => format!("\\u{{{code:x}}}"),
        _ => character.to_string(),
    };
    text.chars().map(written).collect()
}

#[test]
fn any_text_is_well_formed_xml_and_reads_back() {
    let every: Vec<char> = (0..=0x11_000).chain([0x1f600, 0x1fffe, 0x10ffff]).filter_map(char::from_u32).collect();
    let mut texts: Vec<String> = every.chunks(1000).map(|some| some.iter().collect()).collect();
    for hostile in
        ["]]>", "<![CDATA[", "<!-- -->", "&amp;&#0;&x;", "\"'><b a=\"", "\r\n\t \r", "<?xml?>", "\u{0}", " x "]
    {
        texts.push(hostile.to_owned());
    }
    let steps = texts.iter().map(|text| ran(text, StepOutcome::Checked(vec![check(false, text)]))).collect();
    let read = parsed(&junit(&[run(&texts.concat(), steps)]));
    assert_eq!(read["suites"][0]["name"].as_str().unwrap(), in_xml(&texts.concat()));
    for (at, text) in texts.iter().enumerate() {
        let row = &read["rows"][at];
        assert_eq!(row[1].as_str().unwrap(), format!("{}. {}", at + 1, in_xml(text)));
        let failure = &row[2][0];
        assert_eq!(failure[1].as_str().unwrap(), in_xml(text), "as an attribute");
        assert_eq!(failure[2].as_str().unwrap(), in_xml(text), "as text");
    }
}
