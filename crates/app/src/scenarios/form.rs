//! Converts a scenario to a form for the editor, and back. An error in the form points at its
//! field.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use bytes::Bytes;
use hookglass_automation::scenario::{
    Expect, Expectation, GeneratedMembers, Request, Scenario, ScenarioError, ScenarioFileError, Sign, Status, Step,
    Test,
};
use hookglass_json::{edit::Edit, pointer::Pointer};
use hookglass_request::headers::Headers;
use hookglass_senders::verdict::Outcome;

use super::error::ScenariosError;
use crate::view::{
    EditForm, ExpectationForm, ExpectationTest, GenerateOnSend, HeaderForm, ScenarioForm, ScenarioFormError,
    SigningChoice, StepForm,
};

impl From<&Scenario> for ScenarioForm {
    fn from(scenario: &Scenario) -> Self {
        Self {
            name: scenario.name.clone(),
            about: scenario.about.clone(),
            steps: scenario.steps.iter().map(StepForm::from).collect(),
        }
    }
}

impl From<&Step> for StepForm {
    fn from(step: &Step) -> Self {
        let (body, base64) = text_or_base64(&step.request.body);
        Self {
            name: step.name.clone(),
            pause_ms: step.pause_ms,
            method: step.request.method.clone(),
            target: step.request.target.clone(),
            headers: step.request.headers.iter().map(header).collect(),
            body,
            base64,
            fresh: GenerateOnSend { id: step.fresh.id, seq: step.fresh.seq, timestamp: step.fresh.timestamp },
            edits: step.edits.iter().map(edit).collect(),
            signing: match &step.sign {
                Sign::Original => SigningChoice::Original,
                Sign::None => SigningChoice::None,
                Sign::Wrong => SigningChoice::Wrong,
                Sign::With(secret) => SigningChoice::With { secret: secret.clone() },
            },
            status: step.expect.status.map(|status| status.to_string()).unwrap_or_default(),
            verdict: step.expect.verdict.map(Outcome::word).unwrap_or_default().to_owned(),
            within_ms: step.expect.within_ms,
            answer: step.expect.answer.iter().map(expectation).collect(),
        }
    }
}

/// The bytes as text if they are UTF-8, otherwise as base64. Also returns whether it is base64.
fn text_or_base64(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => (BASE64.encode(bytes), true),
    }
}

fn header((name, value): (&str, &[u8])) -> HeaderForm {
    let (value, base64) = text_or_base64(value);
    HeaderForm { name: name.to_owned(), value, base64 }
}

fn edit(edit: &Edit) -> EditForm {
    match edit {
        Edit::Set { at, json } => EditForm { at: at.to_string(), to: Some(json.clone()) },
        Edit::Unset { at } => EditForm { at: at.to_string(), to: None },
    }
}

fn expectation(expectation: &Expectation) -> ExpectationForm {
    let (test, value) = match &expectation.test {
        Test::Equals(json) => (ExpectationTest::Equals, json.clone()),
        Test::Matches(pattern) => (ExpectationTest::Matches, pattern.clone()),
        Test::Exists(true) => (ExpectationTest::Exists, String::new()),
        Test::Exists(false) => (ExpectationTest::Missing, String::new()),
    };
    ExpectationForm { at: expectation.at.to_string(), test, value }
}

/// A pointer into a step, and the error there.
type StepError = (String, String);

impl ScenarioForm {
    /// Returns the scenario if it can be run.
    pub(super) fn scenario(&self) -> Result<Scenario, ScenarioFormError> {
        let mut scenario = Scenario { name: self.name.trim().to_owned(), about: self.about.clone(), steps: Vec::new() };
        for (number, step) in (1..).zip(&self.steps) {
            let step = step.step().map_err(|(pointer, what)| mistake(Some(number), pointer, what))?;
            scenario.steps.push(step);
        }
        scenario.check()?;
        Ok(scenario)
    }
}

impl StepForm {
    fn step(&self) -> Result<Step, StepError> {
        let mut headers = Headers::default();
        for (at, header) in self.headers.iter().enumerate() {
            let pointer = || format!("/request/headers/{at}");
            if header.name.contains(['\r', '\n', ':']) || header.value.contains(['\r', '\n', '\0']) {
                let what =
                    format!("the header '{}' contains a character that headers cannot contain", header.name.trim());
                return Err((pointer(), what));
            }
            let value = bytes_of(&header.value, header.base64).map_err(|what| (pointer(), what))?;
            let value = if header.base64 { &value } else { header.value.trim_matches([' ', '\t']).as_bytes() };
            headers.push(header.name.trim().as_bytes(), value);
        }
        let body = bytes_of(&self.body, self.base64).map_err(|what| ("/request/body_base64".to_owned(), what))?;
        let mut edits = Vec::new();
        for (at, edit) in self.edits.iter().enumerate() {
            edits.push(match &edit.to {
                Some(json) => Edit::Set { at: pointer(&edit.at, format!("/edits/{at}/set"))?, json: json.clone() },
                None => Edit::Unset { at: pointer(&edit.at, format!("/edits/{at}/unset"))? },
            });
        }
        let mut answer = Vec::new();
        for (at, expectation) in self.answer.iter().enumerate() {
            let test = match expectation.test {
                ExpectationTest::Equals => Test::Equals(expectation.value.clone()),
                ExpectationTest::Matches => Test::Matches(expectation.value.clone()),
                ExpectationTest::Exists => Test::Exists(true),
                ExpectationTest::Missing => Test::Exists(false),
            };
            answer.push(Expectation { at: pointer(&expectation.at, format!("/expect/answer/{at}/at"))?, test });
        }
        Ok(Step {
            name: self.name.trim().to_owned(),
            pause_ms: self.pause_ms,
            request: Request {
                method: self.method.trim().to_owned(),
                target: self.target.trim().to_owned(),
                headers,
                body: Bytes::from(body),
            },
            fresh: fresh(self.fresh),
            edits,
            sign: sign(&self.signing),
            expect: Expect {
                status: status(&self.status).map_err(|error| ("/expect/status".to_owned(), error.to_string()))?,
                verdict: self.verdict()?,
                within_ms: self.within_ms,
                answer,
            },
        })
    }

