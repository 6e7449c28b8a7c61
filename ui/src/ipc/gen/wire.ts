// Written by `cargo xtask bindings` from crates/api. Do not edit.

/** Connect an account, or connect one again. */
export type AccountAdd = {
  /** An address, a host or a mail address. */
  address: string;
  /** The user name; a mail address stands for itself where it is empty. */
  user: string;
  /** The password; best one that the provider made for this program alone. */
  password: string;
  /** Where the password is to be kept; the keychain where it is not said. */
  keep: Keep | null;
  /** The certificate that was asked about and is trusted. */
  trust: TrustCertificate | null;
  /** Hosts that were asked about and may have the password. */
  hosts: Array<string>;
  /** The account that is connected again; a new one where it is not said. */
  account: string | null;
};

/** One calendar of an account. */
export type AccountCalendar = {
  /** Its address, which names it. */
  url: string;
  /** Name, as shown. */
  name: string;
  /** Its colour, "#rrggbb". */
  color: string | null;
  /** Its events keep time busy. */
  read: boolean;
  /** Blocks are published here. */
  published: boolean;
  /** Here stand the blocks that were published last, whether or not they still are. */
  holds_blocks: boolean;
  /** Blocks can be published here. */
  writable: boolean;
};

/** One account. */
export type AccountRef = {
  /** Its id. */
  account: string;
};

/** A command that may change the plan, with its arguments. */
export type Act = { "command": "block_missed", "args": BlockRef } | { "command": "blocks_missed", "args": BlockRefs } | { "command": "block_done", "args": BlockDone } | { "command": "block_finished", "args": BlockDone } | { "command": "block_move", "args": BlockMove } | { "command": "block_split", "args": BlockSplit } | { "command": "block_delete", "args": BlockRef } | { "command": "block_add", "args": BlockAdd } | { "command": "unit_first", "args": UnitFirst } | { "command": "replan" } | { "command": "availability_set", "args": AvailabilitySet } | { "command": "budget_set", "args": BudgetSet } | { "command": "busy_import", "args": BusyImport } | { "command": "busy_remove", "args": BusyRef } | { "command": "profile_set", "args": ProfileSet } | { "command": "knowledge_set", "args": KnowledgeSet } | { "command": "pace_set", "args": PaceSet } | { "command": "unit_mark", "args": UnitMarkSet } | { "command": "estimate_set", "args": EstimateSet } | { "command": "rhythm_set", "args": RhythmSet } | { "command": "own_unit_remove", "args": UnitRef } | { "command": "study_log", "args": StudyLog } | { "command": "what_if_apply", "args": ForecastOf } | { "command": "way_out_take", "args": WayOut } | { "command": "pack_use", "args": PackUse };

/** Where a new block should begin. */
export type AddAt = {
  /** Local start. */
  start: string;
};

/** A unit that a new block could be for. */
export type AddChoice = {
  /** Unit id. */
  id: string;
  /** Its title. */
  title: string;
  /** Its strategy. */
  strategy: number;
  /** What would be done next in it ("Practice"). */
  activity: string;
  /** Minutes of that which have no locked block yet, on the grid of the plan. */
  left_min: number;
  /** Titles of the units that it waits for at that time; empty if it is ready. */
  waits_for: Array<string>;
};

/** What a new block could be for. */
export type AddChoices = {
  /** Every unit that is still to be studied: those that are ready at that time first. */
  units: Array<AddChoice>;
};

/** Another start of a block, all others staying. */
export type AlternativeView = {
  /** Where it would start. */
  start: string;
  /** Minutes of annoyance it would cost more, rounded; negative: less. */
  cost_min: number;
  /** "Thu 19:30 would cost 14 min more: 8 min outside your focus hours and 6 min later finish." */
  text: string;
  /** What each term would change by; those that would not are left out. */
  terms: Array<TermView>;
};

/** What a mutation did. */
export type Answered = {
  /** One sentence for the toast ("Moved 2 blocks."); absent when there is nothing to say. */
  message: string | null;
  /** Whether undo takes it back. */
  undoable: boolean;
  /** What the plan changed because of it, in time order. */
  changes: Array<Change>;
};

/** What the frame shows. */
export type AppState = {
  /** False until onboarding is done. */
  onboarded: boolean;
  /** A sample learner is on screen; nothing of it is kept. */
  sample: boolean;
  /** Program version. */
  version: string;
  /** Today in the learner's zone. */
  today: string;
  /** Now in the learner's zone, to the minute. */
  now: string;
  /** IANA zone of the study week. */
  zone: string;
  /** The system's zone where it differs from the study week's. */
  system_zone: string | null;
  /** Chosen theme. */
  theme: Theme;
  /** Folder of the journal. */
  data_dir: string;
  /** The strategies in order. */
  strategies: Array<StrategyInfo>;
  /** What the person must know about their data, until dismissed. */
  notice: Notice | null;
  /** That nothing can be saved, and why, in sentences; absent when all is well. */
  unsaved: string | null;
  /** That no backup can be made, and why, in a sentence; absent when all is well. */
  backups: string | null;
  /** What an undo would take back, in words ("marked done"); absent when there is nothing. */
  undo: string | null;
  /** What further undos would take back after that, in words, the next one first; a few at most. */
  undo_more: Array<string>;
  /** What a redo would bring back, in words. */
  redo: string | null;
  /** What the person is to know of the sync folder, as that it is gone, in a sentence; absent when all is well. */
  sync: string | null;
  /** What the person is to know of accounts and calendars, as that a password is refused, in a sentence; absent when all is well. */
  calendars: string | null;
};

/** What the window does about it. */
export type Arrival = { "kind": "screen";
/** The address. */
route: string, } | { "kind": "week";
/** A day of it. */
date: string, } | { "kind": "block";
/** The block. */
id: string;
/** Its day. */
date: string, } | { "kind": "missed";
/** The block. */
id: string, } | { "kind": "calendar";
/** For `busy_import`. */
file_name: string;
/** For `busy_import`. */
text: string;
/** As it calls itself. */
name: string;
/** Events within reach of the plan. */
events: number, } | { "kind": "pack";
/** For `pack_check`. */
folder: string, } | { "kind": "export";
/** For `import_check`. */
path: string, } | { "kind": "told";
/** What was done. */
answered: Answered, } | { "kind": "refused";
/** In a sentence. */
message: string;
};

/** What came in since this was last asked. */
export type Arrivals = {
  /** In the order they came. */
  arrivals: Array<Arrival>;
};

/** Something that came from outside the window. None of it changes anything: it leads somewhere, or is asked about. */
export type Arrive = { "kind": "link";
/** As it came. */
url: string, } | { "kind": "file";
/** Its name without folders. */
file_name: string;
/** All of it. */
text: string, } | { "kind": "pack";
/** The folder. */
folder: string, } | { "kind": "export";
/** Where it is. */
path: string, } | { "kind": "unreadable";
/** Its name without folders. */
file_name: string;
/** Why, in words without a full stop. */
reason: string, } | { "kind": "block";
/** The block. */
id: string, } | { "kind": "missed";
/** The block. */
id: string;
};

/** What becomes of a block that was taken out in the calendar. */
export type AskAnswer = "skip" | "elsewhere" | "keep";

/** The same answer to one [`CalendarAsk`] or to several. */
export type AskAnswered = {
  /** The blocks that are asked about. One undo takes the answer back. */
  blocks: Array<string>;
  /** What becomes of each. */
  answer: AskAnswer;
};

/** Set all windows. */
export type AvailabilitySet = {
  /** Replaces the former ones. */
  windows: Array<StudyWindow>;
};

/** A day on which a unit comes back. */
export type BackView = {
  /** The day: of the published block that holds it, or else the day it is due. */
  on: string;
  /** Days from today. */
  days: number;
};

/** What a look into a backup found. */
export type BackupHeld = {
  /** It can be brought back. */
  whole: boolean;
  /** What it holds and what going back to it would mean, in sentences. */
  says: Array<string>;
};

/** Every backup, the newest first. */
export type BackupList = {
  /** Folder that holds them. */
  dir: string;
  /** Each backup. */
  backups: Array<BackupView>;
  /** That none can be made, or that they cannot be looked at, and why, in a sentence; absent when all is well. */
  trouble: string | null;
};

/** One of them. */
export type BackupRef = {
  /** Its name as listed. */
  name: string;
};

/** One backup, or a journal that a backup replaced. */
export type BackupView = {
  /** Its name for `backup_restore`. */
  name: string;
  /** When it was made, or replaced. */
  at: string;
  /** The same in words, in the learner's zone. */
  when: string;
  /** It is the journal that was there before another one was brought back. */
  replaced: boolean;
  /** Of all backups it was made last, whatever its name says: this one is brought back if none is named. */
  newest: boolean;
};

/** One strategy. */
export type BalanceRow = {
  /** Number of the strategy. */
  strategy: number;
  /** Its label. */
  label: string;
  /** Logged on it. */
  done_min: number;
  /** Planned for it, as far as the blocks are over. */
  planned_min: number;
  /** Its share of the work on units that the plan aims at in every four weeks: its share of what is left. */
  mix_permille: number;
};

/** The running week and the three before it. */
export type BalanceView = {
  /** Monday of the first of them. */
  from: string;
  /** All that was logged. */
  done_min: number;
  /** All that was planned until now. */
  planned_min: number;
  /** The nine strategies. */
  rows: Array<BalanceRow>;
  /** The chart in words. */
  text: string;
};

/** A block to add. */
export type BlockAdd = {
  /** What it is for. */
  unit: string;
  /** Local start. */
  start: string;
  /** Length. */
  minutes: number;
};

/** The panel of one block. */
export type BlockDetail = {
  /** The block. */
  block: BlockView;
  /** "Session 2 of 3 in this unit"; absent where there is one only. */
  session: string | null;
  /** The unit of a work block. */
  unit: UnitView | null;
  /** Steps of a rhythm, and the next item of its rota. */
  steps: Array<string>;
  /** The units of a review, in its order. */
  recall: Array<RecallView>;
  /** Things to open: books, courses, tools. */
  resources: Array<ResourceView>;
  /** Why it stands here, one sentence each, from the planner's own facts. */
  reasons: Array<string>;
  /** Other units that these sentences name. */
  named: Array<NamedUnit>;
  /** What it adds to the score where it is, term by term; empty for a block that the plan no longer places. */
  costs: Array<TermView>;
  /** Its best other starts: the best of all, and the best on another day if that is not the same. */
  alternatives: Array<AlternativeView>;
};

