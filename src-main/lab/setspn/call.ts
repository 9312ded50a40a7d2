/** One call of setspn.exe: what to do, with which words, and how far to look. */
export interface SetspnCall {
  readonly action: 'list' | 'register' | 'add' | 'remove' | 'reset' | 'query' | 'duplicates';
  readonly words: readonly string[];
  readonly only: 'computer' | 'user' | undefined;
  /** Names of domains given with -T; empty = the current one. */
  readonly domains: readonly string[];
  readonly isForestWide: boolean;
  readonly isQuiet: boolean;
}

const ACTIONS: Readonly<Record<string, SetspnCall['action']>> = {
  l: 'list',
  s: 'register',
  a: 'add',
  d: 'remove',
  r: 'reset',
  q: 'query',
  x: 'duplicates',
};

const WORDS: Readonly<Record<SetspnCall['action'], number>> = {
  list: 1,
  register: 2,
  add: 2,
  remove: 2,
  reset: 1,
  query: 1,
  duplicates: 0,
};

/** Out: the call; undefined where setspn would print its usage. */
export function readSetspnCall(args: readonly string[]): SetspnCall | undefined {
  const switches: string[] = [];
  const words: string[] = [];
  const domains: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (!/^[-/]./.test(arg)) words.push(arg);
    else if (/^[-/]t$/i.test(arg)) domains.push(args[++at] ?? '');
    else switches.push(arg.slice(1).toLowerCase());
  }
  const actions = switches.filter((one) => ACTIONS[one] !== undefined);
  const known = switches.every((one) => ACTIONS[one] !== undefined || ['c', 'u', 'f', 'p'].includes(one));
  const action = actions.length === 0 ? 'list' : ACTIONS[actions[0] ?? ''];
  if (!known || actions.length > 1 || action === undefined || words.length !== WORDS[action]) return undefined;
  const only = switches.includes('c') ? 'computer' : switches.includes('u') ? 'user' : undefined;
  return { action, words, only, domains, isForestWide: switches.includes('f'), isQuiet: switches.includes('p') };
}

export const USAGE = [
  'Usage: C:\\Windows\\system32\\setspn.exe [modifiers switch] [accountname]',
  '  Where "accountname" can be the name or domain\\name',
  '  of the target computer or user account',
  '',
  '  Edit Mode Switches:',
  '   -R = reset HOST ServicePrincipalName',
  '    Usage:   setspn -R accountname',
  '   -S = add arbitrary SPN after verifying no duplicates exist',
  '    Usage:   setspn -S SPN accountname',
  '   -D = delete arbitrary SPN',
  '    Usage:   setspn -D SPN accountname',
  '   -L = list SPNs registered to target account',
  '    Usage:   setspn [-L] accountname',
  '',
  '  Edit Mode Modifiers:',
  '   -C = specify that accountname is a computer account',
  '   -U = specify that accountname is a user account',
  '',
  '  Query Mode Switches:',
  '   -Q = query for existence of SPN',
  '    Usage:   setspn -Q SPN',
  '   -X = search for duplicate SPNs',
  '    Usage:   setspn -X',
  '',
  '  Query Mode Modifiers:',
  '   -P = suppresses progress to the console and can be used when redirecting',
  '        output to a file or when used in an unattended script.',
  '   -F = perform queries at the forest, rather than domain level',
  '   -T = perform query on the speicified domain or forest (when -F is also used)',
  '    Usage:   setspn -T domain (switches and other parameters)',
  '             "" or * can be used to indicate the current domain or forest.',
];
