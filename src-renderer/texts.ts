import type { ChangeView, CommandView, FindingView, LinkStateView, Mode, StepState, WizardView } from '../flows/bridge/contract.ts';
import { counted, listed, say } from '../flows/language/say.ts';
import { spoken } from './language.ts';

/** Every text that the frame, the parts and the dialogs show. What the wizard says about a server comes in the view. */
export const windowTitle = spoken((screen: string | undefined, server: string | null): string =>
  [screen, server, say`Kerbwise`].filter((part) => typeof part === 'string').join(' · '),
);

export const stepStateWords: Record<StepState, string> = spoken({
  'to-do': say`To do`,
  looking: say`Looking`,
  fine: say`Fine`,
  'not-proved': say`Not proved`,
  'not-known': say`Not known`,
  'to-decide': say`To decide`,
  applying: say`Running`,
  verifying: say`Being checked`,
  waiting: say`With the directory team`,
  changed: say`Changed`,
  undoing: say`Being taken back`,
  undone: say`Taken back`,
  skipped: say`Skipped`,
  'could-not-look': say`Could not look`,
  failed: say`Failed`,
});

export const commandStateWords: Record<CommandView['state'], string> = spoken({
  waiting: say`Waiting`,
  running: say`Running`,
  done: say`Done`,
  failed: say`Failed`,
  absent: say`Not in the evidence`,
  planned: say`Not run`,
  'not-known': say`Not known`,
});

export const commandKindWords: Record<CommandView['kind'], string> = spoken({ read: say`Read`, change: say`Change`, undo: say`Undo` });

export const severityWords: Record<FindingView['severity'], string> = spoken({
  problem: say`Problem`,
  advice: say`Advice`,
  information: say`Information`,
});

export const riskWords: Record<ChangeView['risk'], string> = spoken({ low: say`Low risk`, medium: say`Medium risk`, high: say`High risk` });

export const runByWords: Record<ChangeView['runBy'], string> = spoken({
  you: say`Your rights are enough`,
  'directory team': say`Directory team runs it`,
});

export const modeTexts: Record<Mode, { readonly word: string; readonly says: string }> = spoken({
  'dry-run': { word: say`DRY RUN`, says: say`Nothing will be changed` },
  apply: { word: say`APPLY`, says: say`Changes run after you confirm each step` },
});

export const targetWords: Record<WizardView['target']['kind'], string> = spoken({
  live: say`Live server`,
  lab: say`Practice lab`,
  evidence: say`Evidence`,
});

export const frameTexts = spoken({
  skipLink: say`Skip to the main content`,
  skipCommands: say`Skip the commands`,
  steps: say`Steps`,
  stepOf: (at: number, of: number, title: string): string => say`Step ${at} of ${of}: ${title}`,
  unknownServer: say`Server not known yet`,
  moreApplications: (more: number): string => say`and ${more} more`,
  labStrip: say`Practice lab: a simulated server. No real server is read or changed.`,
  evidenceStrip: (collected: string | undefined): string =>
    collected === undefined
      ? say`Evidence: files collected from a server. The server itself is not asked.`
      : say`Evidence collected ${collected}. The server itself is not asked.`,
  notElevated: say`NOT ELEVATED`,
  notElevatedMeans: say`Kerbwise runs without administrator rights: some reads fail, and changes to IIS are refused. Start it as administrator.`,
  toApply: say`Switch to apply mode…`,
  toDryRun: say`Back to dry run`,
  openOther: say`Open something else`,
  applyRefused: {
    evidence: say`Apply is not possible here: evidence is a copy, there is no server to change.`,
    lab: say`Apply is not possible in this lab.`,
    live: say`Apply is not possible: this window has no right to change the server.`,
  } satisfies Record<WizardView['target']['kind'], string>,
  lostTitle: say`The connection to Kerbwise is lost`,
  lostBody: say`What you see may be out of date, and the buttons wait. The window tries again by itself. If it stays like this, start Kerbwise again, open the new window, and choose the server under Recent work.`,
  silent: say`Kerbwise does not answer`,
  silentBody: say`The window tries again by itself. If it stays like this, close it and start Kerbwise again: what was done before is in its journal.`,
  noticeTitle: say`Before you go on`,
  loading: say`Opening`,
});