/** Say that a block was done. */
export type BlockDone = {
  /** The block. */
  id: string;
  /** Minutes really used; absent: as planned. */
  minutes?: number;
};

/** What a block serves. */
export type BlockKind = "work" | "rhythm" | "review";

/** Lock or free a block. */
export type BlockLock = {
  /** The block. */
  id: string;
  /** True: the planner never moves it. */
  locked: boolean;
};

/** Where a block should go. */
export type BlockMove = {
  /** The block. */
  id: string;
  /** New local start. */
  start: string;
  /** New length. */
  minutes: number;
};

/** Names a block. */
export type BlockRef = {
  /** Its name. */
  id: string;
};

/** Names several blocks. */
export type BlockRefs = {
  /** Their names. */
  ids: Array<string>;
};

/** How a block is to be split. */
export type BlockSplit = {
  /** The block. */
  id: string;
  /** Length of its first part; absent: half of it. */
  first_min?: number;
  /** Wanted start of its second part; absent: the first lawful one after the first part. */
  second?: string;
};

/** What became of a block. */
export type BlockStatus = "planned" | "now" | "unanswered" | "done" | "partly" | "missed" | "skipped";

/** A block as the calendar shows it. */
export type BlockView = {
  /** Its name; absent for a week that is not published yet (then it can be looked at, not changed). */
  id: string | null;
  /** Work, rhythm or review. */
  kind: BlockKind;
  /** 1 to 9; a review has the strategy of its first item. */
  strategy: number;
  /** Title of the unit or rhythm; "Review" with its units for a review. */
  title: string;
  /** The activity in words ("Practice", "Read"), or a rhythm's cadence ("every week"). */
  detail: string;
  /** Unit id of a work block. */
  unit: string | null;
  /** Day. */
  date: string;
  /** Start, minute of the day. */
  from: number;
  /** End, minute of the day. */
  to: number;
  /** Length. */
  minutes: number;
  /** Deep (true) or light. */
  deep: boolean;
  /** The planner never moves it. */
  locked: boolean;
  /** Its unit was brought forward. */
  first: boolean;
  /** What became of it. */
  state: BlockStatus;
  /** Minutes logged on it. */
  done_min: number;
};

/** Hours and limits in minutes. */
export type Budget = {
  /** A week. */
  week: number;
  /** A day at most. */
  day_max: number;
  /** Shortest block. */
  block_min: number;
  /** Longest block. */
  block_max: number;
  /** Between two blocks. */
  break_min: number;
};

/** Set hours and limits. */
export type BudgetSet = {
  /** Replaces the former one. */
  budget: Budget;
};

/** The plan at the end of a week. */
export type BurnAhead = {
  /** The Monday after it. */
  day: string;
  /** Done by then, if every block is held. */
  done_min: number;
};

/** A share of the forecasts. */
export type BurnForecast = {
  /** That many of a thousand forecasts are done by then: 100, 250, 500, 750, 900. */
  permille: number;
  /** The day; absent if it is more than six years ahead. */
  day: string | null;
};

/** The beginning of a week, or now. */
export type BurnPoint = {
  /** A Monday, or today. */
  day: string;
  /** Done before that day; for today: until now. */
  done_min: number;
  /** What was done and left by what was known then; absent before the first plan. */
  scope_min: number | null;
};

/** Work on the units that the goal needs: rhythms, reviews and optional units are not in it. */
export type BurnView = {
  /** One for the beginning of each week since the plan began, and one for now. */
  past: Array<BurnPoint>;
  /** Where the present plan stands at the end of each week that follows, to its end. Empty once nothing is left. */
  ahead: Array<BurnAhead>;
  /** Done so far. */
  done_min: number;
  /** Still to study, by the estimates as they are planned. */
  left_min: number;
  /** Both together. */
  scope_min: number;
  /** Days by which a share of the forecasts is done, the earliest first. Empty once nothing is left. */
  forecasts: Array<BurnForecast>;
  /** The date to be done by. */
  target: string;
  /** "308 h, 296 h at first". */
  scope_text: string;
  /** The chart in words. */
  text: string;
};

/** The text of a calendar file. */
export type BusyImport = {
  /** File name, shown where the calendar has no name of its own. */
  file_name: string;
  /** Its text. */
  text: string;
};

/** What was read from a calendar file. */
export type BusyImported = {
  /** The calendar. */
  calendar: BusySource;
  /** What could not be read, one sentence each with line and event; the rest is used. */
  problems: Array<string>;
  /** All calendars now. */
  busy: BusyOverview;
  /** One sentence for the toast. */
  message: string | null;
  /** Whether undo takes it back. */
  undoable: boolean;
  /** What the plan changed because of it, in time order. */
  changes: Array<Change>;
};

/** All busy calendars and their usual week. */
export type BusyOverview = {
  /** Each calendar. */
  calendars: Array<BusySource>;
  /** Stretches of the week that are busy in most of the next four weeks. */
  usual: Array<BusyStretch>;
};

/** Names a busy calendar. */
export type BusyRef = {
  /** Its source. */
  source: string;
};

/** The calendars that are left after one was forgotten, and what the plan changed because of it. */
export type BusyRemoved = {
  /** Each calendar. */
  calendars: Array<BusySource>;
  /** Stretches of the week that are busy in most of the next four weeks. */
  usual: Array<BusyStretch>;
  /** One sentence for the toast. */
  message: string | null;
  /** Whether undo takes it back. */
  undoable: boolean;
  /** What the plan changed because of it, in time order. */
  changes: Array<Change>;
};

/** Time in which they may not. */
export type BusySlot = {
  /** Minute of the day. */
  from: number;
  /** Minute of the day. */
  to: number;
  /** As in the calendar; empty for what is private there. */
  title: string;
  /** A whole day. */
  all_day: boolean;
  /** Id of the calendar, as of its source in the settings. Two may have one name. */
  source: string;
  /** Name of the calendar. */
  calendar: string;
  /** Its colour, "#rrggbb", where it has one. */
  color: string | null;
};

/** A busy calendar. */
export type BusySource = {
  /** Its name for `busy_remove`. */
  source: string;
  /** As shown. */
  name: string;
  /** Events within reach of the plan; a weekly meeting is one. */
  events: number;
  /** How often they take place there. */
  times: number;
  /** When it was read. */
  read_at: string;
};

/** A stretch of the week. */
export type BusyStretch = {
  /** 0 is Monday. */
  weekday: number;
  /** Minute of the day. */
  from: number;
  /** Minute of the day. */
  to: number;
};

/** One account. */
export type CalendarAccount = {
  /** Its id. */
  id: string;
  /** The server and the name: "ada at cloud.example.org". */
  name: string;
  /** The address that was typed, for typing the password again. */
  address: string;
  /** The user name. */
  user: string;
  /** Where its password is kept. */
  keep: Keep;
  /** In a sentence. */
  state: string;
  /** Something is the matter: the sentence says what. */
  trouble: boolean;
  /** Only the person can help: the password, a certificate, the address. The account is to be checked again. */
  needs_person: boolean;
  /** Its calendars, in the server's order. */
  calendars: Array<AccountCalendar>;
  /** A new calendar can be made in it. */
  can_make: boolean;
};

/** A block that somebody took out in the calendar. */
export type CalendarAsk = {
  /** The block. */
  block: string;
  /** "“Work with vectors”, Tuesday 18:00, was deleted in your calendar." */
  sentence: string;
};

/** Where the published blocks go as a calendar, and what of them. */
export type CalendarExport = {
  /** The file; absent: a new one in the folder for downloads, under a name of its own. */
  to?: string;
  /** A file that is there may be replaced. */
  replace?: boolean;
  /** Which blocks. */
  span?: CalendarSpan;
  /** With a task for each thing on a block's checklist. */
  tasks?: boolean;
  /** Reminders, in minutes before each block; at most five, at most four weeks. */
  reminders?: Array<number>;
};

/** Publish blocks in a calendar, from now on. */
export type CalendarPublish = {
  /** The account. */
  account: string;
  /** Address of the calendar; without it a new one is made. */
  url: string | null;
  /** Name of the new calendar. */
  name: string | null;
};

/** A calendar that was read. */
export type CalendarRead = {
  /** The calendar. */
  calendar: BusySource;
  /** What could not be read, one sentence each with line and event; the rest is used. */
  problems: Array<string>;
};

/** Let a calendar of an account keep time busy, or no longer. */
export type CalendarReadSet = {
  /** The account. */
  account: string;
  /** Address of the calendar. */
  url: string;
  /** Read it. */
  read: boolean;
};

/** One source of busy time. */
export type CalendarSource = {
  /** Its id, for `calendar_remove`. */
  source: string;
  /** What it is. */
  kind: SourceKind;
  /** Name, as shown. */
  name: string;
  /** Its colour, "#rrggbb", where the calendar has one. */
  color: string | null;
  /** In a sentence: "Read 18:52, 14 events in the next 4 weeks". */
  state: string;
  /** Something is the matter: the sentence says what. */
  trouble: boolean;
  /** It can be tried again now, with `calendars_now`. */
  can_try: boolean;
};

/** Which blocks are exported, of those that are published and still ahead. */
export type CalendarSpan = "week" | "month" | "all";

/** What a look at the calendars found. */
export type CalendarsLooked = {
  /** In a sentence. */
  message: string;
  /** Something is the matter. */
  trouble: boolean;
  /** What could not be read of the events, a sentence each. */
  problems: Array<string>;
  /** How all stands now. */
  calendars: CalendarsView;
};

/** What the settings show of calendars. */
export type CalendarsView = {
  /** What is the matter with all of it, in a sentence. */
  trouble: string | null;
  /** Where busy time comes from: files, addresses, calendars of accounts. */
  sources: Array<CalendarSource>;
  /** Accounts of this computer. */
  accounts: Array<CalendarAccount>;
  /** Where blocks are published; absent when they are not. */
  publishing: Publishing | null;
  /** The file that other calendars can subscribe to. */
  file: StudyFile;
  /** Minutes before each block at which the published calendar and the file remind of it, ascending. */
  reminders: Array<number>;
  /** Minutes between two looks at what is new. */
  poll_minutes: number;
  /** From which to choose. */
  poll_choices: Array<number>;
  /** Calendar services, with how to connect them. */
  providers: Array<Provider>;
};

