import { elementsAt, type XmlElement } from './read-xml.ts';

/** Where one site writes its log, as IIS is told. */
export interface SiteLogging {
  readonly site: string;
  readonly id: number;
  readonly enabled: boolean;
  /** `W3C`, `IIS`, `NCSA` or `Custom`. */
  readonly format: string;
  /** As written, with variables such as `%SystemDrive%`. */
  readonly directory: string;
}

/** How the server writes its logs. */
export interface Logging {
  /** `Site`, `CentralBinary` or `CentralW3C`: in the last two all sites share one log. */
  readonly mode: string;
  readonly sites: readonly SiteLogging[];
}

/** The schema of IIS 10. */
const USUAL = { mode: 'Site', format: 'W3C', directory: '%SystemDrive%\\inetpub\\logs\\LogFiles' } as const;

/** In: the `system.applicationHost` elements. Out: how each site logs; what a site does not say holds from `siteDefaults`. */
export function readLogging(host: readonly XmlElement[]): Logging {
  const sites = host.flatMap((part) => elementsAt(part, 'sites'));
  const defaults = sites.flatMap((part) => elementsAt(part, 'siteDefaults', 'logFile'));
  const mode = attributeIn(
    host.flatMap((part) => elementsAt(part, 'log')),
    'centralLogFileMode',
  );
  return {
    mode: mode ?? USUAL.mode,
    sites: sites
      .flatMap((part) => elementsAt(part, 'site'))
      .flatMap((site) => {
        const name = site.attributes.get('name');
        return name === undefined || name === '' ? [] : [siteLogging(name, site, defaults)];
      }),
  };
}

function siteLogging(name: string, site: XmlElement, defaults: readonly XmlElement[]): SiteLogging {
  const own = [...defaults, ...elementsAt(site, 'logFile')];
  return {
    site: name,
    id: Number(site.attributes.get('id') ?? Number.NaN),
    enabled: attributeIn(own, 'enabled')?.trim().toLowerCase() !== 'false',
    format: attributeIn(own, 'logFormat') ?? USUAL.format,
    directory: attributeIn(own, 'directory') ?? USUAL.directory,
  };
}

function attributeIn(elements: readonly XmlElement[], name: string): string | undefined {
  return elements.map(({ attributes }) => attributes.get(name)).findLast((value) => value !== undefined);
}