export const railTexts = spoken({
  triage: say`What you see`,
  discovery: say`Discovery`,
  report: say`Report`,
  choose: say`Choose`,
  chosen: say`Chosen`,
  done: say`Done`,
  stopped: say`Stopped`,
  ready: say`Ready`,
});

export const commandTexts = spoken({
  heading: say`Commands`,
  empty: say`No command has run yet. Every command appears here with its exact text and its output.`,
  copy: say`Copy`,
  copied: say`Copied`,
  copyFailed: say`Could not copy`,
  copyAll: say`Copy all`,
  copyOne: (text: string): string => say`Copy the command ${text}`,
  output: say`Output`,
  whole: (lines: number): string => say`Show all ${lines} lines`,
  beginning: say`Show the beginning only`,
  outputOf: (text: string): string => say`Output of ${text}`,
  noOutput: say`The command printed nothing.`,
  cutOff: (more: number): string =>
    say`${counted(more, 'more character was', 'more characters were')} printed. Run the command yourself to see them all.`,
  earlier: (more: number): string => say`Show ${more} earlier commands`,
  changes: (number: number): string => say`Changes (${number})`,
  reads: (number: number): string => say`What was read (${number})`,
  exact: say`What is shown here is what runs, character for character.`,
});

export const listTexts = spoken({
  more: (next: number, left: number): string =>
    left === 1 ? say`Show one more` : next === left ? say`Show the other ${left}` : say`Show ${next} more of ${left}`,
});