/** One difference between the plan before and after. */
export type Change = {
  /** Moved, new, gone, another length or another activity. */
  kind: ChangeKind;
  /** Title of the block. */
  title: string;
  /** What is done in it ("Practice"); of a block that is gone, what was to be done. */
  activity: string;
  /** What was to be done in it before, where that differs. */
  activity_before: string | null;
  /** Strategy of the block. */
  strategy: number;
  /** Former start. */
  from: string | null;
  /** Former length. */
  from_min: number | null;
  /** New start. */
  to: string | null;
  /** New length. */
  to_min: number | null;
  /** Why, as a code. */
  why: ChangeWhy;
  /** Why, in a sentence. */
  reason: string;
};

/** How a block differs. */
export type ChangeKind = "moved" | "resized" | "changed" | "new" | "gone";

/** Why a block differs: the first of these that can be shown from the plans before and after. */
export type ChangeWhy = "not_wanted" | "busy" | "no_study_time" | "limits" | "waits_for" | "earlier_part" | "taken" | "day_full" | "week_full" | "back" | "more_left" | "less_left" | "wanted" | "freed" | "not_busy" | "new_study_time" | "hours_free" | "other_units" | "new_week" | "after_published" | "spread_anew" | "order";

/** Which views went stale. Sent as the event `changed`. */
export type Changed = {
  /** In no order, each once. */
  topics: Array<Topic>;
};

/** What the person chose for this computer alone. Kept beside the journal, not in it: another computer of the same learner has its own. */
export type ComputerChoices = {
  /** The start of a block is announced. */
  notify: boolean;
  /** When nothing is announced; absent: no such time. */
  quiet: QuietHours | null;
  /** Closing the window leaves the program in the tray, where there is one. */
  stay_in_tray: boolean;
};

/** Choose for this computer. */
export type ComputerSet = {
  /** Replaces the former ones. */
  choices: ComputerChoices;
};

/** What the settings of this computer show. */
export type ComputerView = {
  /** As chosen. */
  choices: ComputerChoices;
  /** There is a tray to stay in. */
  tray: boolean;
  /** Whether Ninefold starts with the system; absent where that cannot be chosen. */
  starts_with_system: boolean | null;
};

/** What must be answered before an account or an address is connected. Nothing was saved, and no password sent there. */
export type ConnectQuestion = { "kind": "certificate";
/** The question, in words. */
text: string;
/** What trusting it would be. */
trust: TrustCertificate, } | { "kind": "other_host";
/** The question, in words. */
text: string;
/** The host. */
host: string, } | { "kind": "keep";
/** The question, in words. */
text: string;
};

/** What came of connecting. */
export type Connected = {
  /** Must be answered first. */
  question: ConnectQuestion | null;
  /** The account, once it is connected. */
  account: string | null;
  /** In a sentence. */
  message: string | null;
  /** What could not be read of the events, a sentence each. */
  problems: Array<string>;
  /** How all stands now. */
  calendars: CalendarsView;
};

/** Weeks with some study. */
export type ConsistencyView = {
  /** Weeks of the period; the running one counts once something was studied in it. */
  weeks: number;
  /** Of these, weeks with some study. */
  studied: number;
  /** Weeks with study up to now, where a single week off between them ends nothing. */
  row: number;
  /** Single weeks off between them. */
  off: number;
  /** The chart in words. */
  text: string;
};

/** Where the plan ends, with likely estimates and the hours given. */
export type CourseView = {
  /** Day of the last core block; absent if the core does not end within the horizon. */
  finish: string | null;
  /** The learner's date. */
  target: string;
  /** Days from target to finish: positive is late. */
  days_late: number | null;
  /** Core minutes still to study. */
  left_min: number;
  /** When it is likely done; absent once everything the goal needs is done. */
  forecast: ForecastView | null;
  /** One sentence: "This plan ends 11 May 2027, 17 days before your date, if every block is held ..." */
  text: string;
};

/** One day of a week. */
export type DayStudied = {
  /** All that was logged on it. */
  min: number;
  /** 0: nothing; 1: under an hour; 2: under two hours; 3: two hours or more. */
  level: number;
};

/** One day of the calendar. */
export type DayView = {
  /** Day. */
  date: string;
  /** Availability without busy time. */
  free: Array<FreeSlot>;
  /** Busy time, merged per event. */
  busy: Array<BusySlot>;
  /** What of the day's availability is busy, in time order of what takes it. */
  taken: Array<TakenTime>;
  /** Time that is kept free since its block was deleted, as far as it is still to come. */
  kept_free: Array<KeptSlot>;
  /** In time order. */
  blocks: Array<BlockView>;
  /** Minutes in blocks. */
  planned_min: number;
  /** Minutes logged. */
  done_min: number;
};

/** The draft as an argument. */
export type DraftArgs = {
  /** The answers. */
  draft: OnboardingDraft;
};

/** Estimate a unit. */
export type EstimateSet = {
  /** Unit id. */
  unit: string;
  /** Minutes for the whole unit; null returns to the pack's estimate. */
  minutes: number | null;
};

/** How long a unit takes, in minutes. */
export type EstimateView = {
  /** The learner's own estimate; absent while the pack's counts. */
  own_min: number | null;
  /** The pack's: with luck. */
  low_min: number;
  /** The pack's: as a rule. */
  likely_min: number;
  /** The pack's: when it is hard. */
  high_min: number;
};

/** What is to be exported. */
export type ExportPlace = {
  /** It. */
  what: ExportWhat;
};

/** Where an export goes. */
export type ExportTo = {
  /** The file; absent: a new one in the folder for downloads, under a name of its own. */
  to?: string;
  /** A file that is there may be replaced. */
  replace?: boolean;
};

/** What can be exported. */
export type ExportWhat = "everything" | "calendar" | "review" | "log" | "notes";

/** A file was written. */
export type Exported = {
  /** Where it is. */
  path: string;
  /** What of it is to be known. */
  note: string | null;
};

/** What went wrong, as a window or a script gets it. */
export type Failure = {
  /** Stable code, such as `illegal_move`. */
  code: string;
  /** What happened, where, and what to do. */
  message: string;
  /** Further sentences: one per broken rule, problem or field. */
  details: Array<string>;
};

/** What to look for. */
export type FindArgs = {
  /** Words; each is to be found, whole or in part. */
  text: string;
};

/** What was found. */
export type FindView = {
  /** The words that were looked for. */
  text: string;
  /** The best first. */
  hits: Array<HitView>;
  /** How many more there are. */
  more: number;
};

/** The answers to save, with calendars that are read in the same step: all of it is saved, or nothing. */
export type FinishArgs = {
  /** The answers. */
  draft: OnboardingDraft;
  /** Calendar files with busy time, besides those that were read before. */
  calendars?: Array<BusyImport>;
  /** Answer anew although there is a plan already. */
  again?: boolean;
};

/** The first plan is saved. */
export type Finished = {
  /** One sentence for the toast. */
  message: string | null;
  /** Whether undo takes it back. */
  undoable: boolean;
  /** What the plan changed because of it, in time order. */
  changes: Array<Change>;
  /** The calendars that were read in the same step. */
  read: Array<CalendarRead>;
};

/** A folder that the person chose. */
export type FolderChosen = {
  /** Its path; none if they chose none. */
  folder: string | null;
};

/** The forecast with its parts. */
export type ForecastDetail = {
  /** The date it is held against. */
  target: string;
  /** Minutes a week it counts on. */
  week_min: number;
  /** Everything the goal needs; absent once that is done. */
  forecast: ForecastView | null;
  /** Strategies with something left that the goal needs. */
  strategies: Array<StrategyForecast>;
  /** Which unit would be studied when, if everything took its estimate and every block were held. */
  roadmap: Array<RoadmapUnit>;
};

/** What would be different; absent: as it is. Nothing is changed by asking. */
export type ForecastOf = {
  /** Minutes a week. */
  week_min?: number;
  /** The date to be done by. */
  target?: string;
  /** Open units that would be left out. */
  without?: Array<string>;
};

/** When everything the goal needs is likely done. A day is absent if it is more than six years ahead. */
export type ForecastView = {
  /** One in ten is done by then. */
  early: string | null;
  /** One in two: the likely day. */
  likely: string | null;
  /** Four in five. */
  four_in_five: string | null;
  /** Nine in ten. */
  late: string | null;
  /** Nineteen in twenty. */
  nineteen_in_twenty: string | null;
  /** Chance to be done by the end of the target day, 0 to 100. */
  chance_percent: number;
  /** "Likely done 11 May 2027, 4 in 5 by 28 May 2027. 82% by your date, 28 May 2027." */
  text: string;
  /** What it rests on, in one sentence. */
  basis: string;
};

/** Time in which blocks may go. */
export type FreeSlot = {
  /** Minute of the day. */
  from: number;
  /** Minute of the day. */
  to: number;
  /** Focus is good here. */
  deep: boolean;
};

/** What is shown of the plan outside the window. */
export type Glance = {
  /** To be announced now. */
  reminder: Reminder | null;
  /** The tray's menu. */
  tray: TrayView;
  /** When it will be another one although nobody changes anything; absent: never. */
  until: string | null;
};

/** A look at the plan from outside the window. */
export type GlanceAt = {
  /** What was announced already. */
  said: Array<Said>;
};

/** What the nine strategies are for. */
export type Goal = "ml_role" | "add_to_job" | "one_application";

/** How well a unit was recalled. */
export type Grade = "forgot" | "hard" | "good" | "easy";

/** A grade with what follows from it. */
export type GradeChoice = {
  /** The grade. */
  grade: Grade;
  /** When the unit is due then. */
  back: BackView;
};

/** What a hit is. */
export type HitKind = "unit" | "strategy" | "rhythm" | "outcome" | "resource" | "question";

/** One place in which the words were found. */
export type HitView = {
  /** What it is. */
  kind: HitKind;
  /** Its strategy. */
  strategy: number;
  /** The unit that it belongs to. */
  unit: string | null;
  /** The rhythm that it belongs to. */
  rhythm: string | null;
  /** Title of that unit, rhythm or strategy. */
  title: string;
  /** 1-based position among the outcomes, resources or questions; 0 for a title. */
  position: number;
  /** The text in pieces, so that the words can be marked. */
  text: Array<TextPart>;
};

