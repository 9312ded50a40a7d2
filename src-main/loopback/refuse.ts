import type { IncomingMessage, ServerResponse } from 'node:http';
import { preferredLanguage } from '../../flows/language/languages.ts';
import { say } from '../../flows/language/say.ts';
import { TRANSLATORS } from '../session/speaking.ts';

/** A body that was not read to its end makes the connection useless for more. */
export function refuse(response: ServerResponse, status: number, why: string): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }).end(`${why}\n`);
}

const NOT_THIS_ADDRESS = say`Open the address that Kerbwise printed. It works once, and only in the browser that opened it first: this one was used before, or is not whole.`;
const NEW_ADDRESS = say`To get a new one, end Kerbwise with Ctrl+C where it was started, and start it again: npm start, or kerbwise start.`;
const NOTHING_LOST = say`Nothing is lost by that: what was open stands under Recent work.`;

/** Answers whoever comes without the cookie, in the language that the browser asks for: what is so, and how to get an address that works. */
export function refuseAddress({ headers }: IncomingMessage, response: ServerResponse): void {
  const preferred = (headers['accept-language'] ?? '').split(',').map((one) => one.trim());
  const translate = TRANSLATORS[preferredLanguage(preferred)];
  refuse(response, 403, [NOT_THIS_ADDRESS, NEW_ADDRESS, NOTHING_LOST].map(translate).join('\n\n'));
}
