import type { Logging } from './logging.ts';

/**
 * IIS configuration as values: what is set where, so that the effective value of any path can be computed,
 * and the effect of a change can be predicted.
 * Source: MicrosoftDocs/iis-docs, "Deep Dive into IIS Configuration"; the schema of IIS 10.
 */

/** A configuration path without `MACHINE/WEBROOT/APPHOST/`: `''` is the server, `Default Web Site` a site, `Default Web Site/Altiris` below it. No trailing slash. */
export type LevelPath = string;

export interface Pool {
  readonly name: string;
  /** As IIS writes it: `LocalSystem`, `LocalService`, `NetworkService`, `SpecificUser` or `ApplicationPoolIdentity`. */
  readonly identityType: string;
  /** Only meaningful where `identityType` is `SpecificUser`: it may be left over from an earlier setting. */
  readonly userName: string | null;
  /** Which level says what `identityType` is. */
  readonly from: 'pool' | 'applicationPoolDefaults' | 'schema';
}

export interface Binding {
  readonly protocol: string;
  /** `*` for every address; `null` (like port and host) where the protocol is not http or https. */
  readonly ip: string | null;
  readonly port: number | null;
  readonly host: string | null;
  readonly information: string;
}

export interface Site {
  readonly name: string;
  readonly id: number;
  readonly bindings: readonly Binding[];
}

export interface Application {
  /** `Default Web Site/Altiris`; the root application of a site is `Default Web Site/`. */
  readonly path: string;
  readonly pool: string;
  /** Folder of the application's root virtual directory as written, `%SystemDrive%` and all; `null` where none is written. */
  readonly physicalPath: string | null;
}

export type ProviderEdit = { readonly op: 'clear' } | { readonly op: 'add' | 'remove'; readonly value: string };

/** The attributes of `windowsAuthentication` that are read; `null` = not written at this level. */
export interface WindowsAttributes {
  readonly enabled: boolean | null;
  readonly useKernelMode: boolean | null;
  readonly useAppPoolCredentials: boolean | null;
  readonly authPersistNonNTLM: boolean | null;
  readonly tokenChecking: string | null;
}

/** More settings around the sign-in, which Kerbwise explains and never changes. */
export type OtherSetting = 'basic' | 'digest' | 'impersonate' | 'authPersistSingleRequest';

/** What one level says about authentication, in the file's own order. */
export interface Level {
  readonly path: LevelPath;
  /** A level can be written in applicationHost.config and again in web.config: then it is two levels, in this order. */
  readonly source: 'applicationHost.config' | 'web.config';
  readonly windows: WindowsAttributes;
  /** The children of `<providers>` in document order; `null` = none at this level: an empty element says nothing. */
  readonly providers: readonly ProviderEdit[] | null;
  readonly anonymous: boolean | null;
  /** What the level writes of the other settings; one that is left out is not written here. */
  readonly others: Readonly<Partial<Record<OtherSetting, boolean>>>;
  /** Locks that this level puts on the windowsAuthentication section: `lockAttributes`, `lockElements` and their kin, as written. */
  readonly locks: Readonly<Record<string, string>>;
  /** `Allow` or `Deny` where a location tag says so for what is below it; `null` = inherited. */
  readonly overrideMode: 'Allow' | 'Deny' | null;
}

export interface Configuration {
  /** Whether the native `WindowsAuthenticationModule` is in `globalModules`; `null` where the file has no such list. */
  readonly windowsAuthenticationInstalled: boolean | null;
  /** Whether IIS keeps earlier configurations; on where the file says nothing. */
  readonly keepsHistory: boolean;
  readonly pools: readonly Pool[];
  readonly sites: readonly Site[];
  readonly applications: readonly Application[];
  readonly levels: readonly Level[];
  readonly virtualDirectories: number;
  /** All `<location>` elements of applicationHost.config, `path=""` included. */
  readonly locations: number;
  readonly logging: Logging;
  /** What could not be read or looks wrong, in words. */
  readonly notes: readonly string[];
}

export interface EffectiveWindows {
  readonly enabled: boolean;
  readonly providers: readonly string[];
  readonly useKernelMode: boolean;
  readonly useAppPoolCredentials: boolean;
  readonly authPersistNonNTLM: boolean;
  readonly tokenChecking: string;
}

export type SettingName = keyof EffectiveWindows | 'anonymous';

export interface EffectiveAuthentication {
  readonly windows: EffectiveWindows;
  readonly anonymous: { readonly enabled: boolean };
  /** `MACHINE/WEBROOT/APPHOST[/path]` of the level that set each value; `null` where the schema's default holds. */
  readonly setAt: Readonly<Record<SettingName, string | null>>;
  /** What IIS would refuse to load at this path (a provider added twice), in words; empty where nothing is wrong. */
  readonly problems: readonly string[];
}

export const APPHOST = 'MACHINE/WEBROOT/APPHOST';

/** In: the path of an application or level, a trailing slash allowed. Out: the same without it. */
export function levelPath(path: string): LevelPath {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Paths of IIS are Windows names: letter case says nothing. */
export function samePath(a: string, b: string): boolean {
  return levelPath(a).toLowerCase() === levelPath(b).toLowerCase();
}

/** Whether `path` is `ancestor` itself or lies below it. */
export function isAtOrBelow(path: string, ancestor: string): boolean {
  const [deep, high] = [levelPath(path).toLowerCase(), levelPath(ancestor).toLowerCase()];
  return high === '' || deep === high || deep.startsWith(`${high}/`);
}
