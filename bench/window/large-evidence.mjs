// A collected server of many applications and service principal names: the healthy server of the practice lab, made larger, read by the
// readings that Kerbwise asks of every server, and written down as the collector writes it. A part of the names stands on another account.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';

/** Every so manieth host name stands on an old account, and every so manieth on none. */
const [MOVED, MISSING] = [20, 50];

/**
 * @param {string} root
 * @param {string} folder where the evidence is written
 * @param {{applications: number, names: number}} size
 * @returns {Promise<{applications: number, names: number, answers: number}>} what was written
 */
export async function makeLargeEvidence(root, folder, { applications, names }) {
  const load = async (/** @type {string} */ path) => (await runnerImport(join(root, path))).module;
  const { HEALTHY_SERVER } = await load('src-main/lab/server/healthy-server.ts');
  const { runTool } = await load('src-main/lab/run-tool.ts');
  const { readServerFile } = await load('src-main/lab/server-files.ts');
  const { discover } = await load('src-main/core/discover.ts');
  const { windowsPrograms } = await load('flows/model/command.ts');
  const { VERSION } = await load('flows/model/version.ts');
  const server = enlarged(HEALTHY_SERVER, applications, names / 2);
  /** @type {string[]} */
  const records = [];
  const writer = recordWriter(folder, records);
  const shell = {
    run: async (/** @type {{program: string, args: string[]}} */ command) => {
      const { output } = runTool(server, command.program, command.args);
      writer.command(command, output);
      return { ok: true, value: output };
    },
    readFile: async (/** @type {string} */ path) => {
      const read = readServerFile(server, path);
      writer.file(path, read);
      return read;
    },
    close: async () => undefined,
  };
  mkdirSync(folder, { recursive: true });
  const place = { shell, programs: windowsPrograms('C:\\Windows'), systemRoot: 'C:\\Windows' };
  const found = await discover(place, { applications: [], names: [] }, new AbortController().signal, () => undefined);
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  const head = ['[collection]', 'format=1', `collector=${VERSION}`, 'started=2026-11-22T21:00:00Z', 'user=CONTOSO\\smpadmin', 'host=SMP01'];
  const whole = [
    ...head,
    'systemroot=C:\\Windows',
    'language=FullLanguage',
    ...records,
    '[finished]',
    'at=2026-11-22T21:01:00Z',
    '[end]',
    '',
  ];
  writeFileSync(join(folder, 'kerbwise-manifest.txt'), whole.join('\n'));
  return { applications, names, answers: Object.keys(found.value).length };
}

/** @param {any} server @param {number} applications @param {number} hosts */
function enlarged(server, applications, hosts) {
  const [firstSite = ''] = server.applicationHost.split('<bindings>', 1);
  const there = firstSite.match(/<application path="\/Altiris/g)?.length ?? 0;
  const more = count(applications - there, (at) => {
    const folder = `C:\\Program Files\\Altiris\\Solution ${at}\\Web`;
    return `<application path="/Altiris/Solution${at}" applicationPool="DefaultAppPool"><virtualDirectory path="/" physicalPath="${folder}" /></application>`;
  });
  const bindings = count(hosts, (at) => `<binding protocol="http" bindingInformation="*:80:app${at}.contoso.com" />`);
  const applicationHost = server.applicationHost.replace('<bindings>', () => [...more, '<bindings>', ...bindings].join('\n'));
  const zone = count(hosts, (at) => ({ name: `app${at}.contoso.com`, address: '10.1.2.10', alias: null }));
  const held = count(hosts, (at) => ({ at, spns: [`HTTP/app${at}`, `HTTP/app${at}.contoso.com`] })).filter(({ at }) => at % MISSING !== 0);
  const spnsOf = (/** @type {boolean} */ moved) => held.filter(({ at }) => (at % MOVED === 0) === moved).flatMap(({ spns }) => spns);
  const objects = server.directory.objects.map((/** @type {any} */ object) => {
    const more = object.sAMAccountName === 'svc-smp' ? spnsOf(false) : object.sAMAccountName === 'svc-old' ? spnsOf(true) : [];
    return { ...object, servicePrincipalName: [...object.servicePrincipalName, ...more] };
  });
  return {
    ...server,
    applicationHost,
    directory: { ...server.directory, objects },
    network: { ...server.network, zone: [...server.network.zone, ...zone] },
  };
}

/** @param {string} folder @param {string[]} records */
function recordWriter(folder, records) {
  let files = 0;
  const copy = (/** @type {string} */ key, /** @type {string} */ text) => {
    if (text === '') return [];
    const name = `${String(++files).padStart(5, '0')}-${key}.txt`;
    writeFileSync(join(folder, name), text);
    return [`${key}=${name}`, `${key}-hash=${createHash('sha256').update(text).digest('hex')}`];
  };
  return {
    command(/** @type {{program: string, args: string[]}} */ { program, args }, /** @type {any} */ { exitCode, stdout, stderr }) {
      const asked = ['[command]', `program=${program}`, ...args.map((arg) => `argument=${arg}`)];
      records.push(...asked, 'state=ran', `exit=${exitCode}`, ...copy('out', stdout), ...copy('err', stderr));
    },
    file(/** @type {string} */ path, /** @type {any} */ read) {
      records.push(
        '[file]',
        `path=${path}`,
        ...(read.ok ? ['state=read', ...copy('copy', read.value)] : ['state=missing', 'why=there is no such file']),
      );
    },
  };
}

/** @template T @param {number} many @param {(at: number) => T} make @returns {T[]} */
function count(many, make) {
  return Array.from({ length: Math.max(0, many) }, (_, at) => make(at + 1));
}