/** What the answers mean in hours; quick enough for every key stroke. */
export type HoursView = {
  /** Per strategy. */
  strategies: Array<StrategyHours>;
  /** Minutes of the core work that the goal needs, nothing known. */
  all_min: number;
  /** Minutes of it that are left to study. */
  left_min: number;
  /** Minutes left of what the goal can do without; not among the others. */
  optional_min: number;
  /** Minutes a week in the painted windows. */
  painted_min: number;
  /** Of these, deep. */
  painted_deep_min: number;
  /** Minutes a week of the wanted rhythms, on average. */
  rhythm_min: number;
  /** What cannot be planned this way, one sentence each ("9 h a week, but only 4 h are painted."). */
  warnings: Array<string>;
  /** Units that count as known with these answers. */
  known: Array<string>;
  /** What is counted: "701 h of core work, with recall and rhythms". */
  work: string;
  /** What comes besides, in one sentence; absent where nothing does. */
  optional: string | null;
  /** How long the work takes at these hours, and how that meets the target, in one sentence. */
  text: string;
};

/** An export on this computer. */
export type ImportFrom = {
  /** Its path. */
  path: string;
};

/** What an export holds. */
export type ImportOffer = {
  /** What it holds and what taking it in would mean, in sentences. */
  says: Array<string>;
  /** How many of its entries are new here. */
  new: number;
};

/** Where a secret is kept. */
export type Keep = "keychain" | "file" | "session";

/** Time that no plan uses, because a block was deleted there. */
export type KeptSlot = {
  /** Its name for `kept_free_end`. */
  id: string;
  /** Minute of the day. */
  from: number;
  /** Minute of the day. */
  to: number;
  /** Title of the block that was deleted. */
  title: string;
};

/** Self-assessment of a strategy. */
export type KnowledgeLevel = "new" | "seen_it" | "use_it" | "could_teach_it";

/** Say what is known already. */
export type KnowledgeSet = {
  /** Strategy number to level; a strategy that is not named keeps its own. */
  levels: Record<string, KnowledgeLevel>;
  /** Unit to known (true) or to be studied (false), where it differs from the strategy's level. */
  units: { [key in string]: boolean };
};

/** What the learner knows already. */
export type KnowledgeView = {
  /** The answers of the four steps as they are now. */
  draft: OnboardingDraft;
  /** Every unit that is not done, in the order of the pack. */
  units: Array<OnboardingUnit>;
};

/** One rhythm of the roadmap with its weeks. */
export type LaneRhythm = {
  /** Its id. */
  rhythm: string;
  /** Its title. */
  title: string;
  /** "every 2 weeks". */
  cadence: string;
  /** Minutes of one occurrence. */
  minutes: number;
  /** Mondays of the weeks in which it was held or is planned, the first come first; empty while there are none. */
  weeks: Array<string>;
};

/** One unit of the roadmap with its weeks. */
export type LaneUnit = {
  /** Its id. */
  unit: string;
  /** Its title. */
  title: string;
  /** What it is good for. */
  why: string;
  /** The goal needs it; otherwise it may be left out. */
  core: boolean;
  /** Where the learner stands with it. */
  status: UnitStatus;
  /** Monday of its first week, studied or planned; absent if there is none. */
  from: string | null;
  /** Monday of its last week; absent if there is none, or if it does not end within the plan. */
  to: string | null;
  /** Monday of the next week that holds a block of it. */
  next: string | null;
  /** Minutes of the whole unit as planned. */
  total_min: number;
  /** Minutes studied of it. */
  done_min: number;
  /** Ids of the units that come before it. */
  needs: Array<string>;
};

/** One strategy. */
export type LaneView = {
  /** Its number. */
  strategy: number;
  /** Minutes still to study, optional units included. */
  left_min: number;
  /** When the last of what the goal needs of it is likely done; absent if the goal needs no more of it. */
  forecast: StrategyForecast | null;
  /** Its units, those that are studied first come first; those without weeks last, in the pack's order. */
  units: Array<LaneUnit>;
  /** Its rhythms that are wanted and that the goal does not leave out, in the pack's order. */
  rhythms: Array<LaneRhythm>;
};

/** Read an address of an .ics file (https or webcal) as busy time. */
export type LinkAdd = {
  /** The address. */
  address: string;
  /** Where the address is to be kept, which may be a secret one; the keychain where it is not said. */
  keep: Keep | null;
  /** The certificate that was asked about and is trusted. */
  trust: TrustCertificate | null;
};

/** Open an address in the system's browser. */
export type LinkOpen = {
  /** http or https only. */
  url: string;
};

/** A unit that minutes may be logged on. */
export type LogChoice = {
  /** Unit id. */
  unit: string;
  /** Title. */
  title: string;
  /** Its strategy. */
  strategy: number;
};

/** Whether so many blocks were really taken out. */
export type ManyGone = {
  /** They were: ask about each. Else they are written again. */
  believe: boolean;
};

/** A point on the way. */
export type MilestoneView = {
  /** Title. */
  title: string;
  /** Day; absent if not reached within the horizon. */
  date: string | null;
};

/** Whether a block may go there. */
export type MoveCheck = {
  /** It may. */
  legal: boolean;
  /** Why not, one sentence per rule. */
  reasons: Array<string>;
  /** Nearest start at which this length is legal. */
  nearest: string | null;
};

/** A unit that a sentence names by its title. */
export type NamedUnit = {
  /** Permanent name. */
  unit: string;
  /** As it stands in the sentence. */
  title: string;
};

/** The next planned unit or rhythm of a strategy. */
export type NextView = {
  /** Title of the unit or rhythm. */
  title: string;
  /** Day of its next block. */
  on: string;
  /** Behind the promised weeks. */
  likely: boolean;
};

/** Write the note of a unit. */
export type NoteSet = {
  /** Unit id. */
  unit: string;
  /** Empty removes it. */
  text: string;
};

/** No arguments. */
export type Nothing = Record<symbol, never>;

/** Something about the data that the person must be told. */
export type Notice = {
  /** Stable code, such as `journal_broken`. */
  code: string;
  /** What happened and what is safe. */
  text: string;
  /** A backup can be brought back with `backup_restore`; its day in words. */
  backup: string | null;
};

/** What the learner has answered so far. The window keeps it; nothing is saved before `onboarding_finish`. */
export type OnboardingDraft = {
  /** What it is for. */
  goal: Goal;
  /** By when. */
  target: string;
  /** Study minutes a week. */
  week_min: number;
  /** When. */
  windows: Array<StudyWindow>;
  /** Strategy number to level. */
  levels: Record<string, KnowledgeLevel>;
  /** Unit to known (true) or to be studied (false), where it differs from the strategy's level. */
  units: { [key in string]: boolean };
};

/** What onboarding starts with. */
export type OnboardingStart = {
  /** Sensible answers for a working software engineer. */
  draft: OnboardingDraft;
  /** Every unit, in the order of the pack. */
  units: Array<OnboardingUnit>;
  /** Busy calendars already read. */
  busy: BusyOverview;
};

/** A unit to pick. */
export type OnboardingUnit = {
  /** Permanent name. */
  id: string;
  /** Title. */
  title: string;
  /** Its strategy. */
  strategy: number;
  /** foundation, core, advanced, optional. */
  level: string;
  /** Likely minutes. */
  minutes: number;
};

/** Tick or un-tick an outcome. */
export type OutcomeTick = {
  /** Unit id. */
  unit: string;
  /** 1-based position. */
  outcome: number;
  /** Ticked. */
  ticked: boolean;
};

/** One thing the learner can do after the unit. */
export type OutcomeView = {
  /** 1-based position in its unit; its name for `outcome_tick`. */
  position: number;
  /** "I can ..." */
  text: string;
  /** Ticked. */
  ticked: boolean;
};

/** Names a resource of one's own. */
export type OwnResourceRef = {
  /** Its id. */
  resource: string;
};

/** Add a resource of one's own to a unit, or change all of it. */
export type OwnResourceSet = {
  /** Its id; absent: a new one. */
  resource?: string;
  /** The unit. */
  unit: string;
  /** Title. */
  title: string;
  /** An https or http address. */
  url: string | null;
  /** Which chapters or pages. */
  sections: string | null;
};

/** What saving a unit of one's own did. */
export type OwnUnitSaved = {
  /** Its id. */
  unit: string;
  /** What was done, in one sentence. */
  message: string | null;
  /** Undo would take it back. */
  undoable: boolean;
  /** Published blocks that changed because of it. */
  changes: Array<Change>;
};

/** Make a unit of one's own, or change all of it. */
export type OwnUnitSet = {
  /** Its id; absent: a new one. */
  unit?: string;
  /** Title. */
  title: string;
  /** Number of the strategy that it belongs to. */
  strategy: number;
  /** Minutes that it takes. */
  minutes: number;
  /** Ids of units that come first. */
  prerequisites: Array<string>;
  /** The checklist. */
  outcomes: Array<string>;
};

/** What a factor is about. */
export type PaceGroup = "everything" | "strategy" | "kind";

/** One factor. */
export type PaceRow = {
  /** What it is about. */
  group: PaceGroup;
  /** "Everything", a strategy's label, or what one does ("Practice"). */
  label: string;
  /** Number of the strategy. */
  strategy: number | null;
  /** Percent of the estimate that is planned; of a kind, against its strategy. 100 is the estimate. */
  percent: number;
  /** What it will be from the next new plan on, where that differs. */
  next_percent: number | null;
  /** Finished activities behind it. */
  activities: number;
  /** Blocks these took. */
  blocks: number;
  /** The factor in words. */
  text: string;
};

/** Plan with the learner's own pace, or with the estimates as they are. */
export type PaceSet = {
  /** The own pace. */
  own: boolean;
};

/** The table of factors. */
export type PaceView = {
  /** Plans follow the learner's own pace; otherwise they keep to the estimates. */
  own: boolean;
  /** All together, then strategies, then kinds of activity; of which nothing is finished, there is no row. */
  rows: Array<PaceRow>;
  /** How to read it, in plain words. */
  text: string;
};

/** A folder that may hold a pack. */
export type PackFrom = {
  /** Its path. */
  folder: string;
};

/** The pack that is studied from. */
export type PackInUse = {
  /** Title. */
  title: string;
  /** Version. */
  version: string;
  /** What it holds, in words. */
  holds: string;
  /** It came with the program. */
  bundled: boolean;
  /** The learner's pack cannot be read by this program, one line a problem: the one that came with the program stands in for it. */
  problems: Array<string>;
};

