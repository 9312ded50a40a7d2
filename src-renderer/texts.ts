import type { ChangeView, CommandView, FindingView, LinkStateView, Mode, StepState, WizardView } from '../flows/bridge/contract.ts';

/** Every text that the frame, the parts and the dialogs show. What the wizard says about a server comes in the view. */
export const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

export const windowTitle = (screen: string | undefined, server: string | null): string =>
  [screen, server, 'Kerbwise'].filter((part) => typeof part === 'string').join(' · ');

export const stepStateWords: Record<StepState, string> = {
  'to-do': 'To do',
  looking: 'Looking',
  fine: 'Fine',
  'to-decide': 'To decide',
  waiting: 'With the directory team',
  changed: 'Changed',
  undone: 'Taken back',
  skipped: 'Skipped',
  'could-not-look': 'Could not look',
  failed: 'Failed',
};

export const commandStateWords: Record<CommandView['state'], string> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  planned: 'Not run',
};

export const commandKindWords: Record<CommandView['kind'], string> = { read: 'Read', change: 'Change', undo: 'Undo' };

export const severityWords: Record<FindingView['severity'], string> = { problem: 'Problem', advice: 'Advice', information: 'Information' };

export const riskWords: Record<ChangeView['risk'], string> = { low: 'Low risk', medium: 'Medium risk', high: 'High risk' };

export const runByWords: Record<ChangeView['runBy'], string> = { you: 'You run it', 'directory team': 'Directory team runs it' };

export const modeTexts: Record<Mode, { readonly word: string; readonly says: string }> = {
  'dry-run': { word: 'DRY RUN', says: 'Nothing will be changed' },
  apply: { word: 'APPLY', says: 'Changes run after you confirm each step' },
};

export const targetWords: Record<WizardView['target']['kind'], string> = { live: 'Live server', lab: 'Practice lab', evidence: 'Evidence' };

export const frameTexts = {
  skipLink: 'Skip to the main content',
  skipCommands: 'Skip the commands',
  steps: 'Steps',
  stepOf: (at: number, of: number, title: string): string => `Step ${at} of ${of}: ${title}`,
  unknownServer: 'Server not known yet',
  moreApplications: (more: number): string => `and ${more} more`,
  labStrip: 'Practice lab: a simulated server. No real server is read or changed.',
  evidenceStrip: (collected: string | undefined): string =>
    collected === undefined
      ? 'Evidence: files collected from a server. The server itself is not asked.'
      : `Evidence collected ${collected}. The server itself is not asked.`,
  notElevated: 'NOT ELEVATED',
  notElevatedMeans:
    'Kerbwise runs without administrator rights: some reads fail, and changes to IIS are refused. Start it as administrator.',
  toApply: 'Switch to apply mode…',
  toDryRun: 'Back to dry run',
  applyRefused: {
    evidence: 'Apply is not possible here: evidence is a copy, there is no server to change.',
    lab: 'Apply is not possible in this lab.',
    live: 'Apply is not possible: this window has no right to change the server.',
  } satisfies Record<WizardView['target']['kind'], string>,
  lostTitle: 'The connection to Kerbwise is lost',
  lostBody: 'What you see may be out of date, and the buttons wait. The window tries again by itself.',
  connecting: 'Connecting to Kerbwise',
  connectingBody: 'Nothing is read or changed yet.',
  noticeTitle: 'Before you go on',
  loading: 'Opening',
};

export const railTexts = {
  triage: 'What you see',
  discovery: 'Discovery',
  report: 'Report',
  choose: 'Choose',
  chosen: 'Chosen',
  done: 'Done',
  stopped: 'Stopped',
  ready: 'Ready',
};

export const commandTexts = {
  heading: 'Commands',
  empty: 'No command has run yet. Every command appears here with its exact text and its output.',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Could not copy',
  copyAll: 'Copy all',
  copyOne: (text: string): string => `Copy the command ${text}`,
  output: 'Output',
  outputOf: (text: string): string => `Output of ${text}`,
  noOutput: 'The command printed nothing.',
  earlier: (more: number): string => `Show ${more} earlier commands`,
  changes: (number: number): string => `Of this step (${number})`,
  reads: (number: number): string => `What was read (${number})`,
  exact: 'What is shown here is what runs, character for character.',
};

export const listTexts = {
  more: (next: number, left: number): string => (next === left ? `Show the other ${left}` : `Show ${next} more of ${left}`),
};

