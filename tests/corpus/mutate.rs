//! Changes of an input that are the same each time: bytes put, cut, copied, taken from another seed, words of the format.

use std::fs;
use std::path::Path;

/// A number out of another, as if by chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

/// The words of a target, as libFuzzer reads them; escapes are left as they are.
pub fn words(folder: &Path, target: &str) -> Vec<Vec<u8>> {
    let name = if target == "week" { "rows" } else { target };
    let text = fs::read_to_string(folder.join(format!("{name}.dict"))).unwrap();
    let quoted = text.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    quoted.map(|word| word.replace("\\\"", "\"").into_bytes()).collect()
}

/// The n-th change of a seed.
pub fn changed(seed: &[u8], seeds: &[(String, Vec<u8>)], words: &[Vec<u8>], n: u64) -> Vec<u8> {
    let mut chance = Chance(n.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 9);
    let mut input = seed.to_vec();
    for _ in 0..1 + chance.below(8) {
        let place = chance.below(input.len());
        let length = (1 + chance.below(200)).min(input.len() - place);
        match chance.below(7) {
            0 if !input.is_empty() => input[place] ^= 1 << chance.below(8),
            1 if !input.is_empty() => input[place] = chance.below(256) as u8,
            2 => drop(input.drain(place..place + length)),
            3 => {
                let piece = input[place..place + length].to_vec();
                let to = chance.below(input.len());
                input.splice(to..to, piece);
            }
            4 => {
                let other = &seeds[chance.below(seeds.len())].1;
                let from = chance.below(other.len());
                let end = (from + 1 + chance.below(400)).min(other.len());
                input.splice(place..place, other[from..end].iter().copied());
            }
            5 => {
                let digits = input.iter().skip(place).position(u8::is_ascii_digit);
                let ends: [&[u8]; 6] =
                    [b"0", b"-1", b"4294967295", b"9223372036854775807", b"1e999", b"0001"];
                if let Some(at) = digits.map(|at| place + at) {
                    let more = input[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                    input.splice(at..at + more, ends[chance.below(6)].iter().copied());
                }
            }
            _ => {
                let word = &words[chance.below(words.len())];
                input.splice(place..place, word.iter().copied());
            }
        }
    }
    input
}
