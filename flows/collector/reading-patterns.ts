import { isFileRead, type Reading } from '../model/command.ts';
import { type Answer, type Answers, readingKey } from '../model/reading.ts';
import { fail } from '../model/result.ts';
import { nextReadings } from '../probes/discovery.ts';
import { domainController } from '../probes/domain.ts';
import { applicationHostFile, networkNames, redirectionFile } from '../probes/readings.ts';
import { printRecords } from '../scripts/records.ts';

/** What a server's own answers have to be asked for, so that the rest can be asked: a place in a reading where its names stand. */
export const HOLES = [
  'application',
  'path',
  'site',
  'siteId',
  'port',
  'folder',
  'name',
  'computer',
  'domain',
  'account',
  'flatDomain',
  'user',
  'owner',
  'held',
  'controller',
  'otherController',
  'address',
  'logs',
  'altirisLogs',
] as const;
export type Hole = (typeof HOLES)[number];

/**
 * A reading in which `<<name>>` stands wherever the server's own name does, and `%SystemRoot%` and `%SystemDrive%` for the places of its
 * Windows.
 */
export type ReadingPattern =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'command'; readonly program: string; readonly args: readonly string[]; readonly timeoutMs: number };

export interface ReadingPatterns {
  readonly patterns: readonly ReadingPattern[];
  /** Readings with a mark that belongs to no hole: they follow from an answer that the collector cannot understand. */
  readonly unresolved: readonly ReadingPattern[];
}

/**
 * What Kerbwise asks of any server, found by letting it look at one whose every name is a mark.
 * So the collector asks whatever `nextReadings` asks, and no list has to be kept beside it.
 * What follows from answers that are not marked here is left for a further round. Out: the patterns in the order in which they are
 * asked, each once.
 */
export function readingPatterns(): ReadingPatterns {
  // Without a folder of its own in the registry, a log of ITMS lies where it usually does.
  const all = [MARKED_LOG, USUAL_LOG].flatMap(readingsWith).map(patternOf);
  const unique = [...new Map(all.map((pattern) => [JSON.stringify(pattern), pattern])).values()];
  const isResolved = (pattern: ReadingPattern) => !MARK.test(JSON.stringify(pattern));
  return { patterns: unique.filter(isResolved), unresolved: unique.filter((pattern) => !isResolved(pattern)) };
}

/** Everything that is asked of the marked server, where its registry says this of the logs of ITMS. */
function readingsWith(log: string): readonly Reading[] {
  let answers: Answers = {};
  const readings: Reading[] = [];
  for (;;) {
    const open = nextReadings(answers, { applications: [], names: [] }, MARKED_ROOT);
    if (open.length === 0) return readings;
    readings.push(...open);
    answers = { ...answers, ...Object.fromEntries(open.map((reading) => [readingKey(reading), markedAnswer(reading, log)])) };
  }
}

/** Every mark begins so, in either letter case; nothing that Kerbwise says by itself does. */
const MARK = /xqk|4770[0-9]/i;
const MARKED_ROOT = 'Q:\\xqkwindows';

/** The longest first, for one mark is part of another. Letter case tells the computer's name from the name that clients use. */
const MARKS: readonly (readonly [string, Hole])[] = [
  ['http://xqkcomputer.xqkdomain.test/Altiris/', 'address'],
  ['xqkcontroller.xqkdomain.test', 'controller'],
  ['xqkother.xqkdomain.test', 'otherController'],
  ['xqksite/Altiris/xqkpath', 'application'],
  ['xqkheader.xqkdomain.test', 'name'],
  ['XQKCOMPUTER.xqkdomain.test', 'name'],
  ['xqkcomputer.xqkdomain.test', 'name'],
  ['/Altiris/xqkpath', 'path'],
  ['xqksite/Altiris', 'application'],
  ['XQKFLAT\\xqkaccount', 'account'],
  ['D:\\xqkfolder', 'folder'],
  ['D:\\xqkother', 'folder'],
  ['D:\\xqkroot', 'folder'],
  ['D:\\xqkaltiris', 'altirisLogs'],
  ['D:\\xqklogs', 'logs'],
  ['xqkheld', 'held'],
  ['xqkdomain.test', 'domain'],
  ['XQKCOMPUTER', 'computer'],
  ['xqkcomputer', 'name'],
  ['xqkaccount', 'user'],
  ['xqkidentity', 'user'],
  ['xqkheader', 'name'],
  ['xqkowner', 'owner'],
  ['XQKFLAT', 'flatDomain'],
  ['xqksite', 'site'],
  ['47701', 'siteId'],
  ['47702', 'port'],
];

function patternOf(reading: Reading): ReadingPattern {
  if (isFileRead(reading)) return { kind: 'file', file: withHoles(reading.file) };
  const { program, args, timeoutMs } = reading;
  return { kind: 'command', program, args: args.map(withHoles), timeoutMs };
}

function withHoles(text: string): string {
  const placed = text.replaceAll(MARKED_ROOT, '%SystemRoot%').replaceAll(MARKED_ROOT.slice(0, 2), '%SystemDrive%');
  return MARKS.reduce((rest, [mark, hole]) => rest.replaceAll(mark, `<<${hole}>>`), placed);
}