export const stepTexts = {
  probing: 'Looking at the server. Nothing is changed.',
  verifying: 'Reading everything again to see whether it worked.',
  undoing: 'Taking the changes back, last one first.',
  applying: (server: string): string => `Running the confirmed commands on ${server}, one at a time.`,
  stopping: 'Stopping after the command that runs now.',
  healthyTitle: 'Fine as it is',
  healthyBody: 'This step has nothing to change.',
  reviewing: (findings: number, changes: number): string =>
    `${count(findings, 'finding', 'findings')}, ${changes === 0 ? 'no change proposed' : count(changes, 'change proposed', 'changes proposed')}`,
  reviewingDryRun: 'Dry run: the commands below are shown, and none of them is run.',
  reviewingApply: 'Nothing runs before you have seen the exact commands once more and confirmed them.',
  reviewingNoChange: 'No change is offered here. Why, and what to do instead, stands below.',
  fixedTitle: 'Fixed and verified',
  fixedBody: 'Everything was read again after the changes, and the findings are gone.',
  notFixedTitle: 'Changed, but not fixed',
  notFixedBody:
    'The commands ran, and a finding is still there. The directory can need some minutes to replicate: look again, or take the changes back.',
  failedTitle: 'This step could not be finished',
  undoneTitle: 'Taken back',
  undoneBody: 'What was changed in this step is as it was before.',
  waitingTitle: 'Waiting for the directory team',
  waitingBody: 'Look again when they have made the changes; the other steps can be looked at meanwhile.',
  skippedTitle: 'Skipped',
  skippedBody: 'Nothing was changed in this step.',
  right: 'What is right',
  findings: 'What was found',
  changesDryRun: 'What would be done',
  changesApply: 'What will be done',
  changesConfirmed: 'Confirmed commands',
  changesDone: 'What was done',
  changesNow: 'What is now so',
  notChecked: 'Not checked',
  withheld: 'Not offered',
  unclearTitle: 'Nothing wrong was found, but not everything could be checked',
  unclearBody: 'What could not be checked stands below, with how to find out. Until then this step is not known to be right.',
  evidence: 'What shows it',
  meaning: 'What it means',
  source: 'Source',
  rule: 'Rule',
  ruleReviewed: (id: string, on: string) => `${id}, reviewed on ${on}`,
  before: 'Before',
  effectsMore: (where: readonly string[]): string => `Also changes what holds at ${where.join(', ')}.`,
  effectAt: ([first = '', ...more]: readonly string[], target: string): string =>
    more.length > 0
      ? `${first === target ? 'Here' : first} and at ${more.length} more below, which take it from here`
      : first === target || target.startsWith(first)
        ? ''
        : first,
  after: 'After',
  command: 'Command',
  undo: 'Way back',
  consequence: 'Weigh this',
  ends: 'Ends the finding',
  why: 'Why',
  next: 'What you can do',
  details: 'Details',
  copyDetails: 'Copy the details',
};

export const ticketTexts = {
  heading: 'The path of the ticket',
  now: 'Now',
  plannedDryRun: 'After every step, as predicted',
  plannedApply: 'After this step and those behind it, as predicted',
  states: { holds: 'Fits', broken: 'Does not fit', unknown: 'Not known' } satisfies Record<LinkStateView, string>,
  mendedBy: (step: string): string => `Mended by the step “${step}”`,
  more: (more: number): string => `and ${more} more`,
  of: (names: readonly string[], applications: readonly string[]): string =>
    `${names.join(', ')} → ${applications.length > 1 ? `${applications[0]} and ${applications.length - 1} more` : (applications[0] ?? '')}`,
};

export const triageTexts = {
  heading: 'What do you see?',
  lead: 'Choose what comes closest. Kerbwise says what it means, and whether this server is the place to look at all.',
  expected: 'Expected',
  action: 'Action',
  whereHeading: 'Where Kerbwise looks',
  where: {
    live: 'At this server. Looking is read only: nothing is changed before you switch to apply mode and confirm each step.',
    lab: 'At the practice lab: a simulated SMP server with faults to find. Nothing you do there reaches a real one.',
    evidence: 'At files that were collected from a server. They are read here; the server itself is not asked, and nothing can be changed.',
  } satisfies Record<WizardView['target']['kind'], string>,
  otherLive:
    'To look at a real server, start Kerbwise on it. To look at one from here, write the script that collects it, run that there, and open what it collected:',
  otherEvidence: 'To open other files, or the practice lab instead:',
  collect: 'kerbwise collect',
  openEvidence: 'kerbwise start --target evidence:PATH',
  openLab: 'kerbwise start --target lab',
  openEvidenceNote: 'PATH is the collected folder or zip, or an applicationHost.config alone.',
  logsHeading: 'Or begin with the logs',
  logsLead: 'Logs of IIS, HTTPERR and Altiris say which sign-ins failed, and why. Nothing on the server is read or changed for it.',
  logsOpen: 'Look at logs',
};

export const scenarioTexts = {
  endsTitle: 'Nothing to change on this server',
  endsBody: 'Collect the proof below for whoever runs the device or asks. You can still look at the server: reading changes nothing.',
  means: 'What it means',
  proof: 'Proof to collect first',
  proofLead: 'Collect this before anything is touched. It is what shows afterwards that something has changed.',
};