/** What a folder holds. */
export type PackOffer = {
  /** The pack, if it is a good one. */
  pack: PackInUse | null;
  /** What using it would mean for the units, in sentences. */
  means: Array<string>;
  /** It is what is studied from already. */
  used: boolean;
  /** Everything that is wrong with it, one line each: file, line, what, what to do. */
  problems: Array<string>;
};

/** Study from the pack in a folder, or from the one that came with the program. */
export type PackUse = {
  /** Its path; none for the one that came with the program. */
  folder: string | null;
};

/** A file that the person chose. */
export type PathChosen = {
  /** Its path; none if they chose none. */
  path: string | null;
};

/** How often to look at what is new. */
export type PollSet = {
  /** Minutes between two looks. */
  minutes: number;
};

/** What an act would do. Nothing of it is saved. */
export type Preview = {
  /** What would be said. */
  message: string | null;
  /** How the published plan would differ, in time order. */
  changes: Array<Change>;
  /** It touches so many published blocks that the learner is asked first. */
  asks: boolean;
};

/** The plan before it is saved. */
export type PreviewView = {
  /** What the answers mean in hours. */
  hours: HoursView;
  /** Where the plan ends. */
  course: CourseView;
  /** Monday of the first week with a block. */
  first_week: string;
  /** Blocks of that week. */
  blocks: Array<BlockView>;
  /** Their minutes. */
  first_week_min: number;
  /** When each milestone is reached. */
  milestones: Array<MilestoneView>;
  /** What the learner should know. */
  warnings: Array<string>;
};

/** Set goal, target and zone. */
export type ProfileSet = {
  /** Goal. */
  goal: Goal;
  /** Target. */
  target: string;
  /** IANA zone. */
  zone: string;
};

/** A project in a panel. */
export type ProjectView = {
  /** Title. */
  title: string;
  /** What to make. */
  brief: string;
  /** Steps on the way. */
  milestones: Array<string>;
  /** When it counts as done. */
  definition_of_done: Array<string>;
};

/** A calendar service, with how to connect it. */
export type Provider = {
  /** Its id. */
  id: string;
  /** Its name. */
  name: string;
  /** The address to type; empty where each has its own. */
  address: string;
  /** Accounts of it can be added; else only addresses of .ics files can. */
  account: boolean;
  /** What to do, a sentence each. */
  steps: Array<string>;
};

/** Publish no longer. */
export type PublishOff = {
  /** Take out what was published there. */
  take_out: boolean;
};

/** The calendar that blocks are published in. */
export type Publishing = {
  /** The account. */
  account: string;
  /** Name of the calendar. */
  calendar: string;
  /** In a sentence: "In step since 18:52", "2 changes waiting; the server has not answered since 14:05". */
  state: string;
  /** Something is the matter. */
  trouble: boolean;
  /** Blocks that were taken out in the calendar: what is to become of each? */
  asks: Array<CalendarAsk>;
  /** So many blocks vanished there at once, and nothing was done about it: believe it, or write them again? */
  many_gone: number | null;
  /** What else was found, a sentence each. */
  notes: Array<string>;
};

/** A recall question. */
export type QuestionView = {
  /** 1-based position in its unit. */
  position: number;
  /** Question; for a unit without questions one of its outcomes. */
  question: string;
  /** Answer; absent for an outcome. */
  answer: string | null;
};

/** Hours of every day, in the system's zone. May pass midnight. */
export type QuietHours = {
  /** Minute of the day, below 1440. */
  from: number;
  /** Minute of the day, below 1440; before `from`, it is one of the next day. */
  to: number;
};

/** How far the reading of a calendar is. Sent as the event `reading`; none when it is over. */
export type ReadingProgress = {
  /** The file or the calendar, as the person knows it. */
  name: string;
  /** So many events were worked out. */
  done: number;
  /** Of so many. */
  of: number;
};

/** One unit of a review. */
export type RecallView = {
  /** Unit id; its name for `review_graded`. */
  unit: string;
  /** Title of the unit. */
  title: string;
  /** Its strategy. */
  strategy: number;
  /** What to recall, in order; never empty for a unit of the pack. */
  questions: Array<QuestionView>;
  /** How well it was recalled; absent until it is graded. */
  grade: Grade | null;
  /** When it comes back; absent until it is graded, and once it was recalled again since. */
  back: BackView | null;
  /** The four grades, from the worst, with when the unit would come back; empty where none can be given: the block was answered, or the unit is not complete yet. */
  choices: Array<GradeChoice>;
  /** Its questions are not asked now, and the review is done without it: it is not studied to the end, while the review has begun or others of it can be graded. */
  waits: boolean;
};

/** Write the line about a week. */
export type ReflectionSet = {
  /** Monday of the running week, or of one before it. */
  week: string;
  /** The whole line; an empty one removes it. */
  text: string;
  /** The line in whose place it was written. Where another one stands by now, nothing is written. */
  was?: string;
};

/** A block that begins. */
export type Reminder = {
  /** The block. */
  id: string;
  /** Its start. */
  start: string;
  /** Activity and unit ("Practice: Bayes’ rule"). */
  title: string;
  /** When, and of which strategy. */
  text: string;
  /** Names what can be done: look at it in the window, */
  open: string;
  /** start it now, */
  begin: string;
  /** be told again in `later_min` minutes, */
  later: string;
  /** say that it could not be done. */
  missed: string;
  /** Minutes. */
  later_min: number;
};

/** When the published calendar and the file remind of a block. */
export type RemindersSet = {
  /** Minutes before each block; none for no reminder. */
  reminders: Array<number>;
};

/** Something to open. */
export type ResourceView = {
  /** Title. */
  title: string;
  /** Who made it. */
  authors: string | null;
  /** book, video, course, docs, ... as in the pack. */
  kind: string;
  /** Address for `link_open`; absent for a thing on paper. */
  url: string | null;
  /** Chapters, where they were checked. */
  sections: string | null;
  /** What it costs, in words. */
  cost: string | null;
  /** Its name for `own_resource_set`, if the learner added it. */
  own: string | null;
};

/** Which backup to bring back, and whether in place of a journal that holds something. */
export type RestoreArgs = {
  /** Its name as listed; absent: the newest that is whole. */
  backup?: string;
  /** Set the present journal aside although it is not empty. */
  replace?: boolean;
};

/** Another journal is in use, or much was taken into it. */
export type Restored = {
  /** What was done, in sentences. */
  message: string;
  /** What `backup_restore` is to be asked for to be where one was before; none where nothing was. */
  back: string | null;
};

/** Say how well a unit of a review was recalled. */
export type ReviewGraded = {
  /** The review's block. */
  block: string;
  /** Unit id. */
  unit: string;
  /** How well. */
  grade: Grade;
};

/** Asks for the look back. */
export type ReviewOf = {
  /** Which weeks. */
  period: ReviewPeriod;
};

/** Which weeks are looked back on, the running one among them. */
export type ReviewPeriod = "four_weeks" | "twelve_weeks" | "all";

/** Everything the review screen shows. */
export type ReviewView = {
  /** Today in the learner's zone. */
  today: string;
  /** When it is likely done. */
  course: CourseView;
  /** A usual week of the period; absent while no week of it is over. */
  mean: WeeklyMean | null;
  /** Hours done and what is left, since the plan began. */
  burn: BurnView;
  /** The weeks of the period, the running one last. */
  weeks: Array<WeekRow>;
  /** The nine strategies in the last four weeks. */
  balance: BalanceView;
  /** How long things took against their estimates. */
  takes: TakesView;
  /** In how many weeks of the period there was some study. */
  consistency: ConsistencyView;
  /** The learner's lines about weeks, the newest first; that of the running week too. */
  lines: Array<WeekLine>;
};

/** Want a rhythm or not. */
export type RhythmSet = {
  /** Rhythm id. */
  rhythm: string;
  /** Whether the plan is to hold it. */
  wanted: boolean;
};

/** A rhythm. */
export type RhythmView = {
  /** Permanent name. */
  id: string;
  /** Title. */
  title: string;
  /** What it is good for. */
  why: string;
  /** "every 2 weeks". */
  cadence: string;
  /** Minutes of one occurrence. */
  minutes: number;
  /** The learner wants it. */
  wanted: boolean;
  /** The goal leaves it out, wanted or not. */
  left_out: boolean;
  /** Day of its next block; absent where none is planned. */
  next: string | null;
  /** That day lies behind the promised weeks. */
  likely: boolean;
  /** The next item of its rota. */
  item: string | null;
  /** The checklist of one occurrence. */
  steps: Array<string>;
  /** The next item of its rota, then where to look. */
  resources: Array<ResourceView>;
};

/** A point on the way. */
export type RoadmapMilestone = {
  /** Title. */
  title: string;
  /** Ids of the units that it still waits for. */
  after: Array<string>;
  /** Day on which the plan reaches it; absent if not within the plan. */
  date: string | null;
};

/** One unit of the roadmap. */
export type RoadmapUnit = {
  /** Its id. */
  unit: string;
  /** Its title. */
  title: string;
  /** Number of its strategy. */
  strategy: number;
  /** The goal needs it. */
  core: boolean;
  /** Monday of its first week. */
  from: string;
  /** Monday of its last week; absent if that is more than six years ahead. */
  to: string | null;
};

/** Every unit of the pack in its weeks. */
export type RoadmapView = {
  /** Today. */
  today: string;
  /** First day that is not promised: what is studied from then on is the likely course. */
  promised_until: string;
  /** Minutes a week that the learner gives. */
  week_min: number;
  /** The fewest minutes a week that can hold a block. */
  least_week_min: number;
  /** The most minutes a week that the study times hold, and never less than what the learner gives. */
  most_week_min: number;
  /** The latest day that may be chosen as the target. */
  last_target: string;
  /** Where the plan ends, with the forecast. */
  course: CourseView;
  /** Minutes of what the goal needs, done ones included. */
  core_min: number;
  /** Every strategy of the pack, in order. */
  lanes: Array<LaneView>;
  /** Points on the way that are not reached yet, the nearest first. */
  milestones: Array<RoadmapMilestone>;
};

/** A block that was announced. Moved to another start, it is announced once more. */
export type Said = {
  /** The block. */
  id: string;
  /** Its start when it was announced. */
  start: string;
  /** Announce it again then; absent: never. */
  again?: string;
};

