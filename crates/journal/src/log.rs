//! The write-ahead log beside a journal as bytes, read without SQLite: that takes a log up to the first frame which is not in
//! order and drops the rest unsaid. After a power cut the rest is what nobody was told is done; after damage it may be
//! anything. Only what SQLite's documented file format promises is relied on, and no bytes make this fail.

use crate::pages::u32_at;

/// Bytes before the first frame, and before the page of each.
const HEAD: usize = 32;
const FRAME_HEAD: usize = 24;

/// A page in a log, with its number.
pub(crate) type Page<'a> = (usize, &'a [u8]);

/// What was committed in a log, in the order in which it was written.
#[derive(Debug, Default)]
pub(crate) struct Logged<'a> {
    pub(crate) whole: Vec<Page<'a>>,
    /// Not as they were written; what can be read of them may be true all the same.
    pub(crate) damaged: Vec<Page<'a>>,
    /// Whether SQLite would drop some of it.
    pub(crate) is_broken: bool,
}

/// Reads a log of pages of this size.
pub(crate) fn logged(log: &[u8], size: usize) -> Logged<'_> {
    let Some(head) = Head::of(log, size) else { return Logged::default() };
    let frames = frames(log, size, &head);
    // Of a log whose head is damaged SQLite takes nothing. Its first frame cannot be judged, and was written like the others.
    let accepted = if head.is_whole { whole_until(&frames, 0) } else { 0 };
    let taken = committed(&frames, 0, accepted);
    let mut until = if head.is_whole { taken } else { committed(&frames, 0, whole_until(&frames, 1)) };
    let mut from = accepted;
    while from < frames.len() {
        let end = whole_until(&frames, from + 1);
        // What stands behind a break was committed if something went on from a commit there. If not, it is what a power cut left
        // of the last command, or what was left of one that was refused.
        if frames.iter().take(end - 1).skip(from).any(|frame| frame.is_commit) {
            until = until.max(committed(&frames, from, end));
        }
        from = end;
    }
    let is_broken = until > taken || !head.is_whole && !head.is_blank;
    let mut logged = Logged { is_broken, ..Logged::default() };
    for Frame { number, page, is_whole, .. } in frames.into_iter().take(until) {
        if is_whole { logged.whole.push((number, page)) } else { logged.damaged.push((number, page)) }
    }
    logged
}

/// How a log begins.
struct Head {
    is_whole: bool,
    /// It was made and not yet written.
    is_blank: bool,
    sums: Sums,
    /// What its checksum is said to be, and what it is.
    ends: [Sum; 2],
    /// What is on each of its frames, and not on those that an earlier log left behind them.
    salt: [u8; 8],
}

impl Head {
    fn of(log: &[u8], size: usize) -> Option<Head> {
        const MAGIC: u32 = 0x377F_0682;
        let head = log.get(..HEAD)?;
        let (magic, said) = (u32_at(head, 0)?, sum_at(head, 24)?);
        let named = Sums { is_big: magic & 1 == 1 };
        let is = named.over((0, 0), head.get(..24)?);
        let is_whole = magic & !1 == MAGIC && usize::try_from(u32_at(head, 8)?) == Ok(size) && is == said;
        // A damaged one does not say how its numbers stand; most likely as they do here.
        let sums = if is_whole { named } else { Sums { is_big: cfg!(target_endian = "big") } };
        let salt = if is_whole { head.get(16..24) } else { log.get(HEAD + 8..HEAD + 16) };
        Some(Head {
            is_whole,
            is_blank: head.iter().all(|byte| *byte == 0),
            sums,
            ends: [said, is],
            salt: salt.and_then(|salt| salt.try_into().ok()).unwrap_or_default(),
        })
    }
}

struct Frame<'a> {
    number: usize,
    page: &'a [u8],
    /// A command ends with it.
    is_commit: bool,
    /// It is as it was written, and behind the one that it was written behind.
    is_whole: bool,
}

fn frames<'a>(log: &'a [u8], size: usize, head: &Head) -> Vec<Frame<'a>> {
    let mut before = head.ends;
    let frames = log.get(HEAD..).unwrap_or_default().chunks_exact(FRAME_HEAD + size);
    let read = frames.filter_map(|frame| {
        let (about, page) = frame.split_at(FRAME_HEAD);
        let is_own = about.get(8..16) == Some(&head.salt);
        let said = sum_at(about, 16)?;
        // If the checksum of the one before is damaged and not its page, it is as calculated.
        let is = before.map(|before| {
            let begun = head.sums.over(before, about.get(..8).unwrap_or_default());
            head.sums.over(begun, page)
        });
        before = [said, is[0]];
        Some(Frame {
            number: usize::try_from(u32_at(about, 0)?).ok()?,
            page,
            is_commit: u32_at(about, 4)? != 0,
            is_whole: is_own && is.contains(&said),
        })
    });
    read.collect()
}

/// The end of the whole frames from there on, which is not before `from`.
fn whole_until(frames: &[Frame<'_>], from: usize) -> usize {
    from + frames.iter().skip(from).take_while(|frame| frame.is_whole).count()
}

/// The place behind the last commit between these two; 0 if there is none.
fn committed(frames: &[Frame<'_>], from: usize, end: usize) -> usize {
    let last = frames.iter().take(end).skip(from).rposition(|frame| frame.is_commit);
    last.map_or(0, |n| from + n + 1)
}

type Sum = (u32, u32);

/// SQLite's checksums over pairs of numbers of four bytes, which stand one way or the other.
struct Sums {
    is_big: bool,
}

impl Sums {
    fn over(&self, from: Sum, bytes: &[u8]) -> Sum {
        let word = |four: &[u8]| {
            let four = four.try_into().unwrap_or([0; 4]);
            if self.is_big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
        };
        bytes.chunks_exact(8).fold(from, |(a, b), eight| {
            let (first, second) = eight.split_at(4);
            let a = a.wrapping_add(word(first)).wrapping_add(b);
            (a, b.wrapping_add(word(second)).wrapping_add(a))
        })
    }
}

fn sum_at(bytes: &[u8], place: usize) -> Option<Sum> {
    Some((u32_at(bytes, place)?, u32_at(bytes, place + 4)?))
}