export const stepTexts = spoken({
  probing: say`Looking at the server. Nothing is changed.`,
  verifying: say`Reading everything again to see whether it worked.`,
  undoing: say`Taking the changes back, last one first.`,
  applying: (server: string): string => say`Running the confirmed commands on ${server}, one at a time.`,
  unheardTitle: (commands: boolean): string =>
    commands ? say`It is not known whether the confirmed commands ran` : say`It is not known how far this came`,
  unheardBody: say`The connection was lost meanwhile. When it is back, or when Kerbwise is started again, the journal says which commands were started and how they ended.`,
  stopping: say`Stopping after the command that runs now.`,
  healthyTitle: say`Fine as it is`,
  healthyBody: say`This step has nothing to change.`,
  healthyNoted: say`Nothing has to be changed here. What is worth knowing stands below.`,
  healthyBroken: say`This step has nothing to change. What does not fit in the path below belongs to another step.`,
  healthyElsewhere: (steps: readonly string[]): string =>
    say`This step has nothing to change. What does not fit in the path below is mended in ${steps.join(', ')}.`,
  reviewing: (findings: number, changes: number): string =>
    say`${counted(findings, 'finding', 'findings')}, ${changes === 0 ? say`no change proposed` : counted(changes, 'change proposed', 'changes proposed')}`,
  proposedMore: (more: number): string => say`And ${more} more.`,
  toChanges: say`See the changes`,
  reviewingDryRun: say`Dry run: the commands below are shown, and none of them is run.`,
  reviewingCanApply: say`Dry run: the commands below are shown, and none of them is run. To run them, switch to apply mode at the top of the window.`,
  reviewingApply: say`Nothing runs before you have seen the exact commands once more and confirmed them.`,
  reviewingNoChange: say`No change is offered here. Why, and what to do instead, stands below.`,
  fixedTitle: say`Fixed and verified`,
  fixedBody: say`Everything was read again after the changes, and the findings are gone.`,
  fixedNotWhole: (verdicts: readonly string[]): string =>
    say`What this step changed was seen to be right. The path of the ticket is not whole yet, so go on with the next step. ${listed(verdicts, ' ')}`,
  notFixedTitle: say`Changed, but not fixed`,
  notFixedBody: say`The commands ran, and a finding is still there. The directory can need some minutes to replicate: look again, or take the changes back.`,
  failedTitle: say`This step could not be finished`,
  undoneTitle: say`Taken back`,
  undoneBody: say`What was changed in this step is as it was before.`,
  waitingTitle: say`Waiting for the directory team`,
  waitingBody: say`Look again when they have made the changes; the other steps can be looked at meanwhile.`,
  skippedTitle: say`Skipped`,
  skippedBody: (reason: string): string => say`Nothing was changed in this step. The reason: ${reason}`,
  right: say`What is right`,
  limits: say`Taken as given, or not looked at`,
  findings: say`What was found`,
  worthKnowing: say`Worth knowing`,
  changesDryRun: say`What would be done`,
  changesApply: say`What will be done`,
  changesConfirmed: say`Confirmed commands`,
  changesDone: say`What was done`,
  changesNow: say`What is now so`,
  notChecked: say`Not checked`,
  withheld: say`Not offered`,
  unclearTitle: say`Nothing wrong was found, but not everything could be checked`,
  unclearBody: say`What could not be checked stands below, with how to find out. Until then this step is not known to be right.`,
  notProvedTitle: say`Nothing wrong was found, and nothing is proved`,
  notProvedBody: say`A sign-in was tried, and it does not show whether Kerberos works. What was seen, and how to prove it, stands below.`,
  evidence: say`What shows it`,
  meaning: say`What it means`,
  source: say`Source`,
  rule: say`Rule`,
  ruleReviewed: (id: string, on: string) => say`${id}, reviewed on ${on}`,
  before: say`Before`,
  effectsMore: (where: readonly string[]): string => say`Also changes what holds at ${where.join(', ')}.`,
  effectAt: ([first = '', ...more]: readonly string[], target: string): string =>
    more.length > 0
      ? say`${first === target ? say`Here` : first} and at ${more.length} more below, which take it from here`
      : first === target || target.startsWith(first)
        ? ''
        : first,
  after: say`After`,
  command: say`Command`,
  undo: say`Way back`,
  consequence: say`Weigh this`,
  ends: say`Ends the finding`,
  why: say`Why`,
  next: say`What you can do`,
  details: say`Details`,
  copyDetails: say`Copy the details`,
});

export const ticketTexts = spoken({
  heading: say`The path of the ticket`,
  now: say`Now`,
  show: say`Show the path`,
  hide: say`Hide the path`,
  plannedDryRun: say`After every step, as predicted`,
  plannedApply: say`After this step and those that follow, as predicted`,
  states: { holds: say`Fits`, broken: say`Does not fit`, unknown: say`Not known` } satisfies Record<LinkStateView, string>,
  mendedBy: (step: string): string => say`Mended by the step “${step}”`,
  more: (more: number): string => say`and ${more} more`,
  of: (names: readonly string[], applications: readonly string[]): string =>
    say`${names.join(', ')} → ${applications.length > 1 ? say`${applications[0]} and ${applications.length - 1} more` : (applications[0] ?? '')}`,
});

export const nameTexts = spoken({
  heading: say`Is a name missing?`,
  lead: say`A load balancer’s name, or one that only clients know, stands in no setting that Kerbwise reads. Give it here, and the server is looked at again with it. Nothing is changed.`,
  given: (names: readonly string[]): string => say`Given so far: ${names.join(', ')}`,
  label: say`A name that clients use`,
  hint: say`As it stands in the address that clients open, such as smp.contoso.com`,
  missing: say`Type a name first.`,
  refused: ({ why, next }: { readonly why: string; readonly next: string }): string => say`This is no such name: ${why}. ${next}.`,
  give: say`Look again with this name`,
});

export const keptTexts = spoken({ title: say`Kept on purpose: somebody accepted the disadvantages` });

