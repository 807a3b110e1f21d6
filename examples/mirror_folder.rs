//! Mirrors a folder of the drive on the disk, and what changed there back: twice, so that the second time only that goes.

mod common;

use std::fs;
use std::time::{Duration, SystemTime};

use o365::drive::Compare;
use o365::{Result, scopes};

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::FILES_READ_WRITE])?;
    let drive = account.storage().default_drive();
    if let Some(sandbox) = &sandbox {
        sandbox.add_file("/Reports/goals.csv", "season,goals\n1967/68,28\n")?;
        sandbox.add_file("/Reports/2024/March #1.txt", "I've stopped drinking")?;
        sandbox.add_folder("/Reports/empty")?;
    }
    let disk = std::env::temp_dir().join(format!("o365-mirror-{}", std::process::id()));
    let reports = drive.path("/Reports");

    // A plan can be looked at before anything is done.
    let plan = reports.download_tree(&disk).plan()?;
    println!("{plan}\n");
    let report = plan.run()?;
    println!("{} files and {} folders came down", report.files, report.folders);
    for (step, error) in &report.failed {
        println!("{step}: {error}");
    }

    let goals = disk.join("goals.csv");
    fs::write(&goals, "season,goals\n1967/68,28\n1968/69,19\n")?;
    // Somebody works on it a minute later.
    let later = SystemTime::now() + Duration::from_secs(60);
    fs::File::options().write(true).open(&goals)?.set_modified(later)?;
    let plan = reports.upload_tree(&disk).compare(Compare::Hash).plan()?;
    println!("{plan}\n");
    let report = plan.run()?.into_result()?;
    println!("{} file went up, {} are the same", report.files, report.same);
    fs::remove_dir_all(disk)?;
    Ok(())
}