/** The session on a block. */
export type SessionView = {
  /** When it first began. */
  began: string;
  /** It runs; else it rests. */
  running: boolean;
  /** Seconds studied until this answer. */
  seconds: number;
  /** Whether the block can be made a quarter of an hour longer. */
  extendable: boolean;
};

/** Everything the settings screen shows. */
export type SettingsView = {
  /** Goal. */
  goal: Goal;
  /** Target. */
  target: string;
  /** IANA zone of the study week. */
  zone: string;
  /** IANA zones to choose from. */
  zones: Array<string>;
  /** Windows. */
  windows: Array<StudyWindow>;
  /** Hours and limits. */
  budget: Budget;
  /** How long things take this learner. */
  pace: PaceView;
  /** Theme. */
  theme: Theme;
  /** Busy calendars. */
  busy: BusyOverview;
  /** Folder of the journal. */
  data_dir: string;
  /** What is studied from. */
  pack: PackInUse;
  /** Saved events. */
  events: number;
};

/** What a source of busy time is. */
export type SourceKind = "file" | "link" | "account" | "elsewhere";

/** Whether and how a block can be split. */
export type SplitCheck = {
  /** It can. */
  legal: boolean;
  /** Why not, one sentence per rule. */
  reasons: Array<string>;
  /** Length of the first part. */
  first_min: number;
  /** Length of the second part. */
  second_min: number;
  /** Where the second part goes, or could go; absent where there is no place. */
  second: string | null;
};

/** Start with the system, or no longer. */
export type StartWithSystem = {
  /** From now on. */
  on: boolean;
};

/** Everything that can be studied, strategy by strategy. */
export type StrategiesView = {
  /** Minutes done of the units that are studied. */
  done_min: number;
  /** Minutes of all units that are studied: known and left-out ones are not counted. */
  total_min: number;
  /** Units that are still to be done. */
  units_ahead: number;
  /** In the order of their numbers. */
  strategies: Array<StrategyView>;
};

/** When the last unit of one strategy is likely done. */
export type StrategyForecast = {
  /** Its number. */
  strategy: number;
  /** One in two. */
  likely: string | null;
  /** Four in five. */
  four_in_five: string | null;
  /** Nineteen in twenty. */
  nineteen_in_twenty: string | null;
};

/** Hours of one strategy. */
export type StrategyHours = {
  /** Its number. */
  strategy: number;
  /** Minutes of core work, nothing known. */
  all_min: number;
  /** Minutes of it left. */
  left_min: number;
  /** Minutes left of what the goal can do without. */
  optional_min: number;
  /** The goal leaves this strategy out. */
  left_out: boolean;
};

/** One of the nine strategies. */
export type StrategyInfo = {
  /** 1 to 9; also its colour and icon. */
  number: number;
  /** Full name. */
  title: string;
  /** Short label ("Maths & statistics"). */
  label: string;
  /** One word ("Maths"). */
  short: string;
};

/** One strategy. */
export type StrategyView = {
  /** 1 to 9; also its colour and icon. */
  number: number;
  /** Full name. */
  title: string;
  /** Short label ("Maths & statistics"). */
  label: string;
  /** Minutes done of the units that are studied. */
  done_min: number;
  /** Minutes of the units that are studied. */
  total_min: number;
  /** Units that are done. */
  units_done: number;
  /** Units that are studied: known and left-out ones are not counted. */
  units_total: number;
  /** The goal leaves it out. */
  left_out: boolean;
  /** What of it comes next in the plan; absent where nothing is planned. */
  next: NextView | null;
  /** In the order of the pack, the learner's own at the end. */
  units: Array<UnitRow>;
  /** In the order of the pack. */
  rhythms: Array<RhythmView>;
};

/** The file that other calendars can subscribe to. */
export type StudyFile = {
  /** It is written after every change of the plan. */
  on: boolean;
  /** Titles of the blocks stand in it; else only "Study". */
  titles: boolean;
  /** Where it is, or would be. */
  path: string;
  /** In a sentence, where something is the matter. */
  trouble: string | null;
};

/** The file that other calendars can subscribe to. */
export type StudyFileSet = {
  /** Write it after every change of the plan. */
  on: boolean;
  /** With the titles of the blocks. */
  titles: boolean;
};

/** Study off the plan that ended just now, or began at `start`. */
export type StudyLog = {
  /** Minutes studied. */
  minutes: number;
  /** The unit they count for. */
  unit?: string;
  /** Without a unit: the strategy whose hours they count for, 1 to 9. */
  strategy?: number;
  /** Without a unit: what it was, in the learner's words. */
  text?: string;
  /** Local start; absent: so many minutes before now. */
  start?: string;
};

/** Weekly recurring time for study. */
export type StudyWindow = {
  /** 0 is Monday. */
  weekday: number;
  /** Minute of the day. */
  from: number;
  /** Minute of the day, at most 1440. */
  to: number;
  /** Focus is good here. */
  deep: boolean;
};

/** Something that another computer did. */
export type SyncAct = {
  /** Name of the computer. */
  computer: string;
  /** When, in words. */
  when: string;
  /** What, in words ("ticked an outcome"). */
  what: string;
};

/** A computer that writes to the sync folder. */
export type SyncComputer = {
  /** Its name. */
  name: string;
  /** When it was heard of last, in words; none while nothing that it wrote can be read here. */
  heard: string | null;
  /** It is this one. */
  this: boolean;
};

/** Which folder to use. */
export type SyncFolder = {
  /** Its path, as a person writes it. */
  folder: string;
};

/** How it stands with the passphrase of the sync folder. */
export type SyncHidden = "off" | "on" | "asked";

/** Enter the passphrase of the sync folder, or set one. */
export type SyncPassphrase = {
  /** As the person wrote it. */
  passphrase: string;
  /** Set another one in place of one that is used already; all is written anew. */
  anew: boolean;
  /** Where its key is kept on this computer. */
  keep: Keep;
};

/** What the settings show of the sync folder. */
export type SyncView = {
  /** The folder; absent when none is used. */
  folder: string | null;
  /** In a sentence: "In step since 18:40, 2 computers"; empty when no folder is used. */
  state: string;
  /** Something needs the person: the sentence says what. */
  trouble: boolean;
  /** What else was found, a sentence each. */
  notes: Array<string>;
  /** The computers that write there, this one first, then the one heard of last. */
  computers: Array<SyncComputer>;
  /** What the other computers did last, the newest first; a few at most. */
  history: Array<SyncAct>;
  /** Whether a passphrase hides what stands there. */
  passphrase: SyncHidden;
  /** Where its key is kept on this computer. */
  keep: Keep;
};

/** What came and went. */
export type Synced = {
  /** In a sentence. */
  message: string;
  /** Entries that came from other computers. */
  came: number;
  /** Entries that were written for them. */
  went: number;
  /** How it stands now. */
  sync: SyncView;
};

/** Availability that something takes away. */
export type TakenTime = {
  /** Title of what is busy then. */
  title: string;
  /** Minutes of availability under it. Where two lie over each other both have them. */
  minutes: number;
};

/** One strategy, or one kind of activity. */
export type TakesRow = {
  /** What it is about. */
  group: PaceGroup;
  /** Number of the strategy. */
  strategy: number | null;
  /** "Everything", a strategy's label, or what one does ("Practice"). */
  label: string;
  /** Finished activities. */
  activities: number;
  /** Blocks these took. */
  blocks: number;
  /** Their estimates, each to the next quarter of an hour. */
  estimated_min: number;
  /** What they took. */
  actual_min: number;
  /** What they took in percent of their estimates, to the nearest; absent where too few are finished. */
  percent: number | null;
};

/** Finished activities against their estimates. */
export type TakesView = {
  /** All together, the nine strategies, then the kinds of activity. */
  rows: Array<TakesRow>;
  /** Finished activities from which on a row counts. */
  fewest: number;
  /** What the plan makes of it. */
  text: string;
};

/** One term of the plan's score in words. */
export type TermView = {
  /** The planner's name of it: block, deep, finish, ... */
  term: string;
  /** "Outside your focus hours". */
  label: string;
  /** A point is a tenth of a minute of annoyance. */
  points: number;
};

/** A piece of a text. */
export type TextPart = {
  /** The piece. */
  text: string;
  /** It is one of the words looked for. */
  marked: boolean;
};

/** Light, dark or as the system says. */
export type Theme = "system" | "light" | "dark";

/** Set the theme. */
export type ThemeSet = {
  /** New theme. */
  theme: Theme;
};

/** The day on screen. */
export type TodayView = {
  /** Day. */
  date: string;
  /** Now. */
  now: string;
  /** Free, busy and blocks of the day. */
  day: DayView;
  /** The block that runs now or comes next today, with its panel. */
  next: BlockDetail | null;
  /** The session on that block, running or at rest. */
  session: SessionView | null;
  /** Next block after today where today has none left. */
  later: BlockView | null;
  /** Units that are past their due day: how many, and until when they are recalled, in a sentence. Absent as long as a day takes them all. */
  backlog: string | null;
  /** Blocks of the last 14 days of which nothing was said yet, newest first. */
  unanswered: Array<BlockView>;
  /** Blocks of this week after today. */
  rest_of_week: Array<BlockView>;
  /** Units that study off the plan may be logged on: begun ones first. */
  loggable: Array<LogChoice>;
  /** Minutes planned this week. */
  week_planned_min: number;
  /** Minutes logged this week. */
  week_done_min: number;
  /** Where the plan ends. */
  course: CourseView;
};

/** A subject that views are made from. */
export type Topic = "app" | "plan" | "units" | "settings" | "busy" | "calendars" | "computer" | "arrivals" | "sync";

/** Start or pause. */
export type TrayAct = {
  /** In a word. */
  word: string;
  /** The block. */
  id: string;
  /** A session runs on it and would rest; else it would start. */
  runs: boolean;
};

/** The tray's menu, from top to bottom. */
export type TrayView = {
  /** What is studied, or comes next; leads to Today. */
  next: string;
  /** What can be done with it. */
  act: TrayAct | null;
  /** Opens the window. */
  open: string;
  /** Ends the program. */
  quit: string;
};

/** A certificate that the learner trusts although the system does not. */
export type TrustCertificate = {
  /** For this host alone. */
  host: string;
  /** SHA-256 of the certificate, 64 hexadecimal digits. */
  fingerprint: string;
};

