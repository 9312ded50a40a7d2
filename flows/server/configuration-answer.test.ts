import { expect, test } from 'vitest';
import { fixture, SERVERS } from '../../test/fixture.ts';
import { configurationAnswer } from './configuration-answer.ts';
import { readConfiguration } from './read-configuration.ts';

test('gives a small server in the very shape of the terminal contract', () => {
  expect(answer(fixture('upgraded-server', 'applicationHost.config'))).toEqual({
    kerbwise: 1,
    kind: 'config',
    windowsAuthenticationInstalled: true,
    pools: [
      { name: 'DefaultAppPool', identityType: 'NetworkService', userName: null, from: 'applicationPoolDefaults' },
      { name: 'Classic .NET AppPool', identityType: 'NetworkService', userName: null, from: 'applicationPoolDefaults' },
    ],
    sites: [{ name: 'Default Web Site', id: 1, bindings: [{ protocol: 'http', ip: '*', port: 80, host: '' }] }],
    applications: [
      {
        path: 'Default Web Site/',
        pool: 'DefaultAppPool',
        windows: {
          enabled: false,
          providers: ['Negotiate', 'NTLM'],
          useKernelMode: true,
          useAppPoolCredentials: false,
          authPersistNonNTLM: false,
          tokenChecking: 'None',
        },
        anonymous: { enabled: true },
        setAt: {
          enabled: 'MACHINE/WEBROOT/APPHOST',
          providers: 'MACHINE/WEBROOT/APPHOST',
          useKernelMode: null,
          useAppPoolCredentials: null,
          authPersistNonNTLM: null,
          tokenChecking: null,
          anonymous: 'MACHINE/WEBROOT/APPHOST',
        },
      },
      altiris('Default Web Site/Altiris'),
      altiris('Default Web Site/Altiris/NS'),
    ],
    hostNames: [],
    virtualDirectories: 3,
    locations: 1,
    notes: [],
  });
});

test('shows no provider where Windows Authentication is not installed, and the other values as they hold', () => {
  const leftOver = fixture('upgraded-server', 'applicationHost.config').replace('"WindowsAuthenticationModule"', '"OtherModule"');
  expect(answer(leftOver)).toMatchObject({
    windowsAuthenticationInstalled: false,
    applications: [{}, { windows: { enabled: true, providers: [], useKernelMode: false }, setAt: { providers: null } }, {}],
  });
});

test('says why it is not known whether Windows Authentication is installed', () => {
  const noList = fixture('upgraded-server', 'applicationHost.config').replace(/<globalModules>[\s\S]*<\/globalModules>/, '');
  expect(answer(noList)).toMatchObject({
    windowsAuthenticationInstalled: null,
    why: { windowsAuthenticationInstalled: expect.stringContaining('globalModules') },
  });
});

test('lists each host name once, and what an odd binding or a site without a number is', () => {
  const text =
    '<configuration><system.applicationHost><sites><site name="S"><bindings>' +
    '<binding protocol="http" bindingInformation=":80:SMP.contoso.com" /><binding protocol="https" bindingInformation="*:443:smp.contoso.com" />' +
    '<binding protocol="http" bindingInformation="80" /><binding protocol="ftp" bindingInformation="*:21:ftp.contoso.com" />' +
    '</bindings></site></sites></system.applicationHost></configuration>';
  const { sites, hostNames, notes } = answer(text);
  expect(hostNames).toEqual(['SMP.contoso.com']);
  expect(sites).toMatchObject([
    {
      id: null,
      why: { id: expect.any(String) },
      bindings: [
        {},
        {},
        { port: null, information: '80', why: {} },
        { protocol: 'ftp', ip: null, host: null, information: '*:21:ftp.contoso.com' },
      ],
    },
  ]);
  expect(notes).toEqual([expect.stringContaining('no id'), expect.stringContaining('"80"')]);
});

test('says once what IIS would refuse to load, however many applications inherit it', () => {
  const text = fixture('upgraded-server', 'applicationHost.config').replace(
    '<add value="NTLM" />',
    '<add value="NTLM" /><add value="NTLM" />',
  );
  expect(answer(text).notes).toEqual([expect.stringContaining('500.19')]);
});

test.each(SERVERS)('lets no password of %s out', (server) => {
  const text = fixture(server, 'applicationHost.config');
  const passwords = [...text.matchAll(/password="([^"]+)"/g)].map(([, password]) => password ?? '');
  const said = JSON.stringify([answer(text), readConfiguration(text)]);
  expect(passwords.filter((password) => said.includes(password))).toEqual([]);
});

function altiris(path: string) {
  const place = 'MACHINE/WEBROOT/APPHOST/Default Web Site/Altiris';
  return {
    path,
    pool: 'Classic .NET AppPool',
    windows: {
      enabled: true,
      providers: ['NTLM'],
      useKernelMode: false,
      useAppPoolCredentials: false,
      authPersistNonNTLM: false,
      tokenChecking: 'None',
    },
    anonymous: { enabled: false },
    setAt: {
      enabled: place,
      providers: place,
      useKernelMode: place,
      useAppPoolCredentials: null,
      authPersistNonNTLM: null,
      tokenChecking: null,
      anonymous: place,
    },
  };
}

function answer(text: string) {
  const read = readConfiguration(text);
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return configurationAnswer(read.value);
}