export const discoveryTexts = {
  heading: 'Discovery',
  lead: (server: string): string => `Reading ${server}. Every command is read-only and stays visible with its output.`,
  runningTitle: (done: number, all: number): string => `${done} of ${count(all, 'read', 'reads')} done`,
  doneTitle: (all: number): string => `${count(all, 'read', 'reads')} done`,
  doneBody: 'Kerbwise knows enough to go through the steps.',
  failed: (failed: number): string => `${count(failed, 'read', 'reads')} failed. The steps that need them say so.`,
  stoppedTitle: 'Stopped',
  stoppedBody: 'Nothing was changed. Look again whenever you like.',
  failedTitle: 'The server could not be read',
  reads: 'Reads',
  starting: 'Starting to look.',
};

export const reportTexts = {
  heading: 'Report',
  perStep: 'Step by step',
  findings: 'What was found',
  changes: 'What was changed',
  changesUndone: 'What was changed and taken back',
  noChanges: 'Nothing was changed.',
  noFindings: 'Nothing was found.',
  surprise: 'The surprise of the practice lab',
  surpriseLead: 'One fault was put in, and nobody was told which. Make up your mind first.',
  surpriseAsk: 'Tell me what it was',
  surpriseNoticed: (symptom: string): string => `What people notice: ${symptom}`,
  surpriseGaveAway: 'What gave it away:',
  undoing: 'Taking everything back, last change first.',
  undoFailedTitle: 'Not everything could be taken back',
  undoneTitle: 'Everything was taken back',
  undoneBody: 'The settings are as they were before the first change.',
  saved: (name: string): string => `Saved as ${name}`,
  saveFailed: 'The report could not be saved',
};

export const crashedTexts = {
  heading: 'Kerbwise has stopped',
  fallback: 'Something happened that Kerbwise did not expect.',
};

export const actionTexts = {
  region: 'Actions',
  back: 'Back',
  checkEverything: 'Check everything',
  backToScenarios: 'Back to what you see',
  look: 'Look at the server',
  lookAnyway: 'Look at the server anyway',
  lookAgain: 'Look again',
  everythingNote: 'Not sure, or several of these? Kerbwise reads the whole sign-in path and goes through every step.',
  lookAfterAll: 'Look at this step after all',
  stopLooking: 'Stop looking',
  goOnTo: (title: string): string => `Go on to ${title}`,
  openReport: 'Open the report',
  skip: 'Skip…',
  apply: 'Apply this step…',
  stopAfter: 'Stop after this command',
  takeBack: 'Take it back…',
  takeAllBack: 'Take everything back…',
  saveAs: { html: 'Save as HTML', markdown: 'Save as Markdown', json: 'Save as JSON' },
  startAgain: 'Start again',
  waitsForConnection: 'The connection is lost; this waits until it is back.',
  notChecked: (number: number): string => `Not checked: ${number}`,
  dryRunNote: 'Dry run: going on changes nothing.',
  handOver: 'Hand over to the directory team',
  handOverNote: 'Writes one page and one script with exactly these commands, and waits. Nothing is run.',
  working: 'Working. The window says when it is done.',
};

export const dialogTexts = {
  cancel: 'Cancel',
  confirmTitle: (commands: number, server: string): string => `Run ${count(commands, 'command', 'commands')} on ${server}`,
  confirmLead:
    'These commands run one after the other, exactly as written, and stop at the first failure. The way back is saved before the first one runs.',
  confirmRun: (commands: number, server: string): string => `Run ${count(commands, 'command', 'commands')} on ${server}`,
  confirmDecline: 'Do not run',
  riskyTitle: (number: number): string => `${count(number, 'change', 'changes')} with high risk`,
  riskyAct: (number: number, server: string): string =>
    `I have read what ${number === 1 ? 'this change breaks' : `these ${number} changes break`} and want ${number === 1 ? 'it' : 'them'} on ${server}`,
  riskyFirst: 'Confirm above first that you have weighed it.',
  changes: 'Changes',
  plan: (planId: string): string => `Plan ${planId.slice(0, 8)}`,
  directoryTeamTitle: 'Commands for the directory team',
  directoryTeam:
    'Some of these commands write to Active Directory. They work only if your account may write there. Otherwise do not run them: copy them for the directory team and skip this step.',
  lab: 'This runs in the practice lab. No real server is changed.',
  undoTitle: (commands: number, server: string): string =>
    commands === 0 ? `Take the changes back on ${server}` : `Take back ${count(commands, 'change', 'changes')} on ${server}`,
  undoLead: 'These commands restore what was read before the changes, last one first.',
  undoRun: 'Take it back',
  undoAllRun: 'Take everything back',
  undoKeep: 'Keep the changes',
  skipTitle: 'Skip this step',
  skipLead: 'Nothing is changed. The reason stands in the report, for whoever reads it later.',
  skipReason: 'Why do you skip it?',
  skipReasonMissing: 'Write a reason first.',
  skipRun: 'Skip this step',
  modeTitle: 'Switch to apply mode',
  modeLead: (server: string): string => `From now on steps can change ${server}.`,
  modePoints: [
    'Switching changes nothing by itself.',
    'Every step still shows its exact commands, and you confirm each step by itself.',
    'The way back is saved before the first command of a step runs.',
    'You can go back to dry run at any time.',
  ],
  modeRun: 'Switch to apply mode',
  modeStay: 'Stay in dry run',
};
