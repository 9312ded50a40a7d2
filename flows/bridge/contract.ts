/**
 * What crosses between the process that acts and the window that shows: a view out, an event in, a report saved.
 * Plain data only. The window can name a plan; it has no way to say what to run.
 */

import type { Language } from '../language/languages.ts';
import type { FailureText } from '../model/failure.ts';
import type { ChangeEffect, ChangeText, Finding, NotChecked } from '../model/step.ts';
import type { LinkState, TicketPath, TicketPicture, TicketStation } from '../model/ticket-path.ts';
import type { HelpView } from './help-contract.ts';
import type { StartEvent, StartView } from './start-contract.ts';

export type Mode = 'dry-run' | 'apply';

export type FindingView = Finding;

/** A change as it is shown, with the exact texts that run. */
export interface ChangeView extends ChangeText {
  /** What it does and where, in one line; the window names the target where it is missing. */
  readonly title?: string;
  /** What will hold differently and where each value comes from; missing where it was not compared. */
  readonly effects?: readonly ChangeEffect[];
}

export type ChangeEffectView = ChangeEffect;

/** The way of the tickets, as it is and as planned. */
export type TicketPictureView = TicketPicture;

export type TicketPathView = TicketPath;

export type TicketStationView = TicketStation;

export type LinkStateView = LinkState;

export type NotCheckedView = NotChecked;

export type FailureView = FailureText;

/** One command of the panel: a read that was made, or a change that would be or was made. */
export interface CommandView {
  readonly kind: 'read' | 'change' | 'undo';
  readonly text: string;
  /** `absent`: read in evidence that does not hold the answer; `not-known`: in a window that no longer hears of it. */
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'absent' | 'planned' | 'not-known';
  readonly milliseconds: number | null;
  readonly output: string;
  /** How many more characters were printed than `output` has; missing where it is whole. */
  readonly cutOff?: number;
  /** What is read or changed, in a few words; the window shows the command alone where it is missing. */
  readonly title?: string;
}

/** Guidance of two columns: what is seen and what it says, a question and what its answers mean. */
export interface GuideTable {
  readonly title: string;
  readonly head: readonly [string, string];
  readonly rows: readonly (readonly [string, string])[];
}

export interface ScenarioView {
  readonly id: string;
  readonly title: string;
  readonly expected: string;
  readonly action: string;
  readonly explanation: readonly string[];
  /** What to collect as proof before anything is touched. */
  readonly proof: readonly string[];
  /** True where the honest answer is that nothing on this server needs to be changed. */
  readonly endsHere: boolean;
  /** What belongs to it, two columns a table. */
  readonly tables?: readonly GuideTable[];
}

/** What became of a step so far. */
export type StepResult =
  | 'to-do'
  | 'fine'
  | 'not-proved'
  | 'to-decide'
  | 'waiting'
  | 'changed'
  | 'undone'
  | 'skipped'
  | 'could-not-look'
  | 'failed';

/** The same, or what is being done with the step at this moment; `not-known` in a window that no longer hears of it. */
export type StepState = StepResult | 'looking' | 'applying' | 'verifying' | 'undoing' | 'not-known';

export interface RailItem {
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  /** Why it was skipped or could not be looked at; empty while something is being done. */
  readonly note: string;
  readonly current: boolean;
}

/** Names that stand in no setting that Kerbwise reads. */
export interface GivenNamesView {
  readonly given: readonly string[];
  /** Why what was typed last is no name. */
  readonly refused: FailureView | null;
}

export interface StepView {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly stage:
    | 'probing'
    | 'healthy'
    | 'reviewing'
    | 'confirming'
    | 'applying'
    | 'verifying'
    | 'fixed'
    | 'not-fixed'
    | 'failed'
    | 'undoing'
    | 'undone'
    | 'skipped'
    | 'waiting';
  readonly statements: readonly string[];
  /** What the step takes as given, leaves alone or cannot see by its nature; missing where there is nothing of the kind. */
  readonly limits?: readonly string[];
  readonly findings: readonly FindingView[];
  readonly notChecked: readonly NotCheckedView[];
  /** What is wrong and not offered to be changed, with the reason and the way out. */
  readonly withheld: readonly NotCheckedView[];
  readonly changes: readonly ChangeView[];
  /** Names what is shown; a confirmation of any other plan does nothing. `null` where there is nothing to change. */
  readonly planId: string | null;
  /** What of this step was handed to the directory team and is not done yet, in one sentence; missing where nothing is waited for. */
  readonly waiting?: string;
  readonly failure: FailureView | null;
  /** Whether the changes of this step can be taken back now. */
  readonly canUndo: boolean;
  /** The way of the tickets, what does not work first; missing on steps that no link of it depends on. */
  readonly ticketPaths?: readonly TicketPictureView[];
  /** The plans that a taking back would undo; `null` where there is none. */
  readonly undoPlanId: string | null;
  /** Names that clients use and that somebody gave; there where one can be given. */
  readonly names?: GivenNamesView;
  /** The changes that a taking back would undo, in the order in which they were made; `changes` is meant where it is missing. */
  readonly applied?: readonly ChangeView[];
}

