//! The archive that an office file is: members by name, each unpacked only when asked for, in memory
//! and within limits. Nothing is unpacked to a disk, so a name such as `../x` leads nowhere.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Space, Xml, broken};
use super::{LIMITS, Refusal, encoding};

/// Bytes in which the first element of a part ends.
const HEAD: u64 = 64 * 1024;

/// An opened archive.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What is left of the limit for unpacked bytes.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens the archive and looks at its list alone.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        if archive.len() > LIMITS.members {
            return Err(
                Refusal::new("import.read-too-many-members").with("n", LIMITS.members.to_string())
            );
        }
        Ok(Self {
            archive,
            left: LIMITS.unpacked,
        })
    }

    /// Whether there is a member of this name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A member as text; nothing when there is none.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        encoding::xml(bytes).map(Some).ok_or_else(broken)
    }

    /// A member that the file cannot be read without.
    pub fn required(&mut self, name: &str) -> Result<String, Refusal> {
        self.text(name)?.ok_or_else(broken)
    }

    /// The beginning of a member, to see what it is.
    pub fn head(&mut self, name: &str) -> Result<String, Refusal> {
        let member = self
            .archive
            .by_name(name)
            .map_err(|error| refusal(&error))?;
        let mut bytes = Vec::new();
        // A member that is cut or damaged further on is found out when it is read as a whole.
        let _ = member.take(HEAD).read_to_end(&mut bytes);
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let member = match self.archive.by_name(name) {
            Ok(member) => member,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(refusal(&error)),
        };
        let packed = member.compressed_size();
        // The declared size first, for it costs nothing; then what really comes out, for it may lie.
        let most = self
            .left
            .min(packed.saturating_mul(LIMITS.ratio).max(LIMITS.small));
        if member.size() > most {
            return Err(bomb());
        }
        let mut bytes = Vec::new();
        let mut limited = member.take(most + 1);
        limited.read_to_end(&mut bytes).map_err(|_| broken())?;
        let unpacked = bytes.len() as u64;
        if unpacked > most {
            return Err(bomb());
        }
        self.left -= unpacked;
        Ok(Some(bytes))
    }

    /// Relations of a part: id → (the last word of their type, the member they lead to).
    pub fn relations(&mut self, part: &str) -> Result<BTreeMap<String, Relation>, Refusal> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let list = if folder.is_empty() {
            format!("_rels/{name}.rels")
        } else {
            format!("{folder}/_rels/{name}.rels")
        };
        let mut relations = BTreeMap::new();
        let Some(text) = self.text(&list)? else {
            return Ok(relations);
        };
        Xml::new(&text).elements(|_, tag| {
            let (Space::Other, "Relationship") = tag.key() else {
                return Ok(());
            };
            let kind = tag.attribute("Type").unwrap_or_default();
            let target = tag.attribute("Target").unwrap_or_default();
            let is_outside = tag.attribute("TargetMode").as_deref() == Some("External");
            if let (Some(id), false) = (tag.attribute("Id"), is_outside) {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let member = resolve(folder, &target);
                relations.insert(id, Relation { kind, member });
            }
            Ok(())
        })?;
        Ok(relations)
    }
}

/// Where a part of the package leads.
pub struct Relation {
    /// The last word of its type: `styles`, `worksheet`.
    pub kind: String,
    /// The member that it leads to.
    pub member: String,
}

/// The first member that a relation of this kind leads to.
pub fn of_kind<'a>(relations: &'a BTreeMap<String, Relation>, kind: &str) -> Option<&'a str> {
    let mut found = relations.values().filter(|relation| relation.kind == kind);
    found.next().map(|relation| relation.member.as_str())
}

/// The name of a member that a part in this folder speaks of.
fn resolve(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|step| !step.is_empty()).collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn refusal(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            Refusal::new("import.read-password")
        }
        _ => broken(),
    }
}

fn bomb() -> Refusal {
    Refusal::new("import.read-bomb").with("n", (LIMITS.unpacked >> 20).to_string())
}
