import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PROTECT } from '../../flows/collector/powershell/protect.ts';
import { readConfiguration, withWebConfig } from '../../flows/server/read-configuration.ts';
import { findEngine } from './engine.ts';

const engine = await findEngine();
const why = engine.missing ? ` (skipped: ${engine.missing})` : '';
const PLANTED = 'Pl4nted.S3cret';

/** What the collector would keep of a configuration. */
async function protect(text: string): Promise<string> {
  const source = Buffer.from(text).toString('base64');
  const input = `& { ${PROTECT}
[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes((Protect-Xml ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${source}')))))) }\n`;
  const printed = await new Promise<string>((resolve, reject) => {
    const child = spawn(engine.path ?? '', [], { stdio: 'pipe' });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (out += part));
    child.once('error', reject).once('close', () => resolve(out));
    child.stdin.end(input);
  });
  return Buffer.from(printed.trim(), 'base64').toString('utf8');
}

/** Every place where IIS and ASP.NET keep a password, a key or a connection string, plain and encrypted. */
const HOST = (secret: string) => `<?xml version="1.0" encoding="utf-16"?>
<!-- the password is ${secret} -->
<configuration>
  <configProtectedData><providers><add name="IISWASOnlyAesProvider" sessionKey="${secret}" /></providers></configProtectedData>
  <system.applicationHost>
    <applicationPools>
      <add name="p"><processModel identityType="SpecificUser" userName="CONTOSO\\svc" password="${secret}" /><environmentVariables><add name="a" value="${secret}" /></environmentVariables></add>
      <applicationPoolDefaults><processModel
        password
          = '${secret}' userName="x" /></applicationPoolDefaults>
    </applicationPools>
    <customMetadata><key path="LM"><property id="1" value="${secret}" /></key></customMetadata>
    <sites><site name="s" id="1"><application path="/" applicationPool="p"><virtualDirectory path="/" physicalPath="\\\\share\\x" userName="u" password="[enc:AesProvider:${secret}:enc]" /></application></site></sites>
  </system.applicationHost>
  <system.ftpServer><providers><add name="x" setting="${secret}" /></providers></system.ftpServer>
  <system.webServer>
    <odbcLogging dataSource="d" userName="u" password="${secret}" />
    <fastCgi><application fullPath="php.exe" arguments="-d key=${secret}"><environmentVariables><environmentVariable name="DB" value="${secret}" /></environmentVariables></application></fastCgi>
    <rewrite><providers><provider name="db"><settings><add key="ConnectionString" value="Server=x;Pwd=${secret}" /></settings></provider></providers></rewrite>
    <httpProtocol><customHeaders><add name="X-Api-Key" value="${secret}" /></customHeaders></httpProtocol>
    <security><authentication>
      <windowsAuthentication enabled="true"><providers><add value="Negotiate" /></providers></windowsAuthentication>
      <anonymousAuthentication enabled="true" userName="IUSR" password="${secret}" />
      <iisClientCertificateMappingAuthentication><oneToOneMappings><add userName="u" password="${secret}" certificate="${secret}" /></oneToOneMappings></iisClientCertificateMappingAuthentication>
    </authentication></security>
  </system.webServer>
  <location path="s/app">
    <connectionStrings><add name="c" connectionString="Server=x;Password=${secret}" /></connectionStrings>
    <system.web><identity impersonate="true" userName="u" password="${secret}" /></system.web>
  </location>
</configuration>`;

const WEB = (secret: string) => `<configuration>
  <appSettings><add key="mode" value="${secret}" /></appSettings>
  <ourOwnSection><thing>${secret}</thing><other what="${secret}" /></ourOwnSection>
  <system.web>
    <machineKey validationKey="${secret}" decryptionKey="${secret}" />
    <sessionState sqlConnectionString="Server=x;Password=${secret}" stateConnectionString="${secret}" />
    <authentication mode="Forms"><forms><credentials><user name="u" password="${secret}" /></credentials></forms></authentication>
  </system.web>
  <system.webServer><aspNetCore processPath="dotnet" arguments="--key ${secret}"><environmentVariables><environmentVariable name="A" value="${secret}" /></environmentVariables></aspNetCore>
    <security><authentication><windowsAuthentication useAppPoolCredentials="true" /></authentication></security></system.webServer>
  <runtime><x><![CDATA[${secret}]]></x></runtime>
</configuration>`;

test.skipIf(engine.path === undefined)(`keeps no planted password of a configuration, wherever it stands${why}`, async () => {
  for (const text of [HOST(PLANTED), WEB(PLANTED)]) {
    const kept = await protect(text);
    expect(kept).not.toContain(PLANTED);
    expect(kept).toContain('windowsAuthentication');
  }
});

test.skipIf(engine.path === undefined)(
  `keeps no planted password of a configuration that is cut in the middle, and leaves it broken${why}`,
  async () => {
    const whole = HOST(PLANTED);
    const cuts = [whole.indexOf(PLANTED, 400) + 6, whole.indexOf('odbcLogging') + 60, whole.length - 8];
    for (const cut of cuts) {
      const kept = await protect(whole.slice(0, cut));
      expect(kept).not.toContain(PLANTED.slice(0, 5));
      expect(readConfiguration(kept)).toMatchObject({ ok: false });
    }
  },
);

test.skipIf(engine.path === undefined)(`keeps everything that Kerbwise reads of real configurations${why}`, async () => {
  for (const name of ['smp-server', 'hosting-server', 'upgraded-server', 'no-windows-authentication']) {
    const text = await readFile(new URL(`../fixtures/${name}/applicationHost.config`, import.meta.url), 'utf8');
    const [before, after] = [readConfiguration(text), readConfiguration(await protect(text))];
    expect(after, name).toEqual(before);
  }
  const base = readConfiguration(HOST(''));
  if (!base.ok) throw new Error(JSON.stringify(base.failure));
  const web = WEB(PLANTED);
  expect(withWebConfig(base.value, 's', await protect(web))).toEqual(withWebConfig(base.value, 's', web));
});
