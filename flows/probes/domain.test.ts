import { expect, test } from 'vitest';
import { readChannel, readClock, readController, readPorts } from './domain.ts';
import { readHosts, readServiceRuns } from './surroundings.ts';

const CONTROLLER = `           DC: \\\\DC01.contoso.com
      Address: \\\\10.20.0.2
     Dom Name: contoso.com
        Flags: PDC GC DS LDAP KDC TIMESERV WRITABLE DNS_DC
The command completed successfully
`.replaceAll('\n', '\r\n');

test('reads the controller that nltest names, and whether it is a global catalog', () => {
  expect(readController(CONTROLLER)).toEqual({ ok: true, value: { name: 'DC01.contoso.com', globalCatalog: true } });
  expect(readController(CONTROLLER.replace(' GC ', ' '))).toMatchObject({ value: { globalCatalog: false } });
  expect(readController(CONTROLLER.replaceAll('01.contoso', '01.gc.contoso'))).toMatchObject({ value: { name: 'DC01.gc.contoso.com' } });
});

test('takes no such domain for none, and every other error for unknown', () => {
  expect(readController('Getting DC name failed: Status = 1355 0x54b ERROR_NO_SUCH_DOMAIN\r\n')).toEqual({ ok: true, value: null });
  expect(readController('Getting DC name failed: Status = 1722 0x6ba RPC_S_SERVER_UNAVAILABLE\r\n')).toMatchObject({
    ok: false,
    failure: { why: 'RPC_S_SERVER_UNAVAILABLE' },
  });
  expect(readController('').ok).toBe(false);
});

test('reads how the channel was, and takes a refused question for unknown', () => {
  expect(readChannel('Flags: 0\r\nConnection Status = 0 0x0 NERR_Success\r\n')).toEqual({
    ok: true,
    value: { code: 0, name: 'NERR_Success' },
  });
  expect(readChannel('Flags: 0 Connection Status = 1311 0x51f ERROR_NO_LOGON_SERVERS\r\n')).toMatchObject({ value: { code: 1311 } });
  expect(readChannel('I_NetLogonControl failed: Status = 5 0x5 ERROR_ACCESS_DENIED\r\n')).toMatchObject({ ok: false });
});

test.each([
  ['10:20:00, +00.0206779s', 0.0206779],
  ['10:20:00, -420,5000000s', -420.5],
  ['10:20:00 AM, +12.5s', 12.5],
])('reads the sample %j', (line, seconds) => {
  expect(readClock(`Tracking dc01.\r\nCollecting 1 samples.\r\n${line}\r\n`)).toEqual({ ok: true, value: seconds });
});

test.each(['10:20:00, error: 0x800705B4', '', 'The following error occurred: 0x80070776'])('takes %j for no sample', (line) => {
  expect(readClock(line)).toMatchObject({ ok: false });
});

test('reads the state of ports, and takes a host that is not found for unknown', () => {
  const printed = '[port]\nnumber=88\nstate=open\n[port]\nnumber=389\nfailed=ConnectionRefused\n[port]\nnumber=3268\nstate=silent\n[end]\n';
  expect(readPorts(printed)).toMatchObject({
    value: [
      { port: 88, state: 'open' },
      { port: 389, state: 'closed' },
      { port: 3268, state: 'silent' },
    ],
  });
  expect(readPorts('[port]\nnumber=88\nfailed=HostNotFound\n[end]\n')).toMatchObject({ ok: false, failure: { why: 'HostNotFound' } });
  expect(readPorts('[end]\n').ok).toBe(false);
});

test.each([
  ['4  RUNNING', true],
  ['1  STOPPED', false],
])('reads the state %s of a service by its number', (state, runs) => {
  const printed = `\r\nSERVICE_NAME: AppHostSvc\r\n        TYPE               : 30  WIN32  \r\n        STATE              : ${state} \r\n                                (STOPPABLE)\r\n`;
  expect(readServiceRuns(printed)).toEqual({ ok: true, value: runs });
});

test('takes an answer of sc without a state for unknown', () => {
  expect(readServiceRuns('[SC] OpenService FAILED 5:\r\n\r\nAccess is denied.\r\n').ok).toBe(false);
});

test('reads a hosts file without its remarks, in lower case', () => {
  expect(readHosts('# 10.0.0.9 remark\r\n10.20.0.11\tSMP01.contoso.com  smp01 # us\r\n\r\n::1 localhost\r\n10.0.0.1\r\n')).toEqual([
    { address: '10.20.0.11', names: ['smp01.contoso.com', 'smp01'] },
    { address: '::1', names: ['localhost'] },
  ]);
});
