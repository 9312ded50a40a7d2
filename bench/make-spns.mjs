// An LDIF export as ldifde writes it: accounts with service principal names, long lines folded, and some names held twice in other letter
// case. The same seed gives the same bytes.
import { closeSync, openSync, writeSync } from 'node:fs';
import { randomNumbers } from './random.mjs';

const CLASSES = ['HTTP', 'HOST', 'MSSQLSvc', 'TERMSRV', 'RestrictedKrbHost', 'WSMAN'];

/**
 * @param {string} file
 * @param {number} names how many service principal names
 * @returns {{names: number, accounts: number, duplicates: number}} what was planted
 */
export function makeSpns(file, names) {
  const random = randomNumbers(9);
  const planted = { names: 0, accounts: 0, duplicates: 0 };
  const target = openSync(file, 'w');
  /** @type {string[]} */
  const lines = [];
  let held = 0;
  const write = (/** @type {string} */ line) => {
    const text = line.length > 76 ? `${line.slice(0, 76)}\r\n ${line.slice(76)}` : line;
    lines.push(text);
    held += text.length + 2;
  };
  let last = '';
  while (planted.names < names) {
    const at = planted.accounts++;
    const host = `PC${String(at).padStart(7, '0')}`;
    write(`dn: CN=${host},OU=Computers ${at % 40},OU=Sites,DC=contoso,DC=com`);
    write('changetype: add');
    for (let index = 0; index < 6 && planted.names < names; index++) {
      const service = CLASSES[index];
      const name = index % 2 === 0 ? host : `${host}.contoso.com`;
      last = `${service}/${name}${service === 'MSSQLSvc' ? `:${1433 + (at % 7)}` : ''}`;
      write(`servicePrincipalName: ${last}`);
      planted.names++;
    }
    write('');
    if (random.next() < 0.005 && planted.names < names) {
      planted.accounts++;
      planted.names++;
      planted.duplicates++;
      write(`dn: CN=svc${at},OU=Service Accounts,DC=contoso,DC=com`);
      write(`servicePrincipalName: ${last.toLowerCase()}`);
      write('');
    }
    if (held > 1_000_000) {
      writeSync(target, `${lines.join('\r\n')}\r\n`, null, 'latin1');
      [held, lines.length] = [0, 0];
    }
  }
  writeSync(target, `${lines.join('\r\n')}\r\n`, null, 'latin1');
  closeSync(target);
  return planted;
}
