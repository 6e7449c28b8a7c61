//! THE command list: every window and script reaches the application through one of these lines.
//!
//! Add a command in three steps: a line here (the compiler then demands its handler), the handler in
//! `handlers/`, and `cargo xtask bindings` for the types of the window. `=>` instead of `->` marks a command that
//! takes long: its handler only looks, and the answer is worked out while other commands run. `<-` marks one that takes its
//! turns with the session by itself, as the sync folder is read and written between them.

use serde_json::Value;

use crate::app::{App, read_args, to_json};
use crate::handlers as h;
use crate::wire::*;
use crate::{ApiError, words};

macro_rules! run {
    ($app:expr, $handler:path, $args:expr, ->) => {
        $app.run(|session| $handler(session, $args.clone()))
    };
    ($app:expr, $handler:path, $args:expr, =>) => {
        $app.run_apart(|session| $handler(session, $args.clone()))
    };
    ($app:expr, $handler:path, $args:expr, <-) => {
        $app.run_by_itself(|app| $handler(app, $args.clone()))
    };
}

macro_rules! commands {
    ($( $(#[doc = $doc:literal])+ $name:ident: $handler:path = $args:ident $arrow:tt $answer:ident; )+) => {
        /// The names of all commands, in the order of the list.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),+];

        /// Runs one command: reads its arguments, calls its handler, writes its answer.
        pub(crate) fn dispatch(app: &App, name: &str, args: Value) -> Result<Value, Failure> {
            let in_words = |e| words::failure(&e);
            match name {
                $(stringify!($name) => {
                    let args: $args = read_args(stringify!($name), args).map_err(in_words)?;
                    let answer: $answer = run!(app, $handler, args, $arrow)?;
                    to_json(stringify!($name), &answer).map_err(in_words)
                })+
                _ => Err(in_words(ApiError::UnknownCommand { name: name.to_owned() })),
            }
        }

        /// The commands with their types, for callers in Rust.
        impl App {
            $(
                $(#[doc = $doc])+
                ///
                /// # Errors
                /// A [`Failure`] in words; nothing was changed then.
                pub fn $name(&self, args: $args) -> Result<$answer, Failure> {
                    run!(self, $handler, args, $arrow)
                }
            )+
        }

        /// The list as a TypeScript interface, and every type it needs.
        pub fn typescript(config: &ts_rs::Config) -> Vec<(String, String)> {
            use ts_rs::TS;
            let mut out = crate::bindings::Collector::new(config);
            let mut list = String::new();
            $(
                out.add::<$args>();
                out.add::<$answer>();
                $( list.push_str(&format!("  /**{} */\n", $doc)); )+
                list.push_str(&format!("  {}: {{ args: {}; answer: {} }};\n",
                    stringify!($name), <$args as TS>::name(config), <$answer as TS>::name(config)));
            )+
            // What an event carries or an error is, and types that a field writes out by hand.
            out.add::<Changed>();
            out.add::<ReadingProgress>();
            out.add::<Failure>();
            out.add::<KnowledgeLevel>();
            out.finish(&list)
        }
    };
}

commands! {
    /// What the frame of the window needs.
    app_state: h::app::state = Nothing -> AppState;
    /// The notice was read.
    notice_dismiss: h::notices::dismiss = Nothing -> Answered;
    /// Every backup of the journal and every journal that one replaced. Nobody has looked inside yet.
    backups: h::backups::list = Nothing => BackupList;
    /// What one of them holds, and what going back to it would set aside.
    backup: h::backups::look_into = BackupRef => BackupHeld;
    /// Bring back a backup in place of an empty journal, or of the present one, which is set aside.
    backup_restore: h::backups::restore = RestoreArgs -> Restored;
    /// Take back the last change.
    undo: h::app::undo = Nothing -> Answered;
    /// Take back the last so many changes, in one step.
    undo_several: h::app::undo_several = UndoSeveral -> Answered;
    /// Bring back the last change that was taken back.
    redo: h::app::redo = Nothing -> Answered;
    /// Open an address in the system's browser.
    link_open: h::app::link_open = LinkOpen -> Answered;
    /// Show a sample learner; nothing of it is kept.
    sample_start: h::app::sample_start = Nothing -> Answered;
    /// Back to the learner's own plan.
    sample_leave: h::app::sample_leave = Nothing -> Answered;

    /// Sensible answers to start from.
    onboarding_start: h::onboarding::start = Nothing -> OnboardingStart;
    /// What the answers mean in hours.
    onboarding_hours: h::onboarding::hours = DraftArgs -> HoursView;
    /// The plan these answers give, not saved.
    onboarding_preview: h::onboarding::preview = DraftArgs -> PreviewView;
    /// Save the answers and publish the first plan.
    onboarding_finish: h::onboarding::finish = FinishArgs <- Finished;

    /// Read busy time from the text of an .ics file.
    busy_import: h::busy::import = BusyImport <- BusyImported;
    /// Stop reading a calendar, and asking a server. What was under way says that it was stopped.
    reading_stop: h::busy::stop = Nothing <- Answered;
    /// Forget a busy calendar.
    busy_remove: h::busy::remove = BusyRef -> BusyRemoved;

    /// One week of the calendar.
    week: h::week::week = WeekOf -> WeekView;
    /// The day on screen.
    today: h::week::today = Nothing -> TodayView;
    /// When it is likely done, or would be; nothing is changed.
    forecast: h::forecast::forecast = ForecastOf -> ForecastDetail;
    /// Every unit in its weeks, up to the end of the pack.
    roadmap: h::roadmap::roadmap = Nothing -> RoadmapView;
    /// Make true what was asked of the forecast: hours, date, units left out; the plan changes.
    what_if_apply: h::roadmap::apply = ForecastOf -> Answered;

    /// The look back: planned and done, what is left, how long things took.
    review: h::review::review = ReviewOf -> ReviewView;
    /// Write the line about a week.
    reflection_set: h::review::reflection_set = ReflectionSet -> Answered;
    /// Write the figures of the look back, of all weeks, as a .csv file.
    export_review: h::export::review = ExportTo -> Exported;

    /// The panel of one block.
    block: h::block::detail = BlockRef -> BlockDetail;
    /// Why a unit is not studied earlier.
    why_not: h::why::why_not = UnitRef -> WhyNotView;
    /// By how much the target is missed, and the smallest ways out.
    ways_out: h::why::ways_out = Nothing => WaysOutView;
    /// Go one of the ways out; the plan changes.
    way_out_take: h::why::take = WayOut -> Answered;
    /// Whether a block may go there, and why not.
    block_check: h::block::check = BlockMove -> MoveCheck;
    /// Move or resize a block by hand; it is locked then.
    block_move: h::block::move_to = BlockMove -> Answered;
    /// Where the second part of a split block would go, or why it cannot be split; nothing is changed.
    block_split_check: h::by_hand::split_check = BlockSplit -> SplitCheck;
    /// Split a block in two; both are locked then.
    block_split: h::by_hand::split = BlockSplit -> Answered;
    /// Take a block out; its time is kept free, and what it was for is planned elsewhere.
    block_delete: h::by_hand::delete = BlockRef -> Answered;
    /// Time of a deleted block may be planned again.
    kept_free_end: h::by_hand::kept_free_end = BlockRef -> Answered;
    /// What a new block could be for; nothing is changed.
    block_add_choices: h::by_hand::add_choices = AddAt -> AddChoices;
    /// Whether a new block may go there, and why not.
    block_add_check: h::by_hand::add_check = BlockAdd -> MoveCheck;
    /// Add a block by hand; it is locked then, and the plan changes.
    block_add: h::by_hand::add = BlockAdd -> Answered;
    /// Bring a unit and what it needs forward, before everything else, or put it back in line; the plan changes.
    unit_first: h::forward::unit_first = UnitFirst -> Answered;
    /// What an act would do to the plan; nothing is changed.
    preview: h::preview::preview = Act <- Preview;
    /// Make the plan anew that was left as it was.
    replan: h::forward::replan = Nothing -> Answered;
    /// Lock or free a block.
    block_lock: h::block::lock = BlockLock -> Answered;
    /// Study a block now, or go on after a pause; another session rests.
    session_start: h::study::start = BlockRef -> Answered;
    /// Let the session on a block rest.
    session_pause: h::study::pause = BlockRef -> Answered;
    /// Make a block that is being studied a quarter of an hour longer.
    session_extend: h::study::extend = BlockRef -> Answered;
    /// Log study off the plan; minutes on a unit change the plan.
    study_log: h::study::log = StudyLog -> Answered;
    /// A block was done.
    block_done: h::block::done = BlockDone -> Answered;
    /// A block was done, and with it all of its activity, whatever its estimate says; the plan changes.
    block_finished: h::block::finished = BlockDone -> Answered;
    /// A block could not be done; the plan changes.
    block_missed: h::block::missed = BlockRef -> Answered;
    /// Several blocks were done, as planned.
    blocks_done: h::several::done = BlockRefs -> Answered;
    /// Several blocks could not be done; the plan changes.
    blocks_missed: h::several::missed = BlockRefs -> Answered;
    /// Several blocks could not be done, and the plan stays as it is until a new one is asked for.
    blocks_missed_only: h::several::missed_only = BlockRefs -> Answered;
    /// A unit of a review was recalled, so well; with its last unit the block is done and the plan changes.
    review_graded: h::recall::graded = ReviewGraded -> Answered;
    /// Tick or un-tick an outcome.
    outcome_tick: h::block::outcome_tick = OutcomeTick -> Answered;
    /// Write the note of a unit.
    note_set: h::block::note_set = NoteSet -> Answered;

    /// Every strategy with its units and rhythms.
    strategies: h::strategies::strategies = Nothing -> StrategiesView;
    /// One unit in full.
    unit: h::strategies::unit = UnitRef -> UnitDetail;
    /// Look for words in strategies, units, outcomes, resources, questions and rhythms.
    find: h::strategies::find = FindArgs -> FindView;
    /// Say that a unit is known, left out, for later, or to be studied after all; the plan changes.
    unit_mark: h::strategies::mark = UnitMarkSet -> Answered;
    /// Estimate a unit, or return to the pack's estimate; the plan changes.
    estimate_set: h::strategies::estimate = EstimateSet -> Answered;
    /// Want a rhythm or not; the plan changes.
    rhythm_set: h::strategies::rhythm = RhythmSet -> Answered;

    /// Make a unit of one's own, or change all of it; the plan changes.
    own_unit_set: h::own::unit_set = OwnUnitSet -> OwnUnitSaved;
    /// Remove a unit of one's own; the plan changes.
    own_unit_remove: h::own::unit_remove = UnitRef -> Answered;
    /// Add a resource of one's own to a unit, or change all of it.
    own_resource_set: h::own::resource_set = OwnResourceSet -> Answered;
    /// Remove a resource of one's own.
    own_resource_remove: h::own::resource_remove = OwnResourceRef -> Answered;

    /// Everything the settings screen shows.
    settings: h::settings::settings = Nothing -> SettingsView;
    /// Set all study windows; the plan changes.
    availability_set: h::settings::availability_set = AvailabilitySet -> Answered;
    /// Set hours and limits; the plan changes.
    budget_set: h::settings::budget_set = BudgetSet -> Answered;
    /// Set goal, target and zone; the plan changes.
    profile_set: h::settings::profile_set = ProfileSet -> Answered;
    /// What the learner knows already.
    knowledge: h::knowledge::knowledge = Nothing -> KnowledgeView;
    /// Say what is known already; the plan changes.
    knowledge_set: h::knowledge::knowledge_set = KnowledgeSet -> Answered;
    /// Plan with the learner's own pace, or with the estimates as they are; the plan changes.
    pace_set: h::settings::pace_set = PaceSet -> Answered;
    /// Let the person choose a folder; nothing is changed.
    folder_choose: h::packs::folder_choose = Nothing => FolderChosen;
    /// What pack a folder holds, and what using it would mean; nothing is changed.
    pack_check: h::packs::check = PackFrom -> PackOffer;
    /// Study from the pack in a folder, or from the one that came with the program; the plan changes.
    pack_use: h::packs::take = PackUse -> Answered;
    /// Light, dark or as the system says.
    theme_set: h::settings::theme_set = ThemeSet -> Answered;
    /// Write everything as one JSON file.
    export_all: h::export::all = ExportTo -> Exported;
    /// Write the published blocks as an .ics file.
    export_calendar: h::export::calendar = CalendarExport -> Exported;
    /// Write everything that was studied as a .csv file.
    export_log: h::export::log = ExportTo -> Exported;
    /// Write plan, study, notes and own units for people, as Markdown.
    export_notes: h::export::notes = ExportTo -> Exported;
    /// Let the person choose where an export goes; nothing is written.
    export_place: h::export::place = ExportPlace => PathChosen;
    /// Let the person choose an export to take in; nothing is changed.
    import_choose: h::import::choose = Nothing => PathChosen;
    /// What an export holds, and what of it would be new; nothing is changed.
    import_check: h::import::check = ImportFrom => ImportOffer;
    /// Take in an export; what is here stays, and a used journal is copied before.
    import_take: h::import::take = ImportFrom -> Restored;
    /// Show the data folder in the file manager.
    data_folder_open: h::settings::data_folder_open = Nothing -> Answered;

    /// The sync folder, what state it is in, and the computers that write there.
    sync: h::sync::view = Nothing -> SyncView;
    /// Keep in step with other computers through a folder, from now on.
    sync_folder_set: h::sync::folder_set = SyncFolder <- Synced;
    /// Bring journal and sync folder together, if one was chosen.
    sync_now: h::sync::now = Nothing <- Synced;
    /// Enter the passphrase of the sync folder, or set one: what stands there is hidden from whoever carries it.
    sync_passphrase: h::passphrase::set = SyncPassphrase <- Synced;
    /// Write to the sync folder without a passphrase from now on.
    sync_passphrase_off: h::passphrase::off = Nothing <- Synced;
    /// Leave the sync folder alone from now on; what stands in it stays.
    sync_off: h::sync::off = Nothing -> Answered;

    /// Busy calendars, accounts and the calendar that blocks are published in, and how they stand.
    calendars: h::calendars::view = Nothing -> CalendarsView;
    /// Look at what is new in all calendars now, and bring the published one up to date.
    calendars_now: h::calendars::now = Nothing <- CalendarsLooked;
    /// Find an account and keep it. What must be asked first is the answer, and nothing is kept then.
    calendar_account_add: h::calendars::account_add = AccountAdd <- Connected;
    /// Forget an account: its calendars keep no time busy, and no block is published in it any more.
    calendar_account_remove: h::calendars::account_remove = AccountRef <- Answered;
    /// Read a calendar of an account as busy time, or no longer.
    calendar_read_set: h::calendars::read_set = CalendarReadSet <- CalendarsLooked;
    /// Read the .ics file at an address as busy time, from now on.
    calendar_link_add: h::calendars::link_add = LinkAdd <- Connected;
    /// Forget a source of busy time, whatever it is.
    calendar_remove: h::calendars::remove = BusyRef <- Answered;
    /// Publish blocks in a calendar from now on, in a new one if none is named.
    calendar_publish: h::published::publish = CalendarPublish <- CalendarsLooked;
    /// Publish blocks no longer.
    calendar_publish_off: h::published::publish_off = PublishOff <- CalendarsLooked;
    /// Say what becomes of a block that was taken out in the calendar.
    calendar_answer: h::published::answer = AskAnswered -> Answered;
    /// Say whether many blocks were really taken out at once in the calendar.
    calendar_many: h::published::many = ManyGone <- CalendarsLooked;
    /// Keep a file of the blocks that other calendars can subscribe to, or no longer.
    calendar_file_set: h::calendars::file_set = StudyFileSet <- Answered;
    /// Choose when the published calendar and the file remind of a block.
    calendar_reminders_set: h::published::reminders_set = RemindersSet <- CalendarsLooked;
    /// Look at what is new every so many minutes.
    calendar_poll_set: h::calendars::poll_set = PollSet <- Answered;

    /// What was chosen for this computer, and what it offers.
    computer: h::computer::computer = Nothing -> ComputerView;
    /// Choose for this computer: notifications, quiet hours, the tray.
    computer_set: h::computer::set = ComputerSet -> Answered;
    /// Start with the system, or no longer.
    start_with_system: h::computer::start_with_system = StartWithSystem -> Answered;
    /// What is to be announced and what the tray shows; nothing is changed.
    glance: h::computer::glance = GlanceAt -> Glance;
    /// Something comes from outside the window; it waits there until the window takes it. Nothing is changed.
    arrive: h::computer::arrive = Arrive <- Answered;
    /// Take what came from outside the window.
    arrivals: h::computer::arrivals = Nothing -> Arrivals;
}
