import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Command, type CommandOutput, programsAt } from '../../flows/model/command.ts';
import { known } from '../../flows/model/fact.ts';
import { type Answers, readingKey } from '../../flows/model/reading.ts';
import { directoryReadings } from '../../flows/probes/directory.ts';
import { directoryOf } from '../../flows/probes/directory-facts.ts';
import { readSignIn, signInAt } from '../../flows/probes/sign-ins.ts';
import { SCRIPTS } from '../../flows/scripts/all-scripts.ts';
import type { ServerFacts } from '../../flows/server/facts.ts';
import { outcomeOf, type SignInProof, schemesOf } from '../../flows/server/sign-in.ts';
import { signInProof } from '../../flows/steps/sign-in/step.ts';
import { packageOf, readSignInHeader } from '../../flows/wire/sign-in-token.ts';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import { HEALTHY_SIGN_IN, serverFacts } from '../flow/server-facts.ts';
import { findBench } from './bench.ts';
import { type Domain, startDomain } from './domain.ts';
import { ntlmServer } from './ntlm-server.ts';
import { CONTROLLER } from './provision.ts';
import { startWebServer, type WebServer } from './web-server.ts';

const bench = await findBench();
const NAME = 'smp.lab.local';
const SPN = `HTTP/${NAME}`;

/** A key and a certificate that nobody vouches for. */
async function selfSigned(folder: string): Promise<{ readonly key: string; readonly cert: string }> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '1', '-subj', `/CN=${NAME}`];
  await promisify(execFile)('openssl', words);
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
}

