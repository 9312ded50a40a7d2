import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBench } from './bench.ts';
import { type Domain, startDomain } from './domain.ts';
import { CONTROLLER } from './provision.ts';
import { runText } from './run-text.ts';
import { startWebServer, type WebServer } from './web-server.ts';

const bench = await findBench();
const SPN = 'HTTP/smp.lab.local';

describe.skipIf(bench.missing !== undefined)(
  `the bench: a real domain and a web server in it${bench.missing ? ` (skipped: ${bench.missing})` : ''}`,
  () => {
    let domain: Domain;
    let web: WebServer;
    let alice: string;

    beforeAll(async () => {
      domain = await startDomain(bench);
      await domain.nameHost('smp.lab.local');
      await domain.createUser('alice');
      await domain.createUser('svc-smp');
      await domain.addSpn(SPN, 'svc-smp');
      web = await startWebServer(domain, { name: 'smp.lab.local', keytab: await domain.keytab(SPN) });
      alice = await domain.signIn('alice');
    });

    afterAll(async () => {
      await web?.stop();
      await domain?.stop();
    });

    const get = (url: string) =>
      `& { $handler = [Net.Http.HttpClientHandler]::new(); $handler.UseDefaultCredentials = $true; ` +
      `$answer = [Net.Http.HttpClient]::new($handler).GetAsync('${url}').Result; [int]$answer.StatusCode; $answer.Headers.WwwAuthenticate.ToString() }`;

    test('signs a user in who has tickets', async () => {
      expect(await runText(await domain.powershellAs(alice), get(web.url))).toMatch(/^200\nNegotiate o/);
    });

    test('signs nobody in who has none', async () => {
      expect(await runText(await domain.powershellAs(), get(web.url))).toBe('401\nNegotiate\n');
    });

    test('answers who owns a service principal name, and lets it have two owners only past its rules', async () => {
      const search =
        `& { $null = [Reflection.Assembly]::Load('System.DirectoryServices.Protocols'); ` +
        `$directory = [DirectoryServices.Protocols.LdapConnection]::new('${CONTROLLER}'); $directory.AuthType = 'Negotiate'; ` +
        `$asked = [DirectoryServices.Protocols.SearchRequest]::new('DC=lab,DC=local', '(servicePrincipalName=${SPN})', 'Subtree', [string[]]@('cn')); ` +
        `$directory.SendRequest($asked).Entries | ForEach-Object { $_.DistinguishedName } }`;
      const ask = async () => (await runText(await domain.powershellAs(alice), search)).trim().split('\n').sort();
      expect(await ask()).toEqual(['CN=svc-smp,CN=Users,DC=lab,DC=local']);
      await expect(domain.addSpn(SPN, 'alice')).rejects.toThrow(/already/i);
      await domain.forceSpn(SPN, 'alice');
      expect(await ask()).toEqual(['CN=alice,CN=Users,DC=lab,DC=local', 'CN=svc-smp,CN=Users,DC=lab,DC=local']);
    });
  },
);
