import { say } from '../../language/say.ts';
import type { RuleCard } from '../../model/rule-card.ts';

const REVIEWED = '2026-11-22';
const EXPLAINED = { undo: '', reviewedOn: REVIEWED } as const;

export const BINDING_IS_NOT_REQUIRED: readonly RuleCard[] = [
  {
    id: 'I20',
    checks: say`Whether Extended Protection is required where users sign in`,
    reads: say`extendedProtection tokenChecking at the path`,
    meaning: say`The sign-in is then tied to the TLS connection. A device that opens https in between (inspection, offload) makes that impossible, and every sign-in through it ends in 401.`,
    remedy: say`Exempt the server from inspection; or tokenChecking Allow or None, by explicit decision`,
    risk: 'R2',
    source: 'iis-docs windowsAuthentication/extendedProtection',
    finds: ['sign-in-settings.extended-protection'],
    ...EXPLAINED,
    undo: say`The old value`,
  },
  {
    id: 'I21',
    checks: say`Whether Extended Protection is switched off for the whole server`,
    reads: say`SuppressExtendedProtection in the registry, Control\\Lsa`,
    meaning: say`What IIS says about Extended Protection has then no effect, or another one than it says.`,
    remedy: say`Whoever set it says what it was for`,
    risk: 'R0',
    source: 'Microsoft KB5021989',
    finds: ['sign-in-settings.protection-suppressed'],
    ...EXPLAINED,
  },
];

export const NOTHING_ELSE_SIGNS_IN: readonly RuleCard[] = [
  {
    id: 'I05',
    checks: say`Whether anonymous access is on beside Windows Authentication`,
    reads: say`anonymousAuthentication enabled at the path`,
    meaning: say`IIS lets everyone in without a name unless the application asks for one itself. Some paths of the server need that, so none is changed.`,
    remedy: say`Switch it off in IIS Manager at that one path, where a name is needed`,
    risk: 'R2',
    source: 'Broadcom KB 434345; iis-docs anonymousAuthentication',
    finds: ['sign-in-settings.anonymous-beside'],
    ...EXPLAINED,
    undo: say`The old value, or inherited where it was`,
  },
  {
    id: 'I06',
    checks: say`Whether Basic or Digest is on beside Windows Authentication`,
    reads: say`basicAuthentication and digestAuthentication at the path`,
    meaning: say`A client may take one of them instead of Kerberos, and Basic sends the password with every request.`,
    remedy: say`Switch it off in IIS Manager, unless something needs it`,
    risk: 'R0',
    source: 'iis-docs basicAuthentication, digestAuthentication',
    finds: ['sign-in-settings.other-methods'],
    ...EXPLAINED,
  },
  {
    id: 'I07',
    checks: say`Whether ASP.NET runs as the user who signs in`,
    reads: say`system.web/identity impersonate in the files that were read`,
    meaning: say`What the application then does on other servers needs delegation. ITMS itself has shipped with it, so it is only told.`,
    remedy: say`None: the application decides`,
    risk: 'R4',
    source: 'Broadcom KB 180413; Microsoft, ASP.NET identity element',
    finds: ['sign-in-settings.impersonation'],
    ...EXPLAINED,
  },
];

export const DEFAULTS_ARE_KEPT: readonly RuleCard[] = [
  {
    id: 'I15',
    checks: say`Whether Windows Authentication runs in the kernel`,
    reads: say`useKernelMode at the path`,
    meaning: say`Microsoft advises to keep it on with an identity of one’s own. Older notes for the server turned it off, so ask first why it is.`,
    remedy: say`Switch it on in IIS Manager (Advanced Settings) together with useAppPoolCredentials, once it is known why it was off`,
    risk: 'R2',
    source: 'iis-docs windowsAuthentication; Broadcom KB 155783',
    finds: ['sign-in-settings.kernel-mode-off'],
    ...EXPLAINED,
    undo: say`The old value, or inherited where it was`,
  },
  {
    id: 'I18',
    checks: say`Whether NTLM is asked for anew with every request`,
    reads: say`authPersistSingleRequest at the path`,
    meaning: say`Every request of an NTLM client then takes three. Sources disagree on what it does otherwise.`,
    remedy: say`Report it; the default is false`,
    risk: 'R0',
    source: 'iis-docs windowsAuthentication; MicrosoftDocs/iis-docs issue 208',
    finds: ['sign-in-settings.single-request'],
    ...EXPLAINED,
  },
];

export const NOTHING_BELOW_DIFFERS: readonly RuleCard[] = [
  {
    id: 'I03',
    checks: say`Whether a folder below an application has settings of its own`,
    reads: say`every location of applicationHost.config and every web.config that was read, below the applications in scope`,
    meaning: say`A change at the application does not reach such a folder.`,
    remedy: say`Name it with --app if it is an application, or change it in IIS Manager`,
    risk: 'R0',
    source: 'iis-docs, Deep Dive into IIS Configuration',
    finds: ['sign-in-settings.differs-below'],
    ...EXPLAINED,
  },
];

/** Explanations that no finding stands for. */
export const ALSO_GOOD_TO_KNOW: readonly RuleCard[] = [
  {
    id: 'I22',
    checks: say`Whether HTTP/2 can be expected`,
    reads: say`https bindings of the sites in scope`,
    meaning: say`IIS answers Windows sign-in over HTTP/1.1, so a client that insists on HTTP/2 cannot sign in. That is said as a sentence, not as a fault.`,
    remedy: say`Let the client use HTTP/1.1`,
    risk: 'R0',
    source: 'iis-docs, HTTP/2 on IIS',
    finds: [],
    acts: say`the sentence on HTTP/2 in this step, where a site has https; a client that insists on it is found in the logs`,
    ...EXPLAINED,
  },
  {
    id: 'I23',
    checks: say`Whether a pool has to be recycled before a change holds`,
    reads: say`nothing: IIS does not say which worker process has read which setting`,
    meaning: say`IIS takes most settings up by itself. Where a change is verified and clients see the old behaviour, recycling the one pool is enough; iisreset stops everything.`,
    remedy: say`appcmd recycle apppool /apppool.name:"NAME", by hand, when users can be interrupted`,
    risk: 'R2',
    source: 'iis-docs, Getting Started with AppCmd.exe',
    finds: [],
    acts: say`this card alone: nothing on the server tells which worker process has read which setting`,
    ...EXPLAINED,
  },
];
