import { listed, say } from '../../language/say.ts';
import { type Assessment, couldNotJudge, defineRule, type Finding, NOTHING_FOUND, type Rule } from '../../model/step.ts';
import { type Configuration, isAtOrBelow, levelPath, type OtherSetting } from '../../server/configuration.ts';
import { effectiveAuthentication, effectiveOther } from '../../server/effective.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { describePlace, inheritors, type JudgedApplication, judgeServer, topmost, windowsApplications } from '../../server/judged.ts';
import { webBindings } from '../../server/ports.ts';
import { siteOf } from '../../server/scope.ts';
import { ALSO_GOOD_TO_KNOW, BINDING_IS_NOT_REQUIRED, DEFAULTS_ARE_KEPT, NOTHING_BELOW_DIFFERS, NOTHING_ELSE_SIGNS_IN } from './cards.ts';

interface Scene {
  readonly facts: ServerFacts;
  readonly configuration: Configuration;
  /** Where users sign in by Windows Authentication, switched on. */
  readonly applications: readonly JudgedApplication[];
}

/** In: what one rule makes of the applications with Windows Authentication. Out: the rule; silent where the configuration is not known. */
function overApplications(cards: Rule['cards'], judge: (scene: Scene) => Partial<Assessment>): Rule {
  return defineRule(cards, (facts) => {
    const server = judgeServer(facts);
    if (!server.known) return NOTHING_FOUND;
    const applications = windowsApplications(server.value).filter(({ effective }) => effective.windows.enabled);
    return { ...NOTHING_FOUND, ...judge({ facts, configuration: server.value.configuration, applications }) };
  });
}

/** The question that only the administrator can answer comes with it: whether something opens https in between. */
export const bindingIsNotRequired = defineRule(BINDING_IS_NOT_REQUIRED, (facts): Assessment => {
  const server = judgeServer(facts);
  if (!server.known) return couldNotJudge(say`Other settings of the sign-in`, server);
  const wrong = windowsApplications(server.value).filter(({ effective }) => effective.windows.tokenChecking === 'Require');
  const { protectionSuppressed } = facts.surroundings;
  return {
    ...NOTHING_FOUND,
    findings: [
      ...topmost(wrong, 'tokenChecking').map((application) => protectionFinding(application, wrong)),
      ...(protectionSuppressed.known && protectionSuppressed.value ? [SUPPRESSED] : []),
    ],
  };
});

function protectionFinding(application: JudgedApplication, all: readonly JudgedApplication[]): Finding {
  const below = inheritors(application, all, 'tokenChecking');
  return {
    id: 'sign-in-settings.extended-protection',
    severity: 'advice',
    subject: application.path,
    summary: say`${application.path} requires Extended Protection`,
    evidence: say`tokenChecking = Require, set ${describePlace(application.effective.setAt.tokenChecking)}${below.length === 0 ? '' : say`; the same holds for ${below.join(', ')}`}`,
    meaning: say`Does a proxy, a gateway or TLS inspection stand between clients and this server? Then every https sign-in through it ends in 401 (0x80090346 in the log of IIS), while direct connections work. Without such a device this is right and may stay.`,
    source: 'iis-docs windowsAuthentication/extendedProtection',
  };
}

const SUPPRESSED: Finding = {
  id: 'sign-in-settings.protection-suppressed',
  severity: 'information',
  subject: say`this server`,
  summary: say`Extended Protection is switched off in the registry`,
  evidence: say`HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa: SuppressExtendedProtection is neither absent nor 0`,
  meaning: say`Whatever IIS says about Extended Protection, Windows does not do it for programs of this server that sign in elsewhere.`,
  source: 'Microsoft KB5021989',
};

export const nothingElseSignsIn = overApplications(NOTHING_ELSE_SIGNS_IN, ({ configuration, applications }) => ({
  findings: [
    ...topmost(
      applications.filter(({ effective }) => effective.anonymous.enabled),
      'anonymous',
    ).map(anonymousFinding),
    ...withOther(configuration, applications, [
      ['basic', 'Basic'],
      ['digest', 'Digest'],
    ]).map(methodFinding),
    ...withOther(configuration, applications, [['impersonate', 'impersonate']]).map(impersonationFinding),
  ],
}));

function anonymousFinding({ path, effective }: JudgedApplication): Finding {
  return {
    id: 'sign-in-settings.anonymous-beside',
    severity: 'information',
    subject: path,
    summary: say`${path} allows anonymous access beside Windows Authentication`,
    evidence: say`anonymousAuthentication enabled = true, set ${describePlace(effective.setAt.anonymous)}`,
    meaning: say`Anonymous wins unless the application answers 401 itself. Some paths need it, so it is not changed.`,
    source: 'iis-docs anonymousAuthentication; Broadcom KB 434345',
  };
}

interface Written {
  readonly path: string;
  readonly place: string;
  readonly label: string;
}

/** Applications where one of the settings is on, each place that says so once. */
function withOther(
  configuration: Configuration,
  applications: readonly JudgedApplication[],
  settings: readonly (readonly [OtherSetting, string])[],
): readonly Written[] {
  const all = settings.flatMap(([name, label]) =>
    applications.flatMap(({ path }) => {
      const other = effectiveOther(configuration, path, name);
      return other?.value === true ? [{ path, place: other.at, label }] : [];
    }),
  );
  return all.filter((one, at) => all.findIndex(({ place, label }) => place === one.place && label === one.label) === at);
}

