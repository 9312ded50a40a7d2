import type { Binding, Configuration } from './configuration.ts';

/** In: the configuration and the names of the sites that matter. Out: their http and https bindings. */
export function webBindings(configuration: Configuration, siteNames: readonly string[]): readonly Binding[] {
  const wanted = new Set(siteNames.map((name) => name.toLowerCase()));
  return configuration.sites
    .filter(({ name }) => wanted.has(name.toLowerCase()))
    .flatMap(({ bindings }) => bindings)
    .filter(({ port }) => port !== null);
}

/** Ports of these sites that a client has to type, each once, lowest first: http elsewhere than on 80, https elsewhere than on 443. */
export function unusualPorts(configuration: Configuration, siteNames: readonly string[]): readonly number[] {
  const ports = webBindings(configuration, siteNames).flatMap(({ protocol, port }) =>
    port === null || port === (protocol.toLowerCase() === 'https' ? 443 : 80) ? [] : [port],
  );
  return [...new Set(ports)].sort((a, b) => a - b);
}
