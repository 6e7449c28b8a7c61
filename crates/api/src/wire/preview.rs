//! What an act would do, before it is done.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    AvailabilitySet, BlockAdd, BlockDone, BlockMove, BlockRef, BlockRefs, BlockSplit, BudgetSet, BusyImport,
    BusyRef, Change, EstimateSet, ForecastOf, KnowledgeSet, PaceSet, PackUse, ProfileSet, RhythmSet,
    StudyLog, UnitMarkSet, UnitRef, WayOut,
};

/// Brings a unit forward, or puts it back in line.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnitFirst {
    /// Unit id.
    pub unit: String,
    /// Before everything else.
    pub first: bool,
}

/// A command that may change the plan, with its arguments.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "command", content = "args", rename_all = "snake_case")]
pub enum Act {
    /// A block could not be done.
    BlockMissed(BlockRef),
    /// Several blocks could not be done.
    BlocksMissed(BlockRefs),
    /// A block was done.
    BlockDone(BlockDone),
    /// A block was done, and all of its activity.
    BlockFinished(BlockDone),
    /// A block moved or resized.
    BlockMove(BlockMove),
    /// A block split.
    BlockSplit(BlockSplit),
    /// A block taken out.
    BlockDelete(BlockRef),
    /// A block added.
    BlockAdd(BlockAdd),
    /// A unit brought forward.
    UnitFirst(UnitFirst),
    /// A new plan.
    Replan,
    /// Other study times.
    AvailabilitySet(AvailabilitySet),
    /// Other hours and limits.
    BudgetSet(BudgetSet),
    /// New busy time.
    BusyImport(BusyImport),
    /// A busy calendar forgotten.
    BusyRemove(BusyRef),
    /// Other goal, target or zone.
    ProfileSet(ProfileSet),
    /// Other things known already.
    KnowledgeSet(KnowledgeSet),
    /// Another pace.
    PaceSet(PaceSet),
    /// A unit known, left out, for later, or to be studied.
    UnitMark(UnitMarkSet),
    /// Another estimate.
    EstimateSet(EstimateSet),
    /// A rhythm wanted or not.
    RhythmSet(RhythmSet),
    /// A unit of the learner's own removed.
    OwnUnitRemove(UnitRef),
    /// Study off the plan.
    StudyLog(StudyLog),
    /// What was asked of the forecast.
    WhatIfApply(ForecastOf),
    /// One of the ways out.
    WayOutTake(WayOut),
    /// Another pack.
    PackUse(PackUse),
}

/// What an act would do. Nothing of it is saved.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Preview {
    /// What would be said.
    pub message: Option<String>,
    /// How the published plan would differ, in time order.
    pub changes: Vec<Change>,
    /// It touches so many published blocks that the learner is asked first.
    pub asks: bool,
}