function methodFinding({ path, place, label }: Written): Finding {
  return {
    id: 'sign-in-settings.other-methods',
    severity: 'information',
    subject: path,
    summary: say`${path} offers ${label} beside Windows Authentication`,
    evidence: say`${label.toLowerCase()}Authentication enabled = true, set ${describePlace(place)}`,
    meaning:
      label === 'Basic'
        ? say`A client may take it instead of Kerberos, and it sends the password with every request: without https anyone on the way can read it.`
        : say`A client may take it instead of Kerberos.`,
    source: 'iis-docs basicAuthentication, digestAuthentication',
  };
}

function impersonationFinding({ path, place }: Written): Finding {
  return {
    id: 'sign-in-settings.impersonation',
    severity: 'information',
    subject: path,
    summary: say`ASP.NET runs as the user who signs in at ${path}`,
    evidence: say`system.web/identity impersonate = true, set ${describePlace(place)}`,
    meaning: say`Signing in is not affected. What the application does on other servers in the user’s name needs delegation.`,
    source: 'Broadcom KB 180413; Microsoft, ASP.NET identity element',
  };
}

export const defaultsAreKept = overApplications(DEFAULTS_ARE_KEPT, ({ configuration, applications }) => ({
  findings: [
    ...topmost(
      applications.filter(({ effective }) => !effective.windows.useKernelMode),
      'useKernelMode',
    ).map(kernelFinding),
    ...withOther(configuration, applications, [['authPersistSingleRequest', 'authPersistSingleRequest']]).map(singleRequestFinding),
  ],
}));

function kernelFinding({ path, effective }: JudgedApplication): Finding {
  return {
    id: 'sign-in-settings.kernel-mode-off',
    severity: 'information',
    subject: path,
    summary: say`Windows Authentication runs outside the kernel at ${path}`,
    evidence: say`useKernelMode = false, set ${describePlace(effective.setAt.useKernelMode)}`,
    meaning: say`Tickets are read with the key of the pool’s account, which works where that account holds the names. Microsoft advises to keep it on; older notes for the server turned it off against 401.1. Ask why before you change it.`,
    source: 'iis-docs windowsAuthentication; Broadcom KB 155783',
  };
}

function singleRequestFinding({ path, place }: Written): Finding {
  return {
    id: 'sign-in-settings.single-request',
    severity: 'information',
    subject: path,
    summary: say`NTLM signs in anew with every request to ${path}`,
    evidence: say`authPersistSingleRequest = true, set ${describePlace(place)}`,
    meaning: say`Every request of a client that uses NTLM takes three. Kerberos is governed by authPersistNonNTLM, not by this.`,
    source: 'iis-docs windowsAuthentication; MicrosoftDocs/iis-docs issue 208',
  };
}

export const nothingBelowDiffers = overApplications(NOTHING_BELOW_DIFFERS, ({ facts, configuration, applications }) => {
  const inScope = new Set(facts.applications.map(pathKey));
  const byKey = new Map(configuration.levels.map(({ path }) => [pathKey(path), path]));
  const places = [...byKey].filter(([key]) => key !== '' && !inScope.has(key)).map(([, path]) => path);
  const found = places.flatMap((path) => {
    const above = applications.filter((application) => isAtOrBelow(path, levelPath(application.path))).at(-1);
    const differing = above === undefined ? '' : whatDiffers(configuration, path, above);
    return above === undefined || differing === '' ? [] : [{ path, above, differing }];
  });
  return { findings: found.map(({ path, above, differing }) => belowFinding(path, above.path, differing)) };
});

function pathKey(path: string): string {
  return levelPath(path).toLowerCase();
}

const COMPARED = ['useKernelMode', 'useAppPoolCredentials', 'authPersistNonNTLM'] as const;

/** Only where users sign in there too: a folder that is opened to everyone is no override of how they do it. */
function whatDiffers(configuration: Configuration, path: string, above: JudgedApplication): string {
  const { windows } = effectiveAuthentication(configuration, path);
  if (!windows.enabled) return '';
  const outer = above.effective.windows;
  const lists =
    windows.providers.join(', ') === outer.providers.join(', ') ? [] : [say`providers = ${windows.providers.join(', ') || 'none'}`];
  return listed(
    [...COMPARED.filter((name) => windows[name] !== outer[name]).map((name) => say`${name} = ${windows[name]}`), ...lists],
    '; ',
  );
}

function belowFinding(path: string, above: string, differing: string): Finding {
  return {
    id: 'sign-in-settings.differs-below',
    severity: 'information',
    subject: path,
    summary: say`${path} has settings of its own below ${above}`,
    evidence: say`${differing}, other than at ${above}`,
    meaning: say`A change at the application does not reach it. Name it with --app if it is an application; otherwise it is for IIS Manager.`,
    source: 'iis-docs, Deep Dive into IIS Configuration',
  };
}

export const alsoGoodToKnow = overApplications(ALSO_GOOD_TO_KNOW, ({ facts, configuration, applications }) => {
  const bindings = webBindings(configuration, facts.applications.map(siteOf));
  const isSecure = applications.length > 0 && bindings.some(({ protocol }) => protocol.toLowerCase() === 'https');
  return {
    limits: isSecure
      ? [say`Over https, IIS answers Windows sign-in in HTTP/1.1; a client that insists on HTTP/2 cannot sign in and is answered 401.`]
      : [],
  };
});
