// The programs that Kerbwise is measured against, each where it can be had. None of them follows a handshake or knows a message: they count.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} program
 * @property {readonly string[]} args
 * @property {boolean} [isSlow] measured once
 */

const DUCKDB = '1.5.6-r.1';
const DEBIAN = ['ripgrep', 'mawk', 'goaccess', 'time'];
const PROGRAMS = ['/usr/bin/rg', '/usr/bin/mawk', '/usr/bin/goaccess', '/usr/bin/time'];

const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Installs what is missing: Debian packages as root, DuckDB into the folder given. What cannot be had is left out and said.
 * @param {string} folder
 * @param {(text: string) => void} tell
 */
export function installPeers(folder, tell) {
  const missing = PROGRAMS.filter((program) => !existsSync(program));
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    tell(`installing Debian packages: ${DEBIAN.join(' ')}`);
    spawnSync('apt-get', ['update', '-qq']);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  if (!existsSync(join(folder, 'node_modules/@duckdb/node-api'))) {
    tell(`installing @duckdb/node-api ${DUCKDB}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
    spawnSync('npm', ['install', '--no-audit', '--no-fund', `@duckdb/node-api@${DUCKDB}`], {
      cwd: folder,
      shell: process.platform === 'win32',
    });
  }
}

/** @param {string} kerbwise @param {string} peers @param {string} log @returns {Contender[]} */
export function w3cContenders(kerbwise, peers, log) {
  return there([
    { name: 'Kerbwise, whole analysis', program: process.execPath, args: [kerbwise, 'read', 'iis-log', log] },
    { name: 'DuckDB, group by', program: process.execPath, args: [here('peer-duckdb.mjs'), peers, log] },
    { name: 'mawk, group by', program: '/usr/bin/mawk', args: ['!/^#/{c[$12" "$13" "$14" "$9]++}END{for(k in c)n++;print n}', log] },
    { name: "ripgrep -c ' 401 '", program: '/usr/bin/rg', args: ['-c', ' 401 ', log] },
    { name: "grep -c ' 401 '", program: '/usr/bin/grep', args: ['-c', ' 401 ', log] },
    { name: 'python3, split and dict', program: '/usr/bin/python3', args: [here('peer_group.py'), log], isSlow: true },
    {
      name: 'GoAccess, no substatus',
      program: '/usr/bin/goaccess',
      args: [
        log,
        '--log-format=%d %t %^ %m %U %q %^ %e %h %u %R %s %^ %^ %L',
        '--date-format=%Y-%m-%d',
        '--time-format=%H:%M:%S',
        '-o',
        'json',
        '--no-progress',
      ],
      isSlow: true,
    },
  ]);
}

/** @param {string} kerbwise @param {string} log @returns {Contender[]} */
export function altirisContenders(kerbwise, log) {
  const texts = ['-e', 'Authentication failed', '-e', 'request level authentication is not supported'];
  return there([
    { name: 'Kerbwise, whole analysis', program: process.execPath, args: [kerbwise, 'read', 'altiris-log', log] },
    { name: 'grep -cF, two texts', program: '/usr/bin/grep', args: ['-cF', ...texts, log] },
    { name: 'ripgrep -cF, two texts', program: '/usr/bin/rg', args: ['-cF', ...texts, log] },
    {
      name: 'mawk, events by severity',
      program: '/usr/bin/mawk',
      args: ['BEGIN{RS="</event>"}{if(match($0,/severity=\'[0-9]+/))c[substr($0,RSTART,RLENGTH)]++}END{for(k in c)print k,c[k]}', log],
    },
    { name: 'python3, split and re', program: '/usr/bin/python3', args: [here('peer_events.py'), log], isSlow: true },
  ]);
}

/** @param {string} kerbwise @param {string} ldif @returns {Contender[]} */
export function spnContenders(kerbwise, ldif) {
  const duplicated =
    'awk \'/^ /{sub(/^ /,"");line=line $0;next}{if(line~/^servicePrincipalName: /)print substr(line,23);line=$0}END{print substr(line,23)}\' "$1" | sort -f | uniq -di | wc -l';
  return there([
    { name: 'Kerbwise, whole analysis', program: process.execPath, args: [kerbwise, 'read', 'spn-list', ldif] },
    { name: 'python3, dict', program: '/usr/bin/python3', args: [here('peer_spns.py'), ldif] },
    { name: 'awk, sort and uniq, without accounts', program: '/bin/sh', args: ['-c', duplicated, 'sh', ldif] },
  ]);
}

/** @param {string} kerbwise @param {string} file @returns {Contender[]} */
export function configurationContenders(kerbwise, file) {
  return there([
    { name: 'Kerbwise, whole analysis', program: process.execPath, args: [kerbwise, 'read', 'config', file] },
    { name: 'fast-xml-parser, tree alone', program: process.execPath, args: [here('peer-fast-xml-parser.mjs'), file] },
  ]);
}

/** The same program on a tenth of the input. @param {Contender[]} contenders @param {string} file @param {string} tenth @returns {Contender[]} */
export function withTenth(contenders, file, tenth) {
  const [own] = contenders;
  if (own === undefined) return contenders;
  return [...contenders, { ...own, name: TENTH, args: own.args.map((arg) => (arg === file ? tenth : arg)) }];
}

export const TENTH = 'Kerbwise, a tenth of it';

/** @param {Contender[]} contenders */
function there(contenders) {
  return contenders.filter(({ program }) => existsSync(program));
}