describe.skipIf(bench.missing !== undefined)(
  `the proof of a sign-in against a real domain${bench.missing ? ` (skipped: ${bench.missing})` : ''}`,
  () => {
    let domain: Domain;
    let web: WebServer;
    let late: WebServer;

    beforeAll(async () => {
      domain = await startDomain(bench);
      await domain.nameHost(NAME, 'old.lab.local');
      for (const user of ['alice', 'svc-smp', 'svc-old']) await domain.createUser(user);
      await domain.addSpn(SPN, 'svc-smp');
      const keytab = await domain.keytab(SPN);
      web = await startWebServer(domain, { name: NAME, keytab });
      late = await startWebServer(domain, { name: NAME, keytab, clock: '+20m', port: 8080 });
    });

    afterAll(async () => {
      await web?.stop();
      await late?.stop();
      await domain?.stop();
    });

    /** The shell that a live server is asked with: the same text, the same frame. */
    async function asUser<T>(
      credentials: string | undefined,
      work: (ask: (command: Command) => Promise<CommandOutput>) => Promise<T>,
      withNtlm = false,
    ) {
      const programs = { ...programsAt(() => '/nowhere'), ...SCRIPTS };
      const shell = powershellShell({ programs, executable: await domain.powershellAs(credentials, withNtlm) });
      try {
        return await work(async (command) => {
          const answer = await shell.run(command, new AbortController().signal);
          if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
          return answer.value;
        });
      } finally {
        await shell.close();
      }
    }

    function prove(url: string, credentials: string | undefined, withNtlm = false): Promise<SignInProof> {
      return asUser(
        credentials,
        async (ask) => {
          const { stdout, stderr } = await ask(signInAt(url));
          expect(stderr).toBe('');
          const read = readSignIn(url, stdout);
          if (!read.ok) throw new Error(JSON.stringify(read.failure));
          return read.value;
        },
        withNtlm,
      );
    }

    /** Who holds the name, as the directory itself says to that user. */
    function ownersFor(credentials: string): Promise<ServerFacts['owners']> {
      const host = known({ computerName: 'SMP', dnsDomain: 'lab.local' });
      return asUser(credentials, async (ask) => {
        let answers: Answers = {};
        for (;;) {
          const [open] = directoryReadings(answers, { host, names: [NAME], accounts: [] }).filter(
            (one) => answers[readingKey(one)] === undefined,
          );
          if (open === undefined) return directoryOf(answers, host, [NAME], []).owners;
          const args = open.args.map((arg) => (arg === 'default' ? CONTROLLER : arg));
          answers = { ...answers, [readingKey(open)]: { kind: 'output', output: await ask({ ...open, args }) } };
        }
      });
    }

    /** What the step says of a sign-in, with nothing else known of the server. */
    async function told(url: string, credentials: string | undefined) {
      const proof = await prove(url, credentials);
      const owners = credentials === undefined ? {} : await ownersFor(credentials);
      const at = { application: 'Default Web Site/Altiris', name: NAME, url, providers: ['Negotiate'] };
      const signIn = { ...HEALTHY_SIGN_IN, at, proof: known(proof), loopback: known({ names: [], isOff: true }) };
      return signInProof
        .assess(serverFacts({ more: { owners, signIn } }))
        .findings.map(({ id, summary, evidence }) => ({ id, summary, evidence }));
    }

    test('signed in by Kerberos, by the server’s own word', async () => {
      const proof = await prove(web.url, await domain.signIn('alice'));
      expect(proof).toEqual({
        url: web.url,
        spn: SPN,
        anonymous: { reached: true, status: 401, challenges: ['Negotiate'], clock: 'same' },
        client: { sends: 'Kerberos', failed: null },
        asUser: { reached: true, status: 200, challenges: ['Negotiate oRQwEqADCgEAoQsGCSqGSIb3EgECAg=='], clock: 'same' },
      });
      expect(outcomeOf(proof)).toEqual({ kind: 'signed in', by: 'Kerberos', says: 'the server’s own answer names Kerberos' });
    });

    test('no ticket: this session has no credentials of the domain', async () => {
      expect(outcomeOf(await prove(web.url, undefined))).toMatchObject({ kind: 'refused', fault: 'no credentials' });
      expect(await told(web.url, undefined)).toMatchObject([{ id: 'sign-in.no-credentials' }]);
    });

    test('clock skewed: the server’s own clock gives it away', async () => {
      const credentials = await domain.signIn('alice');
      const says = 'the server’s clock is more than five minutes ahead of this machine’s';
      expect(outcomeOf(await prove(late.url, credentials))).toEqual({ kind: 'refused', fault: 'clock', says });
      const summary = `The clocks are too far apart for a ticket for ${SPN}`;
      expect(await told(late.url, credentials)).toEqual([{ id: 'sign-in.refused', summary, evidence: `${late.url}: ${says}` }]);
    });

    test('the name missing, on the wrong account, on two accounts: told apart by what the directory says beside the refusal', async () => {
      await domain.removeSpn(SPN, 'svc-smp');
      const missing = await told(web.url, await domain.signIn('alice'));
      await domain.addSpn(SPN, 'svc-old');
      const wrong = await told(web.url, await domain.signIn('alice'));
      await domain.forceSpn(SPN, 'svc-smp');
      const two = await told(web.url, await domain.signIn('alice'));
      const nobodyGets = { id: 'sign-in.no-ticket', summary: `This session gets no ticket for ${SPN}` };
      expect(missing).toEqual([{ ...nobodyGets, evidence: expect.stringMatching(new RegExp(`; nobody holds ${SPN}$`)) }]);
      expect(wrong).toEqual([
        {
          id: 'sign-in.refused',
          summary: `The server cannot read the ticket for ${SPN}`,
          evidence: `${web.url}: the server refuses the ticket that this session sends; ${SPN} is held by CN=svc-old,CN=Users,DC=lab,DC=local`,
        },
      ]);
      const both = `${SPN} is held by 2 accounts: CN=svc-old,CN=Users,DC=lab,DC=local; CN=svc-smp,CN=Users,DC=lab,DC=local`;
      expect(two).toEqual([{ ...nobodyGets, evidence: expect.stringContaining(both) }]);
    }, 600_000);

    test('nobody there, and a certificate that nobody trusts: not made, and said so', async () => {
      const nobody = await prove('http://smp.lab.local:9/', undefined);
      expect(outcomeOf(nobody)).toEqual({ kind: 'not made', why: 'the server was not reached: ConnectionRefused' });
      const server = createServer(await selfSigned(domain.folder), (_, response) => response.writeHead(401).end());
      await new Promise((resolve) => server.listen(8443, domain.address, () => resolve(undefined)));
      const untrusted = await prove(`https://${NAME}:8443/`, undefined);
      await new Promise((resolve) => server.close(resolve));
      expect(outcomeOf(untrusted)).toEqual({ kind: 'not made', why: expect.stringContaining('TrustFailure') });
    });

    test('NTLM inside a negotiation: told from Kerberos, whose answer it resembles', async () => {
      const server = await ntlmServer(domain.address, 'negotiated');
      try {
        const proof = await prove(`http://${NAME}:${server.port}/`, undefined, true);
        expect(proof.anonymous.reached && schemesOf(proof.anonymous.challenges)).toEqual(['Negotiate', 'NTLM']);
        const tokens = server.sent.map((header) => readSignInHeader(header).token);
        expect(tokens.map(packageOf)).toEqual(['NTLM', 'NTLM']);
        expect(tokens[0]).toEqual({ kind: 'offer', mechanisms: ['NTLM'], inner: { kind: 'ntlm', message: 1 } });
        expect(tokens[1]).toMatchObject({ kind: 'answer', inner: { kind: 'ntlm', message: 3 }, signedBy: 'NTLM' });
        const says = 'this session offers NTLM for the name, and the server took it';
        expect(outcomeOf(proof)).toEqual({ kind: 'signed in', by: 'NTLM', says });
      } finally {
        await server.stop();
      }
    });

    test('a server that offers NTLM only: seen in its challenge, whoever asks', async () => {
      const server = await ntlmServer(domain.address, 'bare');
      try {
        const { anonymous } = await prove(`http://${NAME}:${server.port}/`, await domain.signIn('alice'));
        expect(anonymous.reached && schemesOf(anonymous.challenges)).toEqual(['NTLM']);
      } finally {
        await server.stop();
      }
    });
  },
);