export const triageTexts = spoken({
  heading: say`What do you see?`,
  lead: say`Choose what comes closest. Kerbwise says what it means, and whether this server is the place to look at all.`,
  leadLab: say`On a real server, choose what comes closest. In the practice lab nobody has complained yet: choose “Check everything” below to find out what is wrong.`,
  expected: say`Expected`,
  action: say`Action`,
  whereHeading: say`Where Kerbwise looks`,
  where: {
    live: say`At this server. Looking is read only: nothing is changed before you switch to apply mode and confirm each step.`,
    lab: say`At the practice lab: a simulated SMP server with faults to find. Nothing you do there reaches a real one.`,
    evidence: say`At files that were collected from a server. They are read here; the server itself is not asked, and nothing can be changed.`,
  } satisfies Record<WizardView['target']['kind'], string>,
  logsHeading: say`Or begin with the logs`,
  logsLead: say`Logs of IIS, HTTPERR and Altiris say which sign-ins failed, and why. Nothing on the server is read or changed for it.`,
  languageHeading: say`Language`,
  logsOpen: say`Look at logs`,
  words: say`Words on this screen:`,
});

export const scenarioTexts = spoken({
  endsTitle: say`Nothing to change on this server`,
  endsBody: say`Collect the proof below for whoever runs the device or asks. You can still look at the server: reading changes nothing.`,
  means: say`What it means`,
  proof: say`Proof to collect first`,
  proofLead: say`Collect this before anything is touched. It is what shows afterwards that something has changed.`,
});

export const discoveryTexts = spoken({
  heading: say`Discovery`,
  lead: (server: string): string => say`Reading ${server}. Every command is read-only and stays visible with its output.`,
  asks: say`Kerbwise asks as whom the application pools run, which service principal names these accounts hold, which providers IIS offers, and who decrypts the tickets.`,
  runningTitle: (done: number, all: number): string => say`${done} of ${counted(all, 'read', 'reads')} done`,
  doneTitle: (all: number): string => say`${counted(all, 'read', 'reads')} done`,
  doneBody: say`Kerbwise knows enough to go through the steps.`,
  failed: (failed: number): string => say`${counted(failed, 'read', 'reads')} failed. The steps that need them say so.`,
  absent: (absent: number): string => say`Not in the evidence: ${counted(absent, 'read', 'reads')}. The steps that need them say so.`,
  stoppedTitle: say`Stopped`,
  stoppedBody: say`Nothing was changed. Look again whenever you like.`,
  failedTitle: say`The server could not be read`,
  reads: say`Reads`,
  starting: say`Starting to look.`,
});

export const reportTexts = spoken({
  heading: say`Report`,
  perStep: say`Step by step`,
  findings: say`What was found`,
  changes: say`What was changed`,
  changesUndone: say`What was changed and taken back`,
  noChanges: say`Nothing was changed.`,
  unread: say`How the server is now was not read since the last change. Open a step to have it read again.`,
  noFindings: say`Nothing wrong was found.`,
  surprise: say`The surprise of the practice lab`,
  surpriseLead: say`One fault was put in, and nobody was told which. Some faults need nothing changed on the server. Make up your mind first.`,
  surpriseAsk: say`Tell me what it was`,
  surpriseNoticed: (symptom: string): string => say`What people notice: ${symptom}`,
  surpriseGaveAway: say`What gave it away:`,
  undoing: say`Taking everything back, last change first.`,
  undoFailedTitle: say`Not everything could be taken back`,
  undoneTitle: say`Everything was taken back`,
  undoneBody: say`The settings are as they were before the first change.`,
  saved: (name: string): string => say`Saved as ${name}`,
  saveFailed: say`The report could not be saved`,
});

export const crashedTexts = spoken({
  heading: say`Kerbwise has stopped`,
  fallback: say`Something happened that Kerbwise did not expect.`,
});