/** How many changes to take back. */
export type UndoSeveral = {
  /** From 1; where there are fewer, all there are. */
  changes: number;
};

/** One unit in full. */
export type UnitDetail = {
  /** Outcomes, note and projects. */
  unit: UnitView;
  /** Where it stands. */
  state: UnitState;
  /** The learner put it after everything else. */
  later: boolean;
  /** Minutes that studying it takes from now on: what a mark frees, and what taking that back costs. */
  left_min: number;
  /** Where to learn it: the pack's, then the learner's own. */
  resources: Array<ResourceView>;
  /** Its prerequisites. */
  needs: Array<UnitLink>;
  /** The units that it is a prerequisite of. */
  opens: Array<UnitLink>;
  /** Recall questions. */
  questions: Array<QuestionView>;
  /** When the questions come back; absent until the unit is done. */
  back: BackView | null;
  /** How long it takes. */
  estimate: EstimateView;
};

/** Brings a unit forward, or puts it back in line. */
export type UnitFirst = {
  /** Unit id. */
  unit: string;
  /** Before everything else. */
  first: boolean;
};

/** Leads to a unit. */
export type UnitLink = {
  /** Permanent name. */
  id: string;
  /** Title. */
  title: string;
  /** Its strategy. */
  strategy: number;
  /** Where it stands. */
  state: UnitState;
};

/** What the learner decides about a unit. */
export type UnitMark = "open" | "known" | "dropped" | "later";

/** Mark a unit. */
export type UnitMarkSet = {
  /** Unit id. */
  unit: string;
  /** What is decided. */
  mark: UnitMark;
};

/** Names a unit. */
export type UnitRef = {
  /** Its id in the pack. */
  unit: string;
};

/** A unit in the list of its strategy. */
export type UnitRow = {
  /** Permanent name. */
  id: string;
  /** Title. */
  title: string;
  /** Where it stands. */
  state: UnitState;
  /** The learner put it after everything else. */
  later: boolean;
  /** May be left out. */
  optional: boolean;
  /** The learner's own, not the pack's. */
  own: boolean;
  /** Outcomes that are ticked. */
  ticked: number;
  /** All outcomes. */
  outcomes: number;
  /** Minutes really studied. */
  done_min: number;
  /** Minutes it takes, as planned. */
  total_min: number;
  /** Day of its first block ahead; absent where none is planned. */
  starts: string | null;
  /** That day lies behind the promised weeks. */
  likely: boolean;
  /** The unit of another strategy that it waits for longest; absent where none holds it up. */
  after: UnitLink | null;
};

/** Where a unit stands. */
export type UnitState = "done" | "begun" | "open" | "known" | "left_out";

/** Where the learner stands with a unit. */
export type UnitStatus = "ahead" | "begun" | "done" | "known" | "left_out";

/** A unit as a panel shows it. */
export type UnitView = {
  /** Permanent name. */
  id: string;
  /** Title. */
  title: string;
  /** What it is good for. */
  why: string;
  /** Its strategy. */
  strategy: number;
  /** The checklist. */
  outcomes: Array<OutcomeView>;
  /** The learner's note; empty when there is none. */
  note: string;
  /** When the note was last changed, as a local day. */
  note_on: string | null;
  /** Minutes studied. */
  done_min: number;
  /** Minutes it takes (the learner's estimate or the pack's), at the learner's pace. */
  total_min: number;
  /** That the rest of it is planned at the learner's pace, and what that rests on. */
  pace: string | null;
  /** A project's brief, milestones and definition of done, where the unit has one. */
  projects: Array<ProjectView>;
};

/** A way out to take. */
export type WayOut = { "kind": "hours";
/** Minutes a week on top. */
extra_min: number, } | { "kind": "date";
/** The new target. */
target: string, } | { "kind": "units";
/** Their ids. */
units: Array<string>;
};

/** One way out. */
export type WayView = {
  /** What to call `way_out_take` with; absent if it is not enough. */
  way: WayOut | null;
  /** "Study 1 h more a week". */
  what: string;
  /** "10 h instead of 9 h". */
  how: string;
  /** When the plan then ends; absent if not within the plan. */
  finish: string | null;
  /** That in words. */
  result: string;
};

/** Ways out of a target that the plan does not reach. Every finish in it is that of a plan that was made. */
export type WaysOutView = {
  /** Core minutes that find no place until the target; 0 if it is reached. */
  shortfall_min: number;
  /** The shortfall in a sentence; empty if the target is reached. */
  text: string;
  /** The smallest ways out, and those that were tried and are not enough. */
  ways: Array<WayView>;
};

/** The learner's line about a week. */
export type WeekLine = {
  /** Monday of the week. */
  week: string;
  /** 1 is the first week of the plan; absent before it. */
  number: number | null;
  /** The line. */
  text: string;
};

/** Which week. */
export type WeekOf = {
  /** Any day of it; absent: this week. */
  date?: string;
};

/** One week. */
export type WeekRow = {
  /** First day. */
  monday: string;
  /** 1 is the first week of the plan; absent before it. */
  number: number | null;
  /** It is not over yet. */
  running: boolean;
  /** What the plan held for it when it began; absent if there was none. */
  planned_min: number | null;
  /** All that was logged in it. */
  done_min: number;
  /** Of that, what was studied beside the plan. */
  unplanned_min: number;
  /** Blocks of it that were done. */
  done: number;
  /** Blocks that were done in part. */
  partly: number;
  /** Blocks that could not be done. */
  missed: number;
  /** Blocks that are over and of which nothing was said. */
  unanswered: number;
  /** The seven days. */
  days: Array<DayStudied>;
};

/** One week of the calendar. */
export type WeekView = {
  /** First day. */
  monday: string;
  /** 1 for the plan's first week; absent before it. */
  number: number | null;
  /** The promise reaches this week. If not, its blocks are a likely course and cannot be changed. */
  published: boolean;
  /** Seven days. */
  days: Array<DayView>;
  /** Minutes in blocks (done ones with the minutes logged). */
  planned_min: number;
  /** Minutes logged, also off the plan. */
  done_min: number;
  /** Minutes a week that the learner gives. */
  budget_min: number;
  /** Now, where it is in this week. */
  now: string | null;
  /** Where the plan ends. */
  course: CourseView;
  /** That the target is not reached, in a sentence; then `ways_out` has something to say. */
  out_of_reach: string | null;
  /** That a new plan was put off, in a sentence; then `replan` makes it. */
  plan_left: string | null;
  /** Blocks that were taken out in the calendar: what is to become of each? `calendar_answer` says it. */
  asks: Array<CalendarAsk>;
  /** What else the learner should know, one sentence each. */
  warnings: Array<string>;
};

/** Means over the weeks of the period that are over, to the nearest minute. */
export type WeeklyMean = {
  /** How many weeks are over. */
  weeks: number;
  /** Planned a week; a week for which no plan was made counts as 0. */
  planned_min: number;
  /** Done a week. */
  done_min: number;
};

/** Why a unit is not studied earlier. */
export type WhyNotView = {
  /** Unit id. */
  unit: string;
  /** Its title. */
  title: string;
  /** Where the plan first studies it; absent if nowhere. */
  planned: string | null;
  /** When it could start at the earliest, all other blocks staying; absent if not within the plan. */
  earliest: string | null;
  /** Monday of that week. */
  week: string | null;
  /** The answer and what holds the unit back, one sentence each, the nearest reason first. */
  reasons: Array<string>;
  /** Its first block at the earliest legal start before its own, with the price. */
  sooner: AlternativeView | null;
};

