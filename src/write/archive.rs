//! The output as one zip file, for those who publish by sending a file.
#![allow(clippy::disallowed_methods)] // It reads the output folder and writes the archive.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use jiff::civil::Date;

use super::{TEMPORARY, cause, shown};
use crate::lang::{Language, message};
use crate::publication::Error;

/// Written into every archive of ours: an archive without it is somebody else's and stays.
const COMMENT: &str = "metod";

/// Packs the files `paths` of the folder `out` into `archive`: sorted, stamped with `today`, whole or
/// not at all. An archive that holds the same already is left as it is.
pub fn archive(
    out: &Path,
    paths: &[String],
    archive: &Path,
    today: Date,
    language: Language,
) -> Result<(), Error> {
    refuse(out, archive, language)?;
    let folder = match archive.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let temporary = folder.join(format!("{TEMPORARY}{}.zip", std::process::id()));
    let result = pack(out, paths, &temporary, today).and_then(|()| {
        if same_files(&temporary, archive)? {
            fs::remove_file(&temporary)
        } else {
            super::rename(&temporary, archive)
        }
    });
    result.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        let values = [("path", shown(archive)), ("cause", cause(language, &error))];
        Error(message(language, "write.no-write", &values))
    })
}

/// The archive is new or one of ours, and no file of the portal.
pub fn refuse(out: &Path, archive: &Path, language: Language) -> Result<(), Error> {
    let refusal = |key| Err(super::refusal(language, key, archive));
    let absolute = std::path::absolute(archive).unwrap_or_else(|_| archive.to_path_buf());
    let folder = absolute
        .parent()
        .and_then(|parent| parent.canonicalize().ok());
    if let (Some(folder), Ok(out)) = (folder, out.canonicalize())
        && folder.starts_with(&out)
    {
        return refusal("write.zip-in-out");
    }
    match fs::symlink_metadata(archive) {
        Err(error) if super::is_absent(&error) => Ok(()),
        Err(error) => Err(super::failed(language, "write.no-read", archive, &error)),
        Ok(metadata) if metadata.is_file() && is_ours(archive) => Ok(()),
        Ok(_) => refusal("write.zip-foreign"),
    }
}

fn is_ours(archive: &Path) -> bool {
    let comment = File::open(archive)
        .ok()
        .and_then(|file| zip::ZipArchive::new(io::BufReader::new(file)).ok());
    comment.is_some_and(|archive| archive.comment() == COMMENT.as_bytes())
}

fn pack(out: &Path, paths: &[String], temporary: &Path, today: Date) -> io::Result<()> {
    let mut paths: Vec<&String> = paths.iter().collect();
    paths.sort();
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    // A zip knows no year before 1980.
    let stamp = u16::try_from(today.year())
        .ok()
        .and_then(|year| {
            zip::DateTime::from_date_and_time(year, part(today.month()), part(today.day()), 0, 0, 0)
                .ok()
        })
        .unwrap_or_default();
    let mut archive = zip::ZipWriter::new(io::BufWriter::new(File::create(temporary)?));
    archive.set_comment(COMMENT)?;
    for path in paths {
        let mut file = File::open(out.join(path))?;
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(stamp)
            .unix_permissions(0o644)
            .large_file(file.metadata()?.len() > u64::from(u32::MAX));
        archive.start_file(path.as_str(), options)?;
        io::copy(&mut file, &mut archive)?;
    }
    let mut file = archive.finish()?;
    io::Write::flush(&mut file)
}

fn same_files(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = match (File::open(one), File::open(other)) {
        (Ok(one), Ok(other)) => (one, other),
        _ => return Ok(false),
    };
    Ok(one.metadata()?.len() == other.metadata()?.len()
        && super::same_streams(&mut one, &mut other)?)
}
