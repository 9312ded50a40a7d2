import type { GroupOfUser, Machine } from '../lab-state.ts';

const DOMAIN_SID = 'S-1-5-21-1004336348-1177238915-682003330';
const ON = 'Mandatory group, Enabled by default, Enabled group';
const TCPIP_KEY = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters';

const group = (name: string, type: GroupOfUser['type'], sid: string, attributes: string = ON): GroupOfUser => ({
  name,
  type,
  sid,
  attributes,
});

/** The server and the administrator who sits at it: a member of Domain Admins in an elevated prompt. */
export const HEALTHY_MACHINE: Machine = {
  computerName: 'SMP01',
  operator: {
    user: 'contoso\\administrator',
    sid: `${DOMAIN_SID}-500`,
    groups: [
      group('Everyone', 'Well-known group', 'S-1-1-0'),
      group('BUILTIN\\Administrators', 'Alias', 'S-1-5-32-544', `${ON}, Group owner`),
      group('BUILTIN\\Users', 'Alias', 'S-1-5-32-545'),
      group('NT AUTHORITY\\INTERACTIVE', 'Well-known group', 'S-1-5-4'),
      group('CONSOLE LOGON', 'Well-known group', 'S-1-2-1'),
      group('NT AUTHORITY\\Authenticated Users', 'Well-known group', 'S-1-5-11'),
      group('NT AUTHORITY\\This Organization', 'Well-known group', 'S-1-5-15'),
      group('LOCAL', 'Well-known group', 'S-1-2-0'),
      group('CONTOSO\\Domain Admins', 'Group', `${DOMAIN_SID}-512`),
      group('Authentication authority asserted identity', 'Well-known group', 'S-1-18-1'),
      group('CONTOSO\\Denied RODC Password Replication Group', 'Alias', `${DOMAIN_SID}-572`, `${ON}, Local Group`),
    ],
  },
  elevated: true,
  mayWriteSpnsOf: 'all',
  directoryReachable: true,
  webServerRunning: true,
  configurationWritable: true,
  language: 'en',
  logonId: '0x8d1f2',
  tickets: {
    '0x8d1f2': [
      {
        server: 'krbtgt/CONTOSO.COM',
        flags: '0x40e10000 -> forwardable renewable initial pre_authent name_canonicalize',
        cacheFlags: '0x1 -> PRIMARY',
      },
    ],
    '0x3e7': [
      {
        server: 'krbtgt/CONTOSO.COM',
        flags: '0x40e10000 -> forwardable renewable initial pre_authent name_canonicalize',
        cacheFlags: '0x1 -> PRIMARY',
      },
      {
        server: 'ldap/DC01.contoso.com/contoso.com',
        flags: '0x40a50000 -> forwardable renewable pre_authent ok_as_delegate name_canonicalize',
        cacheFlags: '0',
      },
    ],
  },
  workers: [
    { pid: '4816', pool: 'DefaultAppPool' },
    { pid: '5624', pool: 'Altiris Task Management' },
  ],
  registry: {
    [TCPIP_KEY]: [
      { name: 'Hostname', type: 'REG_SZ', value: 'SMP01' },
      { name: 'NV Hostname', type: 'REG_SZ', value: 'SMP01' },
      { name: 'Domain', type: 'REG_SZ', value: 'contoso.com' },
      { name: 'NV Domain', type: 'REG_SZ', value: 'contoso.com' },
      { name: 'SearchList', type: 'REG_SZ', value: '' },
      { name: 'IPEnableRouter', type: 'REG_DWORD', value: '0x0' },
    ],
    'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa': [
      { name: 'LmCompatibilityLevel', type: 'REG_DWORD', value: '0x3' },
      { name: 'DisableLoopbackCheck', type: 'REG_DWORD', value: '0x0' },
    ],
    'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0': [
      { name: 'NtlmMinClientSec', type: 'REG_DWORD', value: '0x20000000' },
      { name: 'BackConnectionHostNames', type: 'REG_MULTI_SZ', value: 'smp01.contoso.com\\0smp.contoso.com' },
    ],
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Altiris\\express\\Notification Server\\AppIdentity': [
      { name: 'Identity', type: 'REG_SZ', value: 'CONTOSO\\svc-appid' },
    ],
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\InetStp': [
      { name: 'MajorVersion', type: 'REG_DWORD', value: '0xa' },
      { name: 'MinorVersion', type: 'REG_DWORD', value: '0x0' },
      { name: 'VersionString', type: 'REG_SZ', value: 'Version 10.0' },
    ],
  },
};
