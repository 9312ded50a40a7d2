import type { RuleCard } from '../../model/rule-card.ts';

export const ROLE_SERVICE_IS_INSTALLED: readonly RuleCard[] = [
  {
    id: 'I01',
    checks: 'Whether the role service Windows Authentication is installed',
    reads: 'native modules in globalModules',
    meaning: 'Without it IIS offers neither Kerberos nor NTLM, whatever the configuration says.',
    remedy: 'Install it in Server Manager',
    undo: 'uninstall it, only if it was installed for this',
    risk: 'R2',
    source: 'iis-docs windowsAuthentication, setup',
    reviewedOn: '2026-11-22',
    finds: ['windows-authentication.not-installed'],
  },
];

export const SOMEONE_CAN_SIGN_IN: readonly RuleCard[] = [
  {
    id: 'I04',
    checks: 'Whether Windows Authentication is on where users sign in',
    reads: 'enabled at the path, and anonymous access beside it',
    meaning: 'Where neither is on, nobody comes in.',
    remedy: 'Set enabled=true at the path',
    undo: 'the old value, or inherited where it was',
    risk: 'R2',
    source: 'iis-docs windowsAuthentication; Broadcom KB 434345',
    reviewedOn: '2026-11-22',
    finds: ['windows-authentication.off'],
  },
];

export const NEGOTIATE_COMES_FIRST: readonly RuleCard[] = [
  {
    id: 'I08',
    checks: 'Whether Negotiate is in the list of providers',
    reads: 'providers at the path',
    meaning: 'Without Negotiate no client ever tries Kerberos.',
    remedy: 'Write the whole list: Negotiate, NTLM',
    undo: 'the saved list, or inherited where it was',
    risk: 'R2',
    source: 'Broadcom KB 434345, provider order',
    reviewedOn: '2026-11-22',
    finds: ['windows-authentication.negotiate-missing'],
  },
  {
    id: 'I09',
    checks: 'Whether Negotiate comes before NTLM',
    reads: 'order of the providers at the path',
    meaning: 'Clients take the first provider they know: with NTLM first no ticket is ever asked for.',
    remedy: 'Write the whole list: Negotiate, NTLM',
    undo: 'the saved list, or inherited where it was',
    risk: 'R2',
    source: 'Broadcom KB 434345, provider order',
    reviewedOn: '2026-11-22',
    finds: ['windows-authentication.ntlm-first'],
  },
  {
    id: 'I10',
    checks: 'Whether Negotiate:Kerberos is offered',
    reads: 'providers at the path, useKernelMode',
    meaning: 'Clients without Kerberos get 401 and nothing to fall back to, and it does not go together with kernel mode.',
    remedy: 'Write the whole list: Negotiate, NTLM',
    undo: 'the saved list, or inherited where it was',
    risk: 'R2',
    source: 'iis-docs windowsAuthentication/providers',
    reviewedOn: '2026-11-22',
    finds: ['windows-authentication.kerberos-only-provider'],
  },
  {
    id: 'I12',
    checks: 'Whether NTLM first at a task agent’s path was set there on purpose',
    reads: 'providers at TaskManagement/CTAgent and ClientTaskServer, and where they are set',
    meaning: 'The vendor prescribes NTLM first there for some builds: it is kept unless the application was named.',
    remedy: 'Nothing, unless that application is named',
    undo: 'the saved list',
    risk: 'R2',
    source: 'Broadcom KB 173598, KB 232242, KB 261039',
    reviewedOn: '2026-11-22',
    finds: [],
  },
];