    fn verdict(&self) -> Result<Option<Outcome>, StepError> {
        if self.verdict.is_empty() {
            return Ok(None);
        }
        let unknown = || ("/expect/verdict".to_owned(), format!("'{}' is not a verdict", self.verdict));
        Outcome::from_word(&self.verdict).map(Some).ok_or_else(unknown)
    }
}

pub(super) fn fresh(fresh: GenerateOnSend) -> GeneratedMembers {
    GeneratedMembers { id: fresh.id, seq: fresh.seq, timestamp: fresh.timestamp }
}

pub(super) fn sign(choice: &SigningChoice) -> Sign {
    match choice {
        SigningChoice::AsReceived | SigningChoice::Original => Sign::Original,
        SigningChoice::None => Sign::None,
        SigningChoice::Wrong => Sign::Wrong,
        SigningChoice::With { secret } => Sign::With(secret.clone()),
    }
}

/// Reads a status or a status class; `None` for an empty text.
pub(super) fn status(text: &str) -> Result<Option<Status>, ScenariosError> {
    match text.trim() {
        "" => Ok(None),
        text => Status::read(text).map(Some).ok_or_else(|| ScenariosError::InvalidStatus(text.to_owned())),
    }
}

fn bytes_of(text: &str, base64: bool) -> Result<Vec<u8>, String> {
    if !base64 {
        return Ok(text.as_bytes().to_vec());
    }
    let base64: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    BASE64.decode(base64).map_err(|error| format!("this is not valid base64: {error}"))
}

/// Parses a JSON Pointer. `field` is the pointer of the form field that holds it.
fn pointer(text: &str, field: String) -> Result<Pointer, StepError> {
    Pointer::parse(text.trim()).map_err(|error| (field, error.to_string()))
}

fn mistake(step: Option<usize>, pointer: String, what: String) -> ScenarioFormError {
    ScenarioFormError { step: step.map(|step| step as u64), pointer, line: None, column: None, what }
}

impl From<ScenarioError> for ScenarioFormError {
    fn from(error: ScenarioError) -> Self {
        mistake(error.step, error.pointer, error.what)
    }
}

impl From<ScenarioFileError> for ScenarioFormError {
    fn from(error: ScenarioFileError) -> Self {
        Self {
            line: Some(error.line as u64),
            column: Some(error.column as u64),
            ..mistake(error.step.map(|(number, _)| number), error.pointer, error.what)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_automation::scenario;

    const FILE: &str = r#"{"version": 1, "name": "All", "about": "of it", "steps": [
        {"name": "a", "pause_ms": 5, "request": {"method": "PUT", "target": "/x?y", "headers": ["A: 1", "a: 2",
            {"name": "B", "value_base64": "gQ=="}], "body_base64": "gQ=="}, "sign": "wrong"},
        {"request": {"body": "{\"n\":1.00}"}, "fresh": ["id", "seq", "timestamp"],
            "edits": [{"set": "/n", "to": 2.50}, {"unset": "/m"}], "sign": {"with": "mine"},
            "expect": {"status": "2xx", "verdict": "allowed", "within_ms": 9, "answer": [
                {"at": "/a", "equals": 1.0}, {"at": "/b", "exists": false}, {"at": "", "exists": true},
                {"at": "/c", "matches": "*x"}]}}]}"#;

    fn form() -> (Scenario, ScenarioForm) {
        let scenario = scenario::read(&Bytes::from_static(FILE.as_bytes())).unwrap();
        let form = ScenarioForm::from(&scenario);
        (scenario, form)
    }

    #[test]
    fn a_scenario_survives_the_conversion_to_a_form_and_back() {
        let (scenario, form) = form();
        assert_eq!(form.scenario(), Ok(scenario));
        assert_eq!(form.steps[1].body, r#"{"n":1.00}"#, "numbers keep their spelling");
    }

    #[test]
    fn an_error_in_a_form_points_at_its_field() {
        let (_, good) = form();
        type Corrupt = fn(&mut StepForm);
        let cases: [(Corrupt, &str); 8] = [
            (|step| step.method = "P OST".to_owned(), "/request/method"),
            (|step| step.target = "x".to_owned(), "/request/target"),
            (|step| step.body = "%".to_owned(), "/request/body_base64"),
            (|step| step.headers[1].value = "a\nb".to_owned(), "/request/headers/1"),
            (|step| step.status = "ok".to_owned(), "/expect/status"),
            (|step| step.verdict = "fine".to_owned(), "/expect/verdict"),
            (|step| step.edits = vec![EditForm { at: "n".to_owned(), to: None }], "/edits/0/unset"),
            (
                |step| {
                    let (at, value) = ("/a".to_owned(), "x".to_owned());
                    step.answer = vec![ExpectationForm { at, test: ExpectationTest::Equals, value }];
                },
                "/expect/answer/0/equals",
            ),
        ];
        for (corrupt, pointer) in cases {
            let mut bad = good.clone();
            corrupt(&mut bad.steps[0]);
            let error = bad.scenario().unwrap_err();
            assert_eq!((error.step, error.pointer.as_str()), (Some(1), pointer), "{}", error.what);
        }
        let nameless = ScenarioForm { name: " ".to_owned(), ..good };
        assert_eq!(nameless.scenario().unwrap_err().pointer, "/name");
    }
}
