//! The words of a curriculum as plain data. A value that [`crate::read`] returned keeps every rule of a pack.

/// A pack that was read without a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curriculum {
    /// What the pack says about itself.
    pub pack: PackInfo,
    /// In the order of their numbers.
    pub strategies: Vec<Strategy>,
}

impl Curriculum {
    /// The unit with this id, retired or not.
    #[must_use]
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.units().find(|unit| unit.id == id)
    }

    /// All units, strategy by strategy, in the order of the files; retired ones too.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.strategies.iter().flat_map(|strategy| &strategy.units)
    }

    /// All rhythms, strategy by strategy, in the order of the files.
    pub fn rhythms(&self) -> impl Iterator<Item = &Rhythm> {
        self.strategies.iter().flat_map(|strategy| &strategy.rhythms)
    }
}

/// What a pack says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackInfo {
    /// Permanent name.
    pub id: String,
    /// Name shown.
    pub title: String,
    /// Version of the content, as the authors count it.
    pub version: String,
    /// What it teaches and whom.
    pub description: String,
    /// Licence of the text.
    pub licence: String,
    /// Ids of units that the learner it is written for has probably mastered.
    pub likely_known: Vec<String>,
    /// Points on the way that are worth a mark.
    pub milestones: Vec<Milestone>,
}

/// A point on the way, reached when all its units are done or known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Name shown.
    pub title: String,
    /// Ids of units; at least one.
    pub after: Vec<String>,
}

/// One numbered lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strategy {
    /// 1..=9, unique in a pack.
    pub number: u8,
    /// The whole sentence.
    pub title: String,
    /// A few words.
    pub label: String,
    /// One word, shown inside a block.
    pub short: String,
    /// In the order of the file.
    pub units: Vec<Unit>,
    /// In the order of the file.
    pub rhythms: Vec<Rhythm>,
}

/// How a unit stands to the goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitLevel {
    /// Others build on it.
    Foundation,
    /// Belongs to the goal.
    Core,
    /// Goes deeper.
    Advanced,
    /// May be left out.
    Optional,
}

/// A piece of study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Permanent name, unique among the units and rhythms of a pack.
    pub id: String,
    /// Name shown.
    pub title: String,
    /// What it is good for.
    pub why: String,
    /// How it stands to the goal.
    pub level: UnitLevel,
    /// Ids of units that come first; free of circles, none retired.
    pub prerequisites: Vec<String>,
    /// Minutes it may take.
    pub effort: Effort,
    /// In order, at least one; their minutes sum to the likely effort.
    pub activities: Vec<Activity>,
    /// The checklist, at least one.
    pub outcomes: Vec<String>,
    /// Questions that come back for review.
    pub recall: Vec<Recall>,
    /// Where to learn it.
    pub resources: Vec<Resource>,
    /// Something to make.
    pub projects: Vec<Project>,
    /// No longer offered; kept because journals may speak of it.
    pub retired: bool,
}

impl Unit {
    /// The name of an activity inside its unit: its place, counted from 1.
    #[must_use]
    pub fn activity_id(&self, index: usize) -> String {
        index.saturating_add(1).to_string()
    }
}

/// Minutes a unit may take; `low <= likely <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// With luck.
    pub low: u32,
    /// As a rule.
    pub likely: u32,
    /// When it is hard.
    pub high: u32,
}

/// What a learner does in an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActivityKind {
    /// Reads.
    Read,
    /// Watches.
    Watch,
    /// Solves exercises.
    Practice,
    /// Makes something.
    Build,
    /// Answers from memory.
    Recall,
    /// Writes.
    Write,
    /// Talks with people.
    Connect,
}

/// One step of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// What is done.
    pub kind: ActivityKind,
    /// Minutes it likely takes.
    pub minutes: u32,
    /// How much concentration it asks for.
    pub focus: plan::Focus,
}

/// A question for review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recall {
    /// What is asked.
    pub question: String,
    /// What a good answer says.
    pub answer: String,
}

/// The kind of place a resource has in the article that the nine strategies come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// Resources.
    Resources,
    /// Recommended textbooks.
    RecommendedTextbooks,
    /// Online courses.
    OnlineCourses,
    /// Online tutorials.
    OnlineTutorials,
    /// Example projects.
    ExampleProjects,
    /// Tech blogs and publications.
    TechBlogsAndPublications,
    /// Conferences.
    Conferences,
    /// Communities.
    Communities,
    /// Mentorship platforms.
    MentorshipPlatforms,
    /// Interview preparation.
    InterviewPreparation,
    /// Resume building.
    ResumeBuilding,
    /// Good, but without a place there.
    Extra,
}

/// Where to learn something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its place.
    pub slot: Slot,
    /// textbook, course, paper, docs ...
    pub kind: String,
    /// Title.
    pub title: String,
    /// Who made it.
    pub authors: Option<String>,
    /// Year or edition.
    pub year: Option<String>,
    /// An https or http address.
    pub url: Option<String>,
    /// Which chapters or lectures.
    pub sections: Option<String>,
    /// free, free-to-read, freemium or paid.
    pub cost: Option<String>,
}

/// Something to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Title.
    pub title: String,
    /// What it is about.
    pub brief: String,
    /// Steps on the way.
    pub milestones: Vec<ProjectMilestone>,
    /// When it is done.
    pub definition_of_done: Vec<String>,
    /// What it works on.
    pub datasets: Vec<Dataset>,
}

/// A step of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectMilestone {
    /// What is reached.
    pub title: String,
    /// Minutes it likely takes.
    pub minutes: u32,
}

/// Data a project may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// Title.
    pub title: String,
    /// An https or http address.
    pub url: Option<String>,
    /// Size, licence, what to look out for.
    pub note: Option<String>,
}

/// Length of a rhythm's period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Every {
    /// Each week.
    Week,
    /// Each second week.
    TwoWeeks,
    /// Each fourth week.
    Month,
    /// Each thirteenth week.
    Quarter,
}

impl Every {
    /// The period in weeks.
    #[must_use]
    pub fn weeks(self) -> u32 {
        match self {
            Every::Week => 1,
            Every::TwoWeeks => 2,
            Every::Month => 4,
            Every::Quarter => 13,
        }
    }
}

/// When a rhythm runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Active {
    /// From the first week to the last.
    WholePlan,
    /// In so many weeks before the target date.
    LastWeeks(u32),
    /// From the completion of this unit on.
    After(String),
}

/// A recurring activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// Permanent name, unique among the units and rhythms of a pack.
    pub id: String,
    /// Name shown.
    pub title: String,
    /// What it is good for.
    pub why: String,
    /// Length of a period.
    pub every: Every,
    /// Minutes of one occurrence.
    pub minutes: u32,
    /// How much concentration it asks for.
    pub focus: plan::Focus,
    /// When it runs.
    pub active: Active,
    /// The checklist of one occurrence, at least one.
    pub steps: Vec<String>,
    /// What comes in turn, one item an occurrence.
    pub rota: Vec<RotaItem>,
    /// Where to look.
    pub resources: Vec<Resource>,
}

/// One item of a rota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotaItem {
    /// Title.
    pub title: String,
    /// Who made it.
    pub authors: Option<String>,
    /// Year.
    pub year: Option<String>,
    /// An https or http address.
    pub url: Option<String>,
    /// What to look out for.
    pub note: Option<String>,
    /// Id of a unit after which it is easier.
    pub best_after: Option<String>,
    /// When it usually takes place.
    pub usual_months: Option<String>,
    /// free, free-to-read, freemium or paid.
    pub cost: Option<String>,
}
