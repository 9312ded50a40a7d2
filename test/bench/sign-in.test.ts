import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programsAt } from '../../flows/model/command.ts';
import { readSignIn, signInAt } from '../../flows/probes/sign-ins.ts';
import { SCRIPTS } from '../../flows/scripts/all-scripts.ts';
import { outcomeOf, type SignInProof, schemesOf } from '../../flows/server/sign-in.ts';
import { packageOf, readSignInHeader } from '../../flows/wire/sign-in-token.ts';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import { findBench } from './bench.ts';
import { type Domain, startDomain } from './domain.ts';
import { ntlmServer } from './ntlm-server.ts';
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

    /** Through the shell that a live server is asked with: the same text, the same frame. */
    async function prove(url: string, credentials: string | undefined, withNtlm = false): Promise<SignInProof> {
      const programs = programsAt((name) => (name in SCRIPTS ? SCRIPTS['sign-in'] : '/nowhere'));
      const shell = powershellShell({ programs, executable: await domain.powershellAs(credentials, withNtlm) });
      try {
        const answer = await shell.run(signInAt(url), new AbortController().signal);
        if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
        expect(answer.value.stderr).toBe('');
        const read = readSignIn(url, answer.value.stdout);
        if (!read.ok) throw new Error(JSON.stringify(read.failure));
        return read.value;
      } finally {
        await shell.close();
      }
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
    });

    test('clock skewed: the server’s own clock gives it away', async () => {
      const proof = await prove(late.url, await domain.signIn('alice'));
      expect(proof.client).toEqual({ sends: 'Kerberos', failed: null });
      expect(outcomeOf(proof)).toEqual({
        kind: 'refused',
        fault: 'clock',
        says: 'the server’s clock is more than five minutes ahead of this machine’s',
      });
    });

    test('service principal name missing, on the wrong account, on two accounts', async () => {
      await domain.removeSpn(SPN, 'svc-smp');
      const missing = outcomeOf(await prove(web.url, await domain.signIn('alice')));
      await domain.addSpn(SPN, 'svc-old');
      const wrong = await prove(web.url, await domain.signIn('alice'));
      await domain.forceSpn(SPN, 'svc-smp');
      const two = outcomeOf(await prove(web.url, await domain.signIn('alice')));
      expect(missing).toMatchObject({ kind: 'refused', fault: 'no ticket' });
      expect(wrong.client.sends).toBe('Kerberos');
      expect(outcomeOf(wrong)).toEqual({
        kind: 'refused',
        fault: 'wrong key',
        says: 'the server refuses the ticket that this session sends',
      });
      expect(two).toMatchObject({ kind: 'refused', fault: 'no ticket' });
    });

    test('nobody there, and a certificate that nobody trusts: not made, and said so', async () => {
      const nobody = await prove('http://smp.lab.local:9/', undefined);
      expect(outcomeOf(nobody)).toEqual({ kind: 'not made', why: 'the server was not reached: ConnectionRefused' });
      const server = createServer(await selfSigned(domain.folder), (_, response) => response.writeHead(401).end());
      await new Promise((resolve) => server.listen(8443, domain.address, () => resolve(undefined)));
      const untrusted = await prove(`https://${NAME}:8443/`, undefined);
      await new Promise((resolve) => server.close(resolve));
      expect(outcomeOf(untrusted)).toEqual({ kind: 'not made', why: 'the server was not reached: TrustFailure' });
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
