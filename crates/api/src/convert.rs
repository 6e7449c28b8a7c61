//! Between the journal's vocabulary and the wire's: one small function each way, no rule in any of them.

use crate::wire;

pub(crate) fn goal_in(goal: wire::Goal) -> journal::Goal {
    match goal {
        wire::Goal::MlRole => journal::Goal::MlRole,
        wire::Goal::AddToJob => journal::Goal::AddToJob,
        wire::Goal::OneApplication => journal::Goal::OneApplication,
    }
}

pub(crate) fn goal_out(goal: journal::Goal) -> wire::Goal {
    match goal {
        journal::Goal::MlRole => wire::Goal::MlRole,
        journal::Goal::AddToJob => wire::Goal::AddToJob,
        journal::Goal::OneApplication => wire::Goal::OneApplication,
    }
}

pub(crate) fn level_in(level: wire::KnowledgeLevel) -> journal::KnowledgeLevel {
    match level {
        wire::KnowledgeLevel::New => journal::KnowledgeLevel::New,
        wire::KnowledgeLevel::SeenIt => journal::KnowledgeLevel::SeenIt,
        wire::KnowledgeLevel::UseIt => journal::KnowledgeLevel::UseIt,
        wire::KnowledgeLevel::CouldTeachIt => journal::KnowledgeLevel::CouldTeachIt,
    }
}

pub(crate) fn level_out(level: journal::KnowledgeLevel) -> wire::KnowledgeLevel {
    match level {
        journal::KnowledgeLevel::New => wire::KnowledgeLevel::New,
        journal::KnowledgeLevel::SeenIt => wire::KnowledgeLevel::SeenIt,
        journal::KnowledgeLevel::UseIt => wire::KnowledgeLevel::UseIt,
        journal::KnowledgeLevel::CouldTeachIt => wire::KnowledgeLevel::CouldTeachIt,
    }
}

pub(crate) fn theme_in(theme: wire::Theme) -> journal::Theme {
    match theme {
        wire::Theme::System => journal::Theme::System,
        wire::Theme::Light => journal::Theme::Light,
        wire::Theme::Dark => journal::Theme::Dark,
    }
}

pub(crate) fn theme_out(theme: journal::Theme) -> wire::Theme {
    match theme {
        journal::Theme::System => wire::Theme::System,
        journal::Theme::Light => wire::Theme::Light,
        journal::Theme::Dark => wire::Theme::Dark,
    }
}

pub(crate) fn grade_in(grade: wire::Grade) -> journal::Grade {
    match grade {
        wire::Grade::Forgot => journal::Grade::Forgot,
        wire::Grade::Hard => journal::Grade::Hard,
        wire::Grade::Good => journal::Grade::Good,
        wire::Grade::Easy => journal::Grade::Easy,
    }
}

pub(crate) fn grade_out(grade: journal::Grade) -> wire::Grade {
    match grade {
        journal::Grade::Forgot => wire::Grade::Forgot,
        journal::Grade::Hard => wire::Grade::Hard,
        journal::Grade::Good => wire::Grade::Good,
        journal::Grade::Easy => wire::Grade::Easy,
    }
}

/// As the memory counts it.
pub(crate) fn grade_known(grade: journal::Grade) -> recall::Grade {
    match grade {
        journal::Grade::Forgot => recall::Grade::Forgot,
        journal::Grade::Hard => recall::Grade::Hard,
        journal::Grade::Good => recall::Grade::Good,
        journal::Grade::Easy => recall::Grade::Easy,
    }
}

pub(crate) fn window_in(w: &wire::StudyWindow) -> journal::StudyWindow {
    journal::StudyWindow { weekday: w.weekday, from: w.from, to: w.to, deep: w.deep }
}

pub(crate) fn window_out(w: &journal::StudyWindow) -> wire::StudyWindow {
    wire::StudyWindow { weekday: w.weekday, from: w.from, to: w.to, deep: w.deep }
}

pub(crate) fn budget_in(b: &wire::Budget) -> journal::Budget {
    journal::Budget {
        week: b.week,
        day_max: b.day_max,
        block_min: b.block_min,
        block_max: b.block_max,
        break_min: b.break_min,
    }
}

pub(crate) fn budget_out(b: &journal::Budget) -> wire::Budget {
    wire::Budget {
        week: b.week,
        day_max: b.day_max,
        block_min: b.block_min,
        block_max: b.block_max,
        break_min: b.break_min,
    }
}

pub(crate) fn mark_in(mark: wire::UnitMark) -> journal::UnitMark {
    match mark {
        wire::UnitMark::Open => journal::UnitMark::Open,
        wire::UnitMark::Known => journal::UnitMark::Known,
        wire::UnitMark::Dropped => journal::UnitMark::Dropped,
        wire::UnitMark::Later => journal::UnitMark::Later,
    }
}
