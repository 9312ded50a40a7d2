// A W3C log as IIS writes it on an SMP server: 12 % of the rows are 401s, most of them legs of handshakes that succeed; legs of different
// clients interleave. The same seed gives the same bytes.
import { closeSync, openSync, writeSync } from 'node:fs';
import { randomNumbers } from './random.mjs';

const AGENTS = [
  'Symantec+Management+Agent',
  'Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36+(KHTML,+like+Gecko)+Chrome/126.0.0.0+Safari/537.36+Edg/126.0.0.0',
  'Mozilla/5.0+(Windows+NT+10.0;+WOW64;+Trident/7.0;+rv:11.0)+like+Gecko',
  'Altiris+Agent+8.7.2',
];
const REFUSALS = ['1 2148074252', '1 1326', '1 2148074274', '1 2148074276', '1 2148074248', '1 1909'];
const HEADER = [
  '#Software: Microsoft Internet Information Services 10.0',
  '#Version: 1.0',
  '#Date: 2026-03-02 00:00:00',
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
].join('\r\n');
const START = Date.UTC(2026, 2, 2) / 1000;
const ROWS_PER_SECOND = 55;

/**
 * @param {string} file
 * @param {number} bytes
 * @returns {{rows: number, unauthorized: number, handshakes: number, failures: number}} what was planted
 */
export function makeW3c(file, bytes) {
  const random = randomNumbers(6);
  const clients = Array.from({ length: 4000 }, (_, at) => ({
    ip: `10.${20 + (at >> 10)}.${(at >> 2) & 255}.${1 + ((at * 37) % 250)}`,
    user: at % 3 === 0 ? `CONTOSO\\user${at}` : `CONTOSO\\PC${String(at).padStart(5, '0')}$`,
    agent: random.pick(AGENTS),
  }));
  const paths = Array.from({ length: 400 }, (_, at) =>
    at % 4 === 0
      ? `/Altiris/TaskManagement/CTAgent/GetClientTaskServers${at}.aspx`
      : `/Altiris/NS/Agent/${random.pick(['PostEvent', 'GetPackageInfo', 'CreateResource', 'GetClientPolicies'])}${at}.aspx`,
  );
  const planted = { rows: 0, unauthorized: 0, handshakes: 0, failures: 0 };
  const lines = [HEADER];
  /** @type {{due: number, text: string}[]} legs that are to come */
  const pending = [];
  const target = openSync(file, 'w');
  let [written, held, second] = [0, HEADER.length, 0];
  const row = (client, path, status) => {
    const unauthorized = status.startsWith('401');
    if (unauthorized) planted.unauthorized++;
    const user = unauthorized ? '-' : client.user;
    return `10.1.1.5 POST ${path} priority=0&resource=%7B${(planted.rows * 2654435761) % 4294967296}%7D 443 ${user} ${client.ip} ${client.agent} - ${status} ${1 + random.whole(900)}`;
  };
  const begin = () => {
    const [client, path, kind] = [random.pick(clients), random.pick(paths), random.next()];
    if (kind < 0.004) {
      planted.failures++;
      if (random.next() < 0.2) return row(client, path, '401 2 5');
      pending.push({ due: planted.rows + 1 + random.whole(30), text: row(client, path, `401 ${random.pick(REFUSALS)}`) });
      return row(client, path, '401 2 5');
    }
    if (kind < 0.086) {
      planted.handshakes++;
      const legs = random.next() < 0.65 ? ['401 1 2148074254', '200 0 0'] : ['200 0 0'];
      let due = planted.rows;
      for (const leg of legs) {
        due += 1 + random.whole(40);
        pending.push({ due, text: row(client, path, leg) });
      }
      return row(client, path, '401 2 5');
    }
    return row(client, path, random.next() < 0.97 ? '200 0 0' : random.pick(['304 0 0', '404 0 2', '500 0 0', '200 0 64']));
  };
  for (;;) {
    if (planted.rows % ROWS_PER_SECOND === 0) second++;
    const moment = new Date((START + second) * 1000).toISOString();
    const due = pending.findIndex((one) => one.due <= planted.rows);
    const text = due >= 0 ? pending.splice(due, 1)[0]?.text : begin();
    const line = `${moment.slice(0, 10)} ${moment.slice(11, 19)} ${text}`;
    planted.rows++;
    lines.push(line);
    held += line.length + 2;
    if (held > 1_000_000) {
      written += writeSync(target, `${lines.join('\r\n')}\r\n`, null, 'latin1');
      [held, lines.length] = [0, 0];
      if (written >= bytes) break;
    }
  }
  closeSync(target);
  return planted;
}