/** The few answers that other readings follow from; everything else was not collected. */
function markedAnswer(reading: Reading, log: string): Answer {
  const systemRoot = MARKED_ROOT;
  const key = readingKey(reading);
  if (key === readingKey(applicationHostFile(systemRoot))) return { kind: 'text', text: MARKED_CONFIGURATION };
  if (key === readingKey(networkNames)) return said(MARKED_NETWORK);
  if (key === readingKey(redirectionFile(systemRoot)) || isFileRead(reading)) {
    return { kind: 'failure', failure: { code: 'file.missing', path: key, why: 'it is none of the marked files' } };
  }
  if (key === readingKey(domainController))
    return said('           DC: \\\\xqkcontroller.xqkdomain.test\n        Flags: PDC GC DS LDAP KDC\n');
  if (reading.program === 'reg' && /\\Event Logging\\LogFile$/.test(reading.args[1] ?? '')) return said(log);
  if (reading.program === 'application-identity') return said(MARKED_IDENTITY);
  if (reading.program === 'directory') return said(MARKED_DIRECTORY);
  if (reading.program === 'setspn' && reading.args[0] === '-L') return said(MARKED_LIST);
  if (reading.program === 'setspn' && reading.args.includes('-Q')) return said(markedOwners(reading.args.at(-1) ?? ''));
  return { kind: 'failure', failure: fail({ code: 'notCollected', reading: key, next: '' }).failure };
}

function said(stdout: string): Answer {
  return { kind: 'output', output: { exitCode: 0, stdout, stderr: '' } };
}

/** Two owners, one of them a computer: setspn is asked for each in its own way. */
function markedOwners(spn: string): string {
  return [
    'Checking forest DC=xqkdomain,DC=test',
    'CN=xqkowner,OU=Service Accounts,DC=xqkdomain,DC=test',
    `\t${spn}`,
    'CN=xqkowner,CN=Computers,DC=xqkdomain,DC=test',
    `\t${spn}`,
    '\tHOST/xqkowner',
    '',
    'Existing SPN found!',
    '',
  ].join('\n');
}

/** A domain that answers and has none of the names: then each is asked for once, whoever holds it. */
const MARKED_DIRECTORY = printRecords([
  {
    kind: 'directory',
    values: {
      controller: ['xqkcontroller.xqkdomain.test'],
      domain: ['DC=xqkdomain,DC=test'],
      forest: ['DC=xqkdomain,DC=test'],
      level: ['7'],
      catalog: ['TRUE'],
    },
  },
  { kind: 'partition', values: { dn: ['DC=xqkdomain,DC=test'], netbios: ['XQKFLAT'], dns: ['xqkdomain.test'] } },
  {
    kind: 'controller',
    values: { host: ['xqkother.xqkdomain.test'], computer: ['CN=XQKOTHER,OU=Domain Controllers,DC=xqkdomain,DC=test'] },
  },
  { kind: 'found', values: { partitions: ['1'], controllers: ['1'], objects: ['0'] } },
]);

const MARKED_NETWORK = `
HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters
    Domain    REG_SZ    xqkdomain.test
    NV Domain    REG_SZ    xqkdomain.test
    Hostname    REG_SZ    XQKCOMPUTER
    NV Hostname    REG_SZ    XQKCOMPUTER
`;

const MARKED_LOG = `
HKEY_LOCAL_MACHINE\\SOFTWARE\\Altiris\\eXpress\\Event Logging\\LogFile
    FilePath    REG_SZ    D:\\xqkaltiris\\a.log
`;

const USUAL_LOG = `
HKEY_LOCAL_MACHINE\\SOFTWARE\\Altiris\\eXpress\\Event Logging\\LogFile
    MaxFiles    REG_DWORD    0x64
`;

const MARKED_IDENTITY = printRecords([
  { kind: 'key', values: { present: ['True'], values: ['1'] } },
  { kind: 'value', values: { name: ['Name'], text: ['XQKFLAT\\xqkidentity'] } },
]);

const MARKED_LIST = `Registered ServicePrincipalNames for CN=xqkaccount,OU=Service Accounts,DC=xqkdomain,DC=test:
\tHTTP/xqkheld
`;

const MARKED_CONFIGURATION = `<configuration>
  <configSections>
    <sectionGroup name="system.applicationHost"><section name="applicationPools" /><section name="sites" /></sectionGroup>
    <sectionGroup name="system.webServer"><sectionGroup name="security"><sectionGroup name="authentication">
      <section name="windowsAuthentication" overrideModeDefault="Allow" /><section name="anonymousAuthentication" overrideModeDefault="Allow" />
    </sectionGroup></sectionGroup></sectionGroup>
  </configSections>
  <system.applicationHost>
    <applicationPools>
      <add name="xqkpool"><processModel identityType="SpecificUser" userName="XQKFLAT\\xqkaccount" /></add>
    </applicationPools>
    <sites>
      <site name="xqksite" id="47701">
        <application path="/" applicationPool="xqkpool"><virtualDirectory path="/" physicalPath="D:\\xqkroot" /></application>
        <application path="/Altiris" applicationPool="xqkpool"><virtualDirectory path="/" physicalPath="D:\\xqkfolder" /></application>
        <application path="/Altiris/xqkpath" applicationPool="xqkpool"><virtualDirectory path="/" physicalPath="D:\\xqkother" /></application>
        <logFile logFormat="W3C" directory="D:\\xqklogs" />
        <bindings><binding protocol="http" bindingInformation="*:80:" /><binding protocol="http" bindingInformation="*:47702:xqkheader.xqkdomain.test" /></bindings>
      </site>
    </sites>
  </system.applicationHost>
  <system.webServer>
    <globalModules><add name="WindowsAuthenticationModule" image="%windir%\\System32\\inetsrv\\authsspi.dll" /></globalModules>
    <security><authentication>
      <windowsAuthentication enabled="true"><providers><add value="Negotiate" /><add value="NTLM" /></providers></windowsAuthentication>
      <anonymousAuthentication enabled="false" />
    </authentication></security>
  </system.webServer>
</configuration>
`;