/** Every command with its arguments and its answer. */
export interface Commands {
  /** What the frame of the window needs. */
  app_state: { args: Nothing; answer: AppState };
  /** The notice was read. */
  notice_dismiss: { args: Nothing; answer: Answered };
  /** Every backup of the journal and every journal that one replaced. Nobody has looked inside yet. */
  backups: { args: Nothing; answer: BackupList };
  /** What one of them holds, and what going back to it would set aside. */
  backup: { args: BackupRef; answer: BackupHeld };
  /** Bring back a backup in place of an empty journal, or of the present one, which is set aside. */
  backup_restore: { args: RestoreArgs; answer: Restored };
  /** Take back the last change. */
  undo: { args: Nothing; answer: Answered };
  /** Take back the last so many changes, in one step. */
  undo_several: { args: UndoSeveral; answer: Answered };
  /** Bring back the last change that was taken back. */
  redo: { args: Nothing; answer: Answered };
  /** Open an address in the system's browser. */
  link_open: { args: LinkOpen; answer: Answered };
  /** Show a sample learner; nothing of it is kept. */
  sample_start: { args: Nothing; answer: Answered };
  /** Back to the learner's own plan. */
  sample_leave: { args: Nothing; answer: Answered };
  /** Sensible answers to start from. */
  onboarding_start: { args: Nothing; answer: OnboardingStart };
  /** What the answers mean in hours. */
  onboarding_hours: { args: DraftArgs; answer: HoursView };
  /** The plan these answers give, not saved. */
  onboarding_preview: { args: DraftArgs; answer: PreviewView };
  /** Save the answers and publish the first plan. */
  onboarding_finish: { args: FinishArgs; answer: Finished };
  /** Read busy time from the text of an .ics file. */
  busy_import: { args: BusyImport; answer: BusyImported };
  /** Stop reading a calendar, and asking a server. What was under way says that it was stopped. */
  reading_stop: { args: Nothing; answer: Answered };
  /** Forget a busy calendar. */
  busy_remove: { args: BusyRef; answer: BusyRemoved };
  /** One week of the calendar. */
  week: { args: WeekOf; answer: WeekView };
  /** The day on screen. */
  today: { args: Nothing; answer: TodayView };
  /** When it is likely done, or would be; nothing is changed. */
  forecast: { args: ForecastOf; answer: ForecastDetail };
  /** Every unit in its weeks, up to the end of the pack. */
  roadmap: { args: Nothing; answer: RoadmapView };
  /** Make true what was asked of the forecast: hours, date, units left out; the plan changes. */
  what_if_apply: { args: ForecastOf; answer: Answered };
  /** The look back: planned and done, what is left, how long things took. */
  review: { args: ReviewOf; answer: ReviewView };
  /** Write the line about a week. */
  reflection_set: { args: ReflectionSet; answer: Answered };
  /** Write the figures of the look back, of all weeks, as a .csv file. */
  export_review: { args: ExportTo; answer: Exported };
  /** The panel of one block. */
  block: { args: BlockRef; answer: BlockDetail };
  /** Why a unit is not studied earlier. */
  why_not: { args: UnitRef; answer: WhyNotView };
  /** By how much the target is missed, and the smallest ways out. */
  ways_out: { args: Nothing; answer: WaysOutView };
  /** Go one of the ways out; the plan changes. */
  way_out_take: { args: WayOut; answer: Answered };
  /** Whether a block may go there, and why not. */
  block_check: { args: BlockMove; answer: MoveCheck };
  /** Move or resize a block by hand; it is locked then. */
  block_move: { args: BlockMove; answer: Answered };
  /** Where the second part of a split block would go, or why it cannot be split; nothing is changed. */
  block_split_check: { args: BlockSplit; answer: SplitCheck };
  /** Split a block in two; both are locked then. */
  block_split: { args: BlockSplit; answer: Answered };
  /** Take a block out; its time is kept free, and what it was for is planned elsewhere. */
  block_delete: { args: BlockRef; answer: Answered };
  /** Time of a deleted block may be planned again. */
  kept_free_end: { args: BlockRef; answer: Answered };
  /** What a new block could be for; nothing is changed. */
  block_add_choices: { args: AddAt; answer: AddChoices };
  /** Whether a new block may go there, and why not. */
  block_add_check: { args: BlockAdd; answer: MoveCheck };
  /** Add a block by hand; it is locked then, and the plan changes. */
  block_add: { args: BlockAdd; answer: Answered };
  /** Bring a unit and what it needs forward, before everything else, or put it back in line; the plan changes. */
  unit_first: { args: UnitFirst; answer: Answered };
  /** What an act would do to the plan; nothing is changed. */
  preview: { args: Act; answer: Preview };
  /** Make the plan anew that was left as it was. */
  replan: { args: Nothing; answer: Answered };
  /** Lock or free a block. */
  block_lock: { args: BlockLock; answer: Answered };
  /** Study a block now, or go on after a pause; another session rests. */
  session_start: { args: BlockRef; answer: Answered };
  /** Let the session on a block rest. */
  session_pause: { args: BlockRef; answer: Answered };
  /** Make a block that is being studied a quarter of an hour longer. */
  session_extend: { args: BlockRef; answer: Answered };
  /** Log study off the plan; minutes on a unit change the plan. */
  study_log: { args: StudyLog; answer: Answered };
  /** A block was done. */
  block_done: { args: BlockDone; answer: Answered };
  /** A block was done, and with it all of its activity, whatever its estimate says; the plan changes. */
  block_finished: { args: BlockDone; answer: Answered };
  /** A block could not be done; the plan changes. */
  block_missed: { args: BlockRef; answer: Answered };
  /** Several blocks were done, as planned. */
  blocks_done: { args: BlockRefs; answer: Answered };
  /** Several blocks could not be done; the plan changes. */
  blocks_missed: { args: BlockRefs; answer: Answered };
  /** Several blocks could not be done, and the plan stays as it is until a new one is asked for. */
  blocks_missed_only: { args: BlockRefs; answer: Answered };
  /** A unit of a review was recalled, so well; with its last unit the block is done and the plan changes. */
  review_graded: { args: ReviewGraded; answer: Answered };
  /** Tick or un-tick an outcome. */
  outcome_tick: { args: OutcomeTick; answer: Answered };
  /** Write the note of a unit. */
  note_set: { args: NoteSet; answer: Answered };
  /** Every strategy with its units and rhythms. */
  strategies: { args: Nothing; answer: StrategiesView };
  /** One unit in full. */
  unit: { args: UnitRef; answer: UnitDetail };
  /** Look for words in strategies, units, outcomes, resources, questions and rhythms. */
  find: { args: FindArgs; answer: FindView };
  /** Say that a unit is known, left out, for later, or to be studied after all; the plan changes. */
  unit_mark: { args: UnitMarkSet; answer: Answered };
  /** Estimate a unit, or return to the pack's estimate; the plan changes. */
  estimate_set: { args: EstimateSet; answer: Answered };
  /** Want a rhythm or not; the plan changes. */
  rhythm_set: { args: RhythmSet; answer: Answered };
  /** Make a unit of one's own, or change all of it; the plan changes. */
  own_unit_set: { args: OwnUnitSet; answer: OwnUnitSaved };
  /** Remove a unit of one's own; the plan changes. */
  own_unit_remove: { args: UnitRef; answer: Answered };
  /** Add a resource of one's own to a unit, or change all of it. */
  own_resource_set: { args: OwnResourceSet; answer: Answered };
  /** Remove a resource of one's own. */
  own_resource_remove: { args: OwnResourceRef; answer: Answered };
  /** Everything the settings screen shows. */
  settings: { args: Nothing; answer: SettingsView };
  /** Set all study windows; the plan changes. */
  availability_set: { args: AvailabilitySet; answer: Answered };
  /** Set hours and limits; the plan changes. */
  budget_set: { args: BudgetSet; answer: Answered };
  /** Set goal, target and zone; the plan changes. */
  profile_set: { args: ProfileSet; answer: Answered };
  /** What the learner knows already. */
  knowledge: { args: Nothing; answer: KnowledgeView };
  /** Say what is known already; the plan changes. */
  knowledge_set: { args: KnowledgeSet; answer: Answered };
  /** Plan with the learner's own pace, or with the estimates as they are; the plan changes. */
  pace_set: { args: PaceSet; answer: Answered };
  /** Let the person choose a folder; nothing is changed. */
  folder_choose: { args: Nothing; answer: FolderChosen };
  /** What pack a folder holds, and what using it would mean; nothing is changed. */
  pack_check: { args: PackFrom; answer: PackOffer };
  /** Study from the pack in a folder, or from the one that came with the program; the plan changes. */
  pack_use: { args: PackUse; answer: Answered };
  /** Light, dark or as the system says. */
  theme_set: { args: ThemeSet; answer: Answered };
  /** Write everything as one JSON file. */
  export_all: { args: ExportTo; answer: Exported };
  /** Write the published blocks as an .ics file. */
  export_calendar: { args: CalendarExport; answer: Exported };
  /** Write everything that was studied as a .csv file. */
  export_log: { args: ExportTo; answer: Exported };
  /** Write plan, study, notes and own units for people, as Markdown. */
  export_notes: { args: ExportTo; answer: Exported };
  /** Let the person choose where an export goes; nothing is written. */
  export_place: { args: ExportPlace; answer: PathChosen };
  /** Let the person choose an export to take in; nothing is changed. */
  import_choose: { args: Nothing; answer: PathChosen };
  /** What an export holds, and what of it would be new; nothing is changed. */
  import_check: { args: ImportFrom; answer: ImportOffer };
  /** Take in an export; what is here stays, and a used journal is copied before. */
  import_take: { args: ImportFrom; answer: Restored };
  /** Show the data folder in the file manager. */
  data_folder_open: { args: Nothing; answer: Answered };
  /** The sync folder, what state it is in, and the computers that write there. */
  sync: { args: Nothing; answer: SyncView };
  /** Keep in step with other computers through a folder, from now on. */
  sync_folder_set: { args: SyncFolder; answer: Synced };
  /** Bring journal and sync folder together, if one was chosen. */
  sync_now: { args: Nothing; answer: Synced };
  /** Enter the passphrase of the sync folder, or set one: what stands there is hidden from whoever carries it. */
  sync_passphrase: { args: SyncPassphrase; answer: Synced };
  /** Write to the sync folder without a passphrase from now on. */
  sync_passphrase_off: { args: Nothing; answer: Synced };
  /** Leave the sync folder alone from now on; what stands in it stays. */
  sync_off: { args: Nothing; answer: Answered };
  /** Busy calendars, accounts and the calendar that blocks are published in, and how they stand. */
  calendars: { args: Nothing; answer: CalendarsView };
  /** Look at what is new in all calendars now, and bring the published one up to date. */
  calendars_now: { args: Nothing; answer: CalendarsLooked };
  /** Find an account and keep it. What must be asked first is the answer, and nothing is kept then. */
  calendar_account_add: { args: AccountAdd; answer: Connected };
  /** Forget an account: its calendars keep no time busy, and no block is published in it any more. */
  calendar_account_remove: { args: AccountRef; answer: Answered };
  /** Read a calendar of an account as busy time, or no longer. */
  calendar_read_set: { args: CalendarReadSet; answer: CalendarsLooked };
  /** Read the .ics file at an address as busy time, from now on. */
  calendar_link_add: { args: LinkAdd; answer: Connected };
  /** Forget a source of busy time, whatever it is. */
  calendar_remove: { args: BusyRef; answer: Answered };
  /** Publish blocks in a calendar from now on, in a new one if none is named. */
  calendar_publish: { args: CalendarPublish; answer: CalendarsLooked };
  /** Publish blocks no longer. */
  calendar_publish_off: { args: PublishOff; answer: CalendarsLooked };
  /** Say what becomes of a block that was taken out in the calendar. */
  calendar_answer: { args: AskAnswered; answer: Answered };
  /** Say whether many blocks were really taken out at once in the calendar. */
  calendar_many: { args: ManyGone; answer: CalendarsLooked };
  /** Keep a file of the blocks that other calendars can subscribe to, or no longer. */
  calendar_file_set: { args: StudyFileSet; answer: Answered };
  /** Choose when the published calendar and the file remind of a block. */
  calendar_reminders_set: { args: RemindersSet; answer: CalendarsLooked };
  /** Look at what is new every so many minutes. */
  calendar_poll_set: { args: PollSet; answer: Answered };
  /** What was chosen for this computer, and what it offers. */
  computer: { args: Nothing; answer: ComputerView };
  /** Choose for this computer: notifications, quiet hours, the tray. */
  computer_set: { args: ComputerSet; answer: Answered };
  /** Start with the system, or no longer. */
  start_with_system: { args: StartWithSystem; answer: Answered };
  /** What is to be announced and what the tray shows; nothing is changed. */
  glance: { args: GlanceAt; answer: Glance };
  /** Something comes from outside the window; it waits there until the window takes it. Nothing is changed. */
  arrive: { args: Arrive; answer: Answered };
  /** Take what came from outside the window. */
  arrivals: { args: Nothing; answer: Arrivals };
}
