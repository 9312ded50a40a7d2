import type { RecentView } from '../../flows/bridge/start-contract.ts';
import { say } from '../../flows/language/say.ts';
import { spoken } from '../language.ts';

/** Every text of the start screen. What is told of recent work and of failures comes in its view. */
export const startTexts = spoken({
  title: say`Start`,
  nothingOpen: say`Nothing is open. Nothing is read or changed before you choose.`,
  heading: say`Where shall Kerbwise look?`,
  lead: say`At a server, at what was collected from one, or at the practice lab. Looking is read only everywhere.`,
  opening: (what: string): string => say`Opening ${what}`,
  serverHeading: say`This server`,
  serverLead: say`Reads the accounts, names and settings that Kerberos depends on. Nothing is changed before you switch to apply mode and confirm each step.`,
  serverLook: say`Look at this server`,
  filesHeading: say`A collected server, or a prescription`,
  filesLead: say`The folder or zip that the collector wrote on a server, an applicationHost.config alone, or a prescription that you were given.`,
  prescriptionMeans: say`A prescription is a file in which a senior wrote down, and signed, what you may change on which server. Kerbwise then offers exactly that.`,
  chooseFile: say`Choose a file…`,
  chooseFolder: say`Choose a folder…`,
  dropHere: say`Or drop it anywhere on this window.`,
  dropRefused: say`A page in a browser does not learn where a dropped file lies. Type its path instead.`,
  pathLabel: say`Its whole path on this computer`,
  pathHint: say`A page in a browser cannot open a dialog that tells it where a file lies, so the path is typed.`,
  pathMissing: say`Type a path first.`,
  pathWrong: say`This is not a whole path on this computer. It begins with a drive, as in C:\\evidence, or with a slash.`,
  openPath: say`Open it`,
  inClone: say`In a clone of the project, type npm run --silent kerbwise -- where a command begins with kerbwise.`,
  collect: say`To collect a server, write the script here, run it there, and bring its zip back:`,
  labHeading: say`Practice lab`,
  labLead: say`A simulated SMP server with a fault to find. Nothing you do in it reaches a real one.`,
  labFault: say`What shall be wrong with it`,
  labSurprise: say`A surprise`,
  labUsual: say`Several things at once`,
  labHealthy: say`Nothing: a healthy server`,
  labOpen: say`Make the lab and open it`,
  labAgain: say`The lab is made anew: what was done in it before is gone. To go on with it, choose it under Recent work.`,
  recentHeading: say`Recent work`,
  goOn: say`Go on`,
  goOnWith: (label: string): string => say`Go on with ${label}`,
  forget: say`Remove from the list`,
  forgetOf: (label: string): string => say`Remove from the list: ${label}`,
  needsLook: say`Look here first`,
  opened: (when: string): string => say`Opened ${when}`,
  logsHeading: say`Only logs`,
  logsLead: say`Logs of IIS, HTTPERR and Altiris say which sign-ins failed, and why. No server is needed for it.`,
  logsOpen: say`Look at logs`,
});

/** What is said of a choice that is no single fault. */
export const faultHints: Readonly<Record<string, string>> = spoken({
  surprise: say`One fault is put in; some faults need nothing changed on the server. The report tells which one, and what gave it away, as soon as you ask.`,
  usual: say`A missing name, NTLM before Negotiate, and two settings, as one finds them together.`,
  healthy: say`Everything is as it should be.`,
});

export const recentWords: Record<RecentView['kind'], string> = spoken({
  live: say`Live server`,
  lab: say`Practice lab`,
  evidence: say`Evidence`,
  prescription: say`By prescription`,
});
