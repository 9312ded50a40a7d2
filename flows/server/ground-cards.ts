import { say } from '../language/say.ts';
import type { RuleCard } from '../model/rule-card.ts';

const REVIEWED = '2026-11-22';

export const MEMBER_OF_A_DOMAIN: readonly RuleCard[] = [
  {
    id: 'E01',
    checks: say`Whether the server finds a controller of its domain, and its own channel to the domain works`,
    reads: say`nltest /dsgetdc:, nltest /query`,
    meaning: say`Kerberos needs a domain: without a controller nobody gets a ticket, and names of accounts cannot be looked up.`,
    remedy: say`The directory team mends the membership of the server`,
    undo: '',
    risk: 'R4',
    source: 'Microsoft Learn, Nltest',
    reviewedOn: REVIEWED,
    finds: ['ground.no-controller', 'ground.secure-channel', 'ground.domain-not-read'],
  },
];

export const CLOCK_AGREES: readonly RuleCard[] = [
  {
    id: 'E02',
    checks: say`Whether the clock of the server agrees with that of the controller`,
    reads: say`w32tm /stripchart against the controller, one sample`,
    meaning: say`Kerberos refuses tickets where two clocks are more than five minutes apart; two minutes are a warning.`,
    remedy: say`w32tm /config /syncfromflags:domhier /update, then w32tm /resync, or the clock of the host that the server runs on`,
    undo: say`The values that w32tm /query /configuration showed before`,
    risk: 'R2',
    source: 'Microsoft, Kerberos authentication troubleshooting guidance; MaxClockSkew',
    reviewedOn: REVIEWED,
    finds: ['ground.clock-skew', 'ground.clock-drift'],
  },
];

export const CONTROLLER_IS_REACHED: readonly RuleCard[] = [
  {
    id: 'E05',
    checks: say`Whether Kerberos, LDAP and the global catalog of the controller can be reached by TCP`,
    reads: say`a connection to ports 88 and 389 of the controller, and to 3268 where it is a global catalog; nothing is sent`,
    meaning: say`A firewall between server and controller stops tickets, or hides who holds a name elsewhere in the forest.`,
    remedy: say`The network team opens the ports`,
    undo: '',
    risk: 'R4',
    source: 'Microsoft Learn, Service overview and network port requirements for Windows',
    reviewedOn: REVIEWED,
    finds: ['ground.ports-closed'],
  },
];

export const SESSION_IS_WHOLE: readonly RuleCard[] = [
  {
    id: 'E06',
    checks: say`Whether Kerbwise runs as administrator, and as a 64-bit program on a 64-bit Windows`,
    reads: say`whoami /groups, ProgramFilesDir and ProgramW6432Dir of the registry`,
    meaning: say`IIS answers only an elevated session, and a 32-bit one is shown another configuration than the one that IIS uses.`,
    remedy: say`Start the 64-bit Kerbwise with "Run as administrator"`,
    undo: '',
    risk: 'R0',
    source: 'Microsoft Learn, Getting Started with AppCmd.exe; File System Redirector',
    reviewedOn: REVIEWED,
    finds: ['ground.not-elevated', 'ground.redirected'],
  },
];

export const POWERSHELL_MAY_RUN: readonly RuleCard[] = [
  {
    id: 'E07',
    checks: say`Whether PowerShell runs the commands of Kerbwise here`,
    reads: say`Windows PowerShell by its full path, and the language mode in which it starts; no module of IIS is needed`,
    meaning: say`A policy that restricts the language of PowerShell keeps Kerbwise from reading and changing anything.`,
    remedy: say`Let the policy trust this session, or run the commands of the plan by hand in cmd.exe`,
    undo: '',
    risk: 'R0',
    source: 'Microsoft Learn, about_Language_Modes',
    reviewedOn: REVIEWED,
    finds: ['ground.restricted-session'],
  },
];

export const CONFIGURATION_IS_ITS_OWN: readonly RuleCard[] = [
  {
    id: 'E08',
    checks: say`Whether the server takes its configuration from a share`,
    reads: 'redirection.config',
    meaning: say`One change would reach every server of the farm, so none is offered here.`,
    remedy: say`Change it where the shared configuration is kept`,
    undo: '',
    risk: 'R4',
    source: 'Microsoft Learn, Shared Configuration',
    reviewedOn: REVIEWED,
    finds: ['ground.shared-configuration'],
  },
];

export const HISTORY_IS_KEPT: readonly RuleCard[] = [
  {
    id: 'E09',
    checks: say`Whether IIS keeps earlier configurations by itself`,
    reads: say`configHistory in applicationHost.config, the service AppHostSvc`,
    meaning: say`The history is a second way back beside the one that Kerbwise saves with every plan.`,
    remedy: say`Start the service Application Host Helper, or set enabled=true in configHistory`,
    undo: say`Stop the service again`,
    risk: 'R1',
    source: 'iis-docs, system.applicationHost/configHistory',
    reviewedOn: REVIEWED,
    finds: ['ground.no-history'],
  },
];

/** Held where plans are made and run; nothing is left to find here. */
export const NOTHING_CHANGES_UNDERNEATH: readonly RuleCard[] = [
  {
    id: 'E10',
    checks: say`Whether the server is still as it was when the plan was made`,
    reads: say`everything anew before the first change, and the value of each setting before its way back`,
    meaning: say`A plan is made for one state of the server. On another one its commands could do something else than what was shown.`,
    remedy: say`apply refuses the plan and says what is different; make a new one. undo leaves alone what somebody changed since`,
    undo: '',
    risk: 'R0',
    source: 'Kerbwise: the plan carries a digest of the facts that it rests on',
    reviewedOn: REVIEWED,
    finds: [],
    acts: say`kerbwise apply, kerbwise undo and the window before each change: a plan whose facts have changed is refused, and a setting that somebody else changed is left alone`,
  },
];

export const NOBODY_ELSE_WRITES: readonly RuleCard[] = [
  {
    id: 'E11',
    checks: say`Whether Windows waits for a restart, and no second Kerbwise changes the server`,
    reads: say`the keys that Windows sets for a pending restart; the lock of the server that every run takes`,
    meaning: say`What is verified between two versions of Windows may be another after the restart.`,
    remedy: say`Restart first, or wait for the other run to end`,
    undo: '',
    risk: 'R0',
    source: 'Microsoft Configuration Manager, prerequisite check "Pending system restart"',
    reviewedOn: REVIEWED,
    finds: ['ground.restart-pending', 'ground.not-read'],
  },
];

export const OPERATOR_MAY_WRITE: readonly RuleCard[] = [
  {
    id: 'S12',
    checks: say`Whether this user may write service principal names`,
    reads: say`security identifiers of Domain Admins and Enterprise Admins in whoami /groups`,
    meaning: say`Without these rights the commands for names are for the directory team.`,
    remedy: say`Hand the commands over, or run Kerbwise as somebody who may`,
    undo: '',
    risk: 'R0',
    source: 'Microsoft Learn, setspn',
    reviewedOn: REVIEWED,
    finds: ['ground.directory-rights'],
  },
];
