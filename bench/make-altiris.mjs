// A log as the notification server and the agent write it: no root element, several events on a line now and then, a quarter of the events
// of several lines, and a few that say "Authentication failed". The same seed gives the same bytes.
import { closeSync, openSync, writeSync } from 'node:fs';
import { randomNumbers } from './random.mjs';

const SOURCES = [
  'CreateDirectoryPath',
  'NetworkOperation',
  'PolicyManager',
  'Altiris.NS.ItemManagement',
  'TaskServer',
  'InventoryRuleAgent',
];
const MODULES = ['AeXNSAgent.exe', 'AeXSvc.exe', 'w3wp.exe', 'ctagent.dll'];
const HOSTS = Array.from({ length: 60 }, (_, at) => `ss${String(at).padStart(3, '0')}.contoso.com`);
const TEXTS = [
  'Policy {3f2504e0-4f89-11d3-9a0c-0305e82c3301} was requested and has not changed since the last request; nothing to do',
  'Queue "EventQueue" processed 250 events in 1203 ms, 12 remain; the largest of them had 40122 bytes',
  'CTaskServerNetCommsConnection::GetServersAndRegister(): the list of task servers is valid for another 3600 seconds',
  'Package 0a6c2f11 was downloaded to C:\\ProgramData\\Symantec\\Symantec Agent\\Packages; 14 files were verified',
  'Inventory rule evaluation took 312 ms for 41 rules on this computer; 3 of them were satisfied and 38 were not',
];
const STACK = [
  '   at Altiris.NS.Transactions.TransactionManager.Execute(TransactionProc proc)',
  '   at Altiris.TaskManagement.ClientTask.Receive(HttpContext context)',
  '   at System.Web.HttpApplication.ExecuteStep(IExecutionStep step, Boolean& completedSynchronously)',
].join('\r\n');

/** @param {string} host @param {number} at */
function failure(host, at) {
  const note =
    at % 5 < 2
      ? "Authentication failed, request level authentication is not supported, check that IIS setting 'authPersistNonNTLM' is set to 'True' on the server"
      : 'Authentication failed, response to server challenge denied, check credentials are correct, error: The logon attempt failed (0x8009030C)';
  return [
    "Operation 'Direct: Post' failed.",
    'Protocol: HTTPS',
    `Host: ${host}`,
    'Path: /Altiris/TaskManagement/CTAgent/GetClientTaskServers.aspx',
    `Connection Id: 64.${5000 + at}`,
    'Communication profile Id: {4d1e6f30-9d59-4a9b-8ee2-0c5a3f0f6e12}',
    'Throttling: 2 50 0',
    'Error type: HTTP error',
    'Error code: HTTP error occured (0x80042D21)',
    `Error note: ${note}`,
  ].join('\r\n');
}

/**
 * @param {string} file
 * @param {number} bytes
 * @returns {{events: number, failures: number}} what was planted
 */
export function makeAltiris(file, bytes) {
  const random = randomNumbers(3);
  const planted = { events: 0, failures: 0 };
  const target = openSync(file, 'w');
  let [written, held] = [0, 0];
  /** @type {string[]} */
  const parts = [];
  while (written < bytes) {
    const at = planted.events++;
    const date = new Date(Date.UTC(2026, 2, 2) + Math.floor(at / 16) * 1000).toUTCString();
    const isFailure = random.next() < 0.005;
    if (isFailure) planted.failures++;
    const severity = isFailure ? 2 : random.pick([1, 2, 4, 4, 4, 4, 8, 8]);
    const body = isFailure ? failure(random.pick(HOSTS), at) : `${random.pick(TEXTS)}${random.next() < 0.25 ? `\r\n${STACK}` : ''}`;
    const text =
      `<event date='${date.slice(8, 11)} ${date.slice(5, 7)} ${date.slice(17, 25)}' severity='${severity}' hostName='${random.pick(HOSTS)}' ` +
      `source='${random.pick(SOURCES)}' module='${random.pick(MODULES)}' process='AeXNSAgent.exe' pid='${1000 + (at % 700)}' ` +
      `thread='${2000 + (at % 90)}' tickCount='${495_844_828 + at * 60}' > <![CDATA[${body}]]></event>${at % 7 === 0 ? '' : '\r\n'}`;
    parts.push(text);
    held += text.length;
    if (held > 1_000_000) {
      written += writeSync(target, parts.join(''), null, 'latin1');
      [held, parts.length] = [0, 0];
    }
  }
  closeSync(target);
  return planted;
}