/** What a senior prescribed, as it is shown while one works by it. Its words are texts and nothing else. */
export interface PrescriptionView {
  readonly prescribedBy: string;
  /** Whom to ask where something differs. */
  readonly ask: string;
  /** ISO 8601, UTC. */
  readonly validUntil: string;
  /** The file of the trusted key; `null` where none signed it. */
  readonly signedWith: string | null;
  /** What it is for, in words. */
  readonly server: string;
  readonly introduction: string | null;
  readonly steps: readonly { readonly id: string; readonly words: string }[];
  /** What must never change, in words. */
  readonly never: readonly string[];
  /** What was not looked at, one sentence each. */
  readonly notChecked: readonly string[];
  /** Why nothing can be changed by it: it may only be read, or something differed. */
  readonly stopped: FailureView | null;
  /** There where it could only be read from the beginning: nothing was begun that could have been stopped. */
  readonly onlyRead?: true;
}

export interface WizardView {
  readonly kerbwise: 1;
  readonly version: string;
  readonly mode: Mode;
  readonly canApply: boolean;
  /** Why nothing can be applied here, one sentence; the window finds its own words where it is missing. */
  readonly applyRefusal?: string;
  readonly target: {
    readonly kind: 'live' | 'lab' | 'evidence';
    readonly label: string;
    readonly server: string | null;
    /** When the evidence was collected, as it is to be shown. */
    readonly collected?: string;
  };
  /** The applications in scope, once known. */
  readonly applications: readonly string[];
  /** There where it was read that no administrator rights are in use. */
  readonly notElevated?: true;
  readonly phase: 'triage' | 'scenario' | 'discovery' | 'step' | 'report' | 'crashed';
  readonly scenarios: readonly ScenarioView[];
  readonly scenario: ScenarioView | null;
  readonly discovery: { readonly reads: readonly CommandView[]; readonly done: boolean; readonly stopped: boolean };
  readonly rail: readonly RailItem[];
  readonly step: StepView | null;
  readonly commands: readonly CommandView[];
  readonly report: ReportView | null;
  readonly failure: FailureView | null;
  /** What helps to understand what is shown; missing where nothing does. */
  readonly help?: HelpView;
  /** The prescription by which one works; missing where there is none. */
  readonly prescription?: PrescriptionView;
  /** Something the administrator should know once: resumed after a restart, an earlier run that stopped in the middle. */
  readonly notice: string | null;
  /** What is known of it beyond that, each in a sentence or two; missing where there is nothing more. */
  readonly noticeDetails?: readonly string[];
}

/** What a practice server was made with, and what gave it away. */
export interface SurpriseView {
  readonly title: string;
  /** What people would notice. */
  readonly symptom: string;
  readonly gaveAway: readonly FindingView[];
}

export interface ReportView {
  readonly verdict: string;
  readonly healthy: boolean;
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly state: StepState;
    readonly note: string;
    readonly changes: readonly ChangeView[];
  }[];
  /** There where the server has to be read again before anything can be said of it: then no finding is told. */
  readonly unread?: true;
  readonly findings: readonly FindingView[];
  readonly notChecked: readonly NotCheckedView[];
  /** The plan that can be taken back as a whole; `null` where nothing was changed. */
  readonly undoPlanId: string | null;
  readonly undone: boolean;
  /** Of a practice server with a surprise: `null` until somebody asks for it; missing elsewhere. */
  readonly surprise?: SurpriseView | null;
}

/** What a window shows: the wizard on one target, or the screen where one is chosen. */
export type View = (WizardView | StartView) & Spoken;

/** In which language a view speaks; `null` where nobody chose one and it is English. */
export interface Spoken {
  readonly language?: Language | null;
}

/** In: the language that is to be spoken, and whether it was chosen by hand and is kept for the next start. */
export interface LanguageEvent {
  readonly type: 'language.chosen';
  readonly language: Language;
  readonly keep: boolean;
}

export type AdminEvent =
  | LanguageEvent
  | StartEvent
  | { readonly type: 'mode.chosen'; readonly mode: Mode }
  | { readonly type: 'scenario.chosen'; readonly scenarioId: string }
  | { readonly type: 'scenario.left' }
  | { readonly type: 'discovery.started' }
  | { readonly type: 'discovery.stopped' }
  | { readonly type: 'step.opened'; readonly stepId: string }
  | { readonly type: 'step.next' }
  | { readonly type: 'step.back' }
  | { readonly type: 'step.skipped'; readonly reason: string }
  | { readonly type: 'step.probed' }
  /** In: what somebody typed. It is checked as on the command line, and the server is looked at again with it. */
  | { readonly type: 'name.given'; readonly name: string }
  | { readonly type: 'plan.reviewed'; readonly planId: string }
  | { readonly type: 'plan.handed-over'; readonly planId: string }
  | { readonly type: 'plan.declined' }
  | { readonly type: 'plan.confirmed'; readonly planId: string }
  | { readonly type: 'apply.stopped' }
  | { readonly type: 'undo.confirmed'; readonly planId: string }
  | { readonly type: 'report.opened' }
  | { readonly type: 'surprise.asked' }
  | { readonly type: 'wizard.restarted' };

export type ReportFormat = 'html' | 'markdown' | 'json';

export interface ReportFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}