export const actionTexts = spoken({
  region: say`Actions`,
  others: (number: number): string => say`Other actions (${number})`,
  back: say`Back`,
  checkEverything: say`Check everything`,
  backToScenarios: say`Back to what you see`,
  look: say`Look at the server`,
  lookAnyway: say`Look at the server anyway`,
  lookAgain: say`Look again`,
  everythingNote: say`Not sure, or several of these? Kerbwise reads the whole sign-in path and goes through every step.`,
  lookAfterAll: say`Look at this step after all`,
  stopLooking: say`Stop looking`,
  goOnTo: (title: string): string => say`Go on to ${title}`,
  openReport: say`Open the report`,
  skip: say`Skip…`,
  apply: say`Apply this step…`,
  stopAfter: say`Stop after this command`,
  takeBack: say`Take it back…`,
  takeAllBack: say`Take everything back…`,
  takeBackNote: say`Taking back runs commands, so Kerbwise asks for apply mode first.`,
  saveAs: { html: say`Save as HTML`, markdown: say`Save as Markdown`, json: say`Save as JSON` },
  startAgain: say`Start again`,
  waitsForConnection: say`The connection is lost; this waits until it is back.`,
  notChecked: (number: number): string => say`Not checked: ${number}`,
  dryRunNote: say`Dry run: going on changes nothing.`,
  handOver: say`Hand over to the directory team`,
  prescribe: say`Prescribe this…`,
  handOverNote: say`Writes one page and one script with exactly these commands, and waits. Nothing is run.`,
  working: say`Working. The window says when it is done.`,
});

export const dialogTexts = spoken({
  cancel: say`Cancel`,
  confirmTitle: (commands: number, server: string): string => say`Run ${counted(commands, 'command', 'commands')} on ${server}`,
  confirmLead: say`These commands run one after the other, exactly as written, and stop at the first failure. The way back is saved before the first one runs.`,
  confirmRun: (commands: number, server: string): string => say`Run ${counted(commands, 'command', 'commands')} on ${server}`,
  confirmDecline: say`Do not run`,
  riskyTitle: (number: number): string => say`${counted(number, 'change', 'changes')} with high risk`,
  riskOf: (changes: readonly string[], more: number): string =>
    more > 0 ? say`Applies to: ${changes.join('; ')}; and ${more} more` : say`Applies to: ${changes.join('; ')}`,
  riskyAct: (number: number, server: string): string =>
    say`I have read what ${number === 1 ? say`this change breaks` : say`these ${number} changes break`} and want ${number === 1 ? 'it' : 'them'} on ${server}`,
  riskyFirst: say`First tick the box at the end of the list above.`,
  changes: say`Changes`,
  plan: (planId: string): string => say`Plan ${planId.slice(0, 8)}`,
  directoryTeamTitle: say`Commands for the directory team`,
  directoryTeam: say`Some of these commands write to Active Directory. They work only if your account may write there. Otherwise do not run them: copy them for the directory team and skip this step.`,
  lab: say`This runs in the practice lab. No real server is changed.`,
  undoTitle: (commands: number, server: string): string =>
    commands === 0 ? say`Take the changes back on ${server}` : say`Take back ${counted(commands, 'change', 'changes')} on ${server}`,
  undoLead: say`These commands restore what was read before the changes, last one first.`,
  undoRun: say`Take it back`,
  undoAllRun: say`Take everything back`,
  undoKeep: say`Keep the changes`,
  skipTitle: say`Skip this step`,
  skipLead: say`Nothing is changed. The reason stands in the report, for whoever reads it later.`,
  skipReason: say`Why do you skip it?`,
  skipReasonMissing: say`Write a reason first.`,
  skipRun: say`Skip this step`,
  modeTitle: say`Switch to apply mode`,
  modeLead: (server: string): string => say`From now on steps can change ${server}.`,
  modePoints: [
    say`Switching changes nothing by itself.`,
    say`Every step still shows its exact commands, and you confirm each step by itself.`,
    say`The way back is saved before the first command of a step runs.`,
    say`You can go back to dry run at any time.`,
  ],
  modeRun: say`Switch to apply mode`,
  modeStay: say`Stay in dry run`,
});
