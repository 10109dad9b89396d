use super::*;

fn file(folder: &Path) -> ConfirmationsFile {
    ConfirmationsFile::new(Some(folder.join("new/confirmations.json")))
}

fn allow(host: &str) -> impl FnOnce(&mut Confirmed) + use<> {
    let host = host.to_owned();
    move |confirmed| confirmed.allowed_hosts.extend([host])
}

#[test]
fn a_missing_file_confirms_nothing_and_is_no_problem() {
    let folder = tempfile::tempdir().unwrap();
    let file = file(folder.path());
    assert_eq!((Confirmed::clone(&file.current()), file.problem()), (Confirmed::default(), None));
    assert!(!folder.path().join("new").exists(), "reading writes nothing");
}

#[test]
fn a_change_is_seen_by_every_process_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (file(folder.path()), file(folder.path()));
    // Names of the same length, so that only the replaced file differs.
    for host in ["a.example", "b.example", "c.example"] {
        one.change(allow(host)).unwrap();
        assert!(one.current().allowed_hosts.contains(host) && other.current().allowed_hosts.contains(host), "{host}");
        one.change(|confirmed| confirmed.allowed_hosts.clear()).unwrap();
        assert!(other.current().allowed_hosts.is_empty(), "{host}");
    }
    let names: Vec<_> =
        fs::read_dir(folder.path().join("new")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "no temporary file stays: {names:?}");
}

#[test]
fn no_change_is_lost_when_several_write_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let start = std::sync::Barrier::new(8);
    std::thread::scope(|scope| {
        for number in 0..8 {
            let (start, file) = (&start, file(folder.path()));
            scope.spawn(move || {
                start.wait();
                for round in 0..10 {
                    file.change(allow(&format!("{number}-{round}.example"))).unwrap();
                }
            });
        }
    });
    assert_eq!(file(folder.path()).current().allowed_hosts.len(), 80);
}

#[test]
fn a_file_that_cannot_be_read_confirms_nothing_and_is_never_overwritten() {
    let whole = serde_json::to_string(&Confirmed { hosts: ["https://a.example".into()].into(), ..Default::default() });
    let whole = whole.unwrap();
    let later = whole.replacen('{', r#"{"of_a_later_version":[],"#, 1);
    for (what, content) in
        [("empty", ""), ("cut off", &whole[..whole.len() - 2]), ("later", &later), ("text", "{hosts}")]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/confirmations.json");
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        let file = file(folder.path());
        assert_eq!(*file.current(), Confirmed::default(), "{what}");
        let problem = file.problem().unwrap();
        assert!(problem.contains("confirmations.json") && problem.contains("correct"), "{what}: {problem}");
        assert!(file.change(allow("b.example")).is_err(), "{what}");
        assert_eq!(fs::read_to_string(&path).unwrap(), content, "{what}");
        fs::write(&path, &whole).unwrap();
        assert_eq!((file.current().hosts.len(), file.problem()), (1, None), "{what}: corrected");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("new/confirmations.json")).unwrap();
    let file = file(folder.path());
    assert!(file.problem().unwrap().contains("regular file") && file.change(allow("b.example")).is_err());
}

#[test]
fn without_a_folder_nothing_is_confirmed_and_the_problem_says_so() {
    let file = ConfirmationsFile::new(None);
    assert_eq!(*file.current(), Confirmed::default());
    assert!(file.problem().unwrap().contains("HOOKGLASS_CONFIG_DIR"));
    assert!(file.change(allow("b.example")).is_err());
}

#[cfg(unix)]
#[test]
fn only_the_user_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    file(folder.path()).change(allow("a.example")).unwrap();
    let mode = fs::metadata(folder.path().join("new/confirmations.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
