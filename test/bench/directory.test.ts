import { appendFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Command, windowsPrograms } from '../../flows/model/command.ts';
import { known } from '../../flows/model/fact.ts';
import { type Answers, readingKey } from '../../flows/model/reading.ts';
import { directoryReadings, type Wanted } from '../../flows/probes/directory.ts';
import { directoryOf } from '../../flows/probes/directory-facts.ts';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import type { Shell } from '../../src-main/core/shell.ts';
import { findBench } from './bench.ts';
import { type Domain, startDomain } from './domain.ts';
import { CONTROLLER } from './provision.ts';

const bench = await findBench();
const GOING = new AbortController().signal;
const HOST = known({ computerName: 'SMP01', dnsDomain: 'lab.local' });
const NAMES = ['smp01', 'smp.lab.local', 'wrong.lab.local', 'twice.lab.local', 'nobody.lab.local', 'ö(*)\\.lab.local'];
const WANTED: Wanted = { host: HOST, names: NAMES, accounts: ['SMP01$', 'LAB\\svc-smp', 'svc-old@lab.local', 'LAB\\gone', 'OTHER\\svc'] };

describe.skipIf(bench.missing !== undefined)(
  `the directory, read from a real domain${bench.missing ? ` (skipped: ${bench.missing})` : ''}`,
  () => {
    let domain: Domain;
    let shell: Shell;
    let admin: Shell;
    let looked: Answers;

    beforeAll(async () => {
      domain = await startDomain(bench);
      for (const user of ['junior', 'svc-smp', 'svc-old']) await domain.createUser(user);
      await domain.createComputer('SMP01');
      await domain.addSpn('HTTP/smp.lab.local', 'svc-smp');
      await domain.addSpn('http/WRONG.lab.local', 'svc-old');
      await domain.addSpn('HTTP/twice.lab.local', 'svc-smp');
      await domain.forceSpn('HTTP/twice.lab.local', 'svc-old');
      await domain.setAttribute('svc-old', 'msDS-SupportedEncryptionTypes', '4');
      await domain.setAttribute('svc-old', 'userAccountControl', '514');
      shell = await shellAs(domain, 'junior');
      admin = await shellAs(domain, 'Administrator');
      looked = await lookUp(shell);
    });

    afterAll(async () => {
      await shell?.close();
      await admin?.close();
      await domain?.stop();
    });

    test('tells who owns each name: the right account, another one, two, or nobody; HOST of the computer covers its own name', async () => {
      const { directory } = factsOf(looked);
      expect(directory.outline).toMatchObject({
        known: true,
        value: {
          controller: CONTROLLER,
          domain: 'DC=lab,DC=local',
          partitions: [{ netbios: 'LAB', dns: 'lab.local' }],
          controllers: [CONTROLLER],
        },
      });
      const owners = Object.entries(directory.holders).map(([spn, found]) => [
        spn,
        found.known ? found.value.map(({ account }) => account).sort() : [found.why],
      ]);
      expect(Object.fromEntries(owners.filter(([, found]) => found?.length !== 0))).toEqual({
        'host/smp01': ['SMP01$'],
        'http/smp.lab.local': ['svc-smp'],
        'http/wrong.lab.local': ['svc-old'],
        'http/twice.lab.local': ['svc-old', 'svc-smp'],
      });
      expect(directory.replication).toEqual(known({ asked: [], unread: [], differing: [] }));
    });

    test('knows accounts by identity, in whatever form they are written, and says what is wrong with them', async () => {
      const { directory } = factsOf(looked);
      const {
        'lab\\svc-smp': named,
        'svc-old@lab.local': principal,
        smp01$: computer,
        'lab\\gone': gone,
        'other\\svc': other,
      } = directory.identities;
      expect(named).toMatchObject({ value: { account: 'svc-smp', encryptionTypes: 24, control: 512, expired: false, maySetSpns: false } });
      expect(named).toMatchObject({
        value: { sid: expect.stringMatching(/^S-1-5-21(?:-\d+){4}$/), guid: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      });
      expect(principal).toMatchObject({ value: { account: 'svc-old', encryptionTypes: 4, control: 514 } });
      expect(computer).toMatchObject({ value: { account: 'SMP01$', classes: expect.arrayContaining(['computer']) } });
      expect(gone).toEqual(known(null));
      expect(other).toMatchObject({ known: false, why: expect.stringContaining('no domain of this forest') });
    });

    test('knows whether the one who asks may write the names of an account', async () => {
      const { directory } = factsOf(await lookUp(admin));
      expect(directory.identities['lab\\svc-smp']).toMatchObject({ value: { maySetSpns: true } });
    });

    test('stands alone where setspn was not asked, and says so', async () => {
      const facts = factsOf(looked);
      expect(facts.owners['http/smp.lab.local']).toMatchObject({
        known: true,
        value: { owners: [{ dn: 'CN=svc-smp,CN=Users,DC=lab,DC=local' }] },
      });
      expect(facts.directory.alone).toContainEqual({
        what: 'lab\\svc-smp',
        witness: 'directory',
        why: expect.stringContaining('has not been asked'),
      });
    });

    test('says that no controller answers where none does, and asks no more', async () => {
      const answers = await lookUp(shell, 'gone.lab.local');
      expect(Object.keys(answers)).toHaveLength(1);
      expect(factsOf(answers).directory.outline).toMatchObject({ known: false, why: expect.stringContaining('no controller answers (81') });
    });

    test('goes on where a controller takes the connection and the first request, and then says nothing', async () => {
      await domain.createUser('silent');
      await domain.addSpn('ldap/silent.lab.local', 'silent'); // else the client fails for want of a ticket, before it asks anything
      const silent = await silentController(domain);
      const fresh = await shellAs(domain, 'junior'); // its process reads the names of hosts anew
      try {
        const patient = withPatience(fresh, 8_000);
        expect(factsOf(await lookUp(patient, silent.name)).directory.outline).toMatchObject({
          known: false,
          why: expect.stringContaining('did not end within 8 s'),
        });
        expect(silent.heard()).toBeGreaterThan(0);
        expect(factsOf(await lookUp(fresh)).directory.outline.known).toBe(true);
      } finally {
        await fresh.close();
        await silent.stop();
      }
    });

    test('says that it may not sign in where the user has no tickets', async () => {
      const nobody = powershellShell({ programs: windowsPrograms('C:\\Windows'), executable: await domain.powershellAs() });
      try {
        expect(factsOf(await lookUp(nobody)).directory.outline).toMatchObject({
          known: false,
          why: expect.stringMatching(/signing in to a controller failed \(82/),
        });
      } finally {
        await nobody.close();
      }
    });
  },
);

async function shellAs(domain: Domain, user: string): Promise<Shell> {
  const executable = await domain.powershellAs(await domain.signIn(user));
  return powershellShell({ programs: windowsPrograms('C:\\Windows'), executable });
}

/** Something that listens where a controller would, on an address of its own, and never answers. */
async function silentController(domain: Domain) {
  const name = 'silent.lab.local';
  const address = '127.84.84.84';
  const sockets = new Set<Socket>();
  let bytes = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (part) => {
      bytes += part.length;
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(389, address, resolve));
  await appendFile(domain.environment.NSS_WRAPPER_HOSTS, `${address} ${name}\n`);
  return {
    name,
    heard: () => bytes,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function withPatience(shell: Shell, timeoutMs: number): Shell {
  return { ...shell, run: (command, signal) => shell.run({ ...command, timeoutMs }, signal) };
}

/** Asks as discovery does. Only Windows finds a controller by itself: here it is named. */
async function lookUp(shell: Shell, controller = CONTROLLER): Promise<Answers> {
  let answers: Answers = {};
  for (;;) {
    const open = directoryReadings(answers, WANTED).filter((command) => answers[readingKey(command)] === undefined);
    if (open.length === 0) return answers;
    for (const command of open) {
      const ran = await shell.run(withController(command, controller), GOING);
      answers = {
        ...answers,
        [readingKey(command)]: ran.ok ? { kind: 'output', output: ran.value } : { kind: 'failure', failure: ran.failure },
      };
    }
  }
}

function withController(command: Command, controller: string): Command {
  return { ...command, args: command.args.map((arg) => (arg === 'default' ? controller : arg)) };
}

function factsOf(answers: Answers) {
  return directoryOf(answers, HOST, NAMES, WANTED.accounts);
}
