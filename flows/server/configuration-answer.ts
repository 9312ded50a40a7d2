import { say } from '../language/say.ts';
import type { Application, Binding, Configuration, Site } from './configuration.ts';
import { effectiveAuthentication } from './effective.ts';

const NOT_LISTED = say`the file has no list of native modules (globalModules)`;

/**
 * The JSON of `kerbwise read config`: the contract of the terminal. In: a configuration. Out: a plain object;
 * unknown is `null` with its reason under `why`, in the same object.
 */
export function configurationAnswer(configuration: Configuration) {
  const { windowsAuthenticationInstalled, sites, pools, virtualDirectories, locations } = configuration;
  const effective = configuration.applications.map((application) => ({
    application,
    authentication: effectiveAuthentication(configuration, application.path),
  }));
  const problems = effective.flatMap(({ authentication }) => authentication.problems);
  return {
    kerbwise: 1,
    kind: 'config',
    windowsAuthenticationInstalled,
    ...(windowsAuthenticationInstalled === null ? { why: { windowsAuthenticationInstalled: NOT_LISTED } } : {}),
    pools: pools.map(({ name, identityType, userName, from }) => ({ name, identityType, userName, from })),
    sites: sites.map(siteAnswer),
    applications: effective.map(({ application, authentication }) =>
      applicationAnswer(application, authentication, windowsAuthenticationInstalled !== false),
    ),
    hostNames: hostNames(sites),
    virtualDirectories,
    locations,
    notes: [...new Set([...configuration.notes, ...problems])],
  } as const;
}

/** Where the role service is not installed, no provider is there to be offered, whatever the file still says. */
function applicationAnswer(
  { path, pool }: Application,
  { windows, anonymous, setAt }: ReturnType<typeof effectiveAuthentication>,
  isInstalled: boolean,
) {
  return {
    path,
    pool,
    windows: isInstalled ? windows : { ...windows, providers: [] },
    anonymous,
    setAt: isInstalled ? setAt : { ...setAt, providers: null },
  };
}

function siteAnswer({ name, id, bindings }: Site) {
  const isNumbered = Number.isInteger(id);
  return {
    name,
    id: isNumbered ? id : null,
    ...(isNumbered ? {} : { why: { id: 'the file gives the site no number' } }),
    bindings: bindings.map(bindingAnswer),
  };
}

function bindingAnswer({ protocol, ip, port, host, information }: Binding) {
  if (port !== null) return { protocol, ip, port, host };
  const isWeb = /^https?$/i.test(protocol);
  const reason = isWeb ? say`it is not address:port:host` : say`only http and https have them`;
  return { protocol, ip, port, host, information, why: { ip: reason, port: reason, host: reason } };
}

/** Host headers of http and https, each once: letter case says nothing in a host name. */
function hostNames(sites: readonly Site[]): readonly string[] {
  const hosts = sites.flatMap(({ bindings }) => bindings.flatMap(({ host }) => (host === null || host === '' ? [] : [host])));
  return [...new Map(hosts.toReversed().map((host) => [host.toLowerCase(), host])).values()].toReversed();
}
