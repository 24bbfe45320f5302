//! Damage of every sort, always the same: a reader gives what it read or a sentence, never a panic.

use std::io::{Cursor, Read as _};
use std::path::Path;

use metod::import::{clean, read};
use metod::lang::Language;

use super::{bytes, cases, folder, input, pack};

/// Numbers that look random and are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Pieces that break readers when they stand where nobody expects them.
const PIECES: [&[u8]; 16] = [
    b"<",
    b">",
    b"</",
    b"\"",
    b"&",
    b"&#xD800;",
    b"\0",
    b"\xff\xfe",
    b"99999999999999999999",
    b"-1",
    b"<w:tbl>",
    b"</w:tc>",
    b"<td colspan=9 rowspan=9>",
    b"\xd0",
    b"\t\t\t",
    b"<!--",
];

fn damage(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len());
        match numbers.below(5) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] = numbers.below(256) as u8,
            2 => {
                let end = (at + numbers.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let end = (at + numbers.below(200)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
}

fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut members = Vec::new();
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        members.push((member.name().unwrap().into_owned(), bytes));
    }
    members
}

/// Reads and cleans; whatever comes of it has words.
fn survive(name: &str, bytes: &[u8]) {
    match read::read(name, bytes) {
        Ok(source) => {
            for note in &clean::source(source).notes {
                note.words(Language::Ru);
                note.place.words(Language::Ru);
            }
        }
        Err(refusal) => assert!(refusal.words(Language::Ru).contains(' '), "{}", refusal.key),
    }
}

fn damage_file(path: &Path, times: usize, numbers: &mut Numbers) {
    let name = path.file_name().unwrap().to_str().unwrap();
    let whole = bytes(path);
    let is_archive = whole.starts_with(b"PK");
    let parts = if is_archive {
        members(&whole)
    } else {
        Vec::new()
    };
    for time in 0..times {
        if is_archive && time % 4 > 0 {
            // Damage inside the parts, or the archive alone would refuse.
            let mut parts = parts.clone();
            let at = numbers.below(parts.len());
            damage(&mut parts[at].1, numbers);
            survive(name, &pack(&parts));
        } else {
            let mut bytes = whole.clone();
            damage(&mut bytes, numbers);
            survive(name, &bytes);
        }
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for case in cases() {
        damage_file(&input(&case), 60, &mut numbers);
    }
}

#[test]
fn damaged_plans_are_read_or_refused() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    for name in [
        "paper.docx",
        "paper.html",
        "book.xlsx",
        "book.ods",
        "book.csv",
    ] {
        damage_file(
            &folder("fixtures/megion-2022-2024").join(name),
            12,
            &mut numbers,
        );
    }
    for seed in ["megion-order-54-o.txt", "yugra-order-10-p-86.txt"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/seeds")
            .join(seed);
        damage_file(&path, 8, &mut numbers);
    }
}

#[test]
fn any_bytes_are_read_or_refused() {
    let mut numbers = Numbers(0xdead_beef_cafe_f00d);
    let names = ["a.docx", "a.xlsx", "a.csv", "a.html", "a.md", "a.txt", "a"];
    for time in 0..400 {
        let length = numbers.below(3000);
        let mut bytes: Vec<u8> = (0..length).map(|_| numbers.below(256) as u8).collect();
        if time % 3 == 0 {
            // Half of text and markup, so that more than the first look is tried.
            for byte in &mut bytes {
                let signs = b" <>/=\"'&;,|\t\n#abtdr*-1";
                *byte = signs[usize::from(*byte) % signs.len()];
            }
        }
        survive(names[time % names.len()], &bytes);
    }
}
