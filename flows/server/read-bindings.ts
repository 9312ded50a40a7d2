import type { Binding } from './configuration.ts';

/** `address:port:host` from the right: only the address may hold colons (`[::1]:443:`); a host never does. */
const INFORMATION = /^(.*):(\d{1,5}):([^:]*)$/;

/**
 * In: a binding's protocol and information as IIS writes them (`*:80:smp.contoso.com`, `:80:`, `[::1]:443:`).
 * Out: its parts, an empty address as `*`; all `null` where the protocol is not http or https, or the information is not of this form.
 */
export function readBinding(protocol: string, information: string): Binding {
  const parts = /^https?$/i.test(protocol) ? INFORMATION.exec(information.trim()) : null;
  const port = Number(parts?.[2]);
  if (parts === null || port > 65_535) return { protocol, ip: null, port: null, host: null, information };
  return { protocol, ip: parts[1] === undefined || parts[1] === '' ? '*' : parts[1], port, host: parts[3] ?? '', information };
}
