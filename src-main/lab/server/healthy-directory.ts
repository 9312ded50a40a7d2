import type { AccountAttributes, Directory } from '../lab-state.ts';

const SERVICES_OF_HOST = [
  'alerter,appmgmt,cisvc,clipsrv,browser,dhcp,dnscache,replicator,eventlog,eventsystem,policyagent,oakley,dmserver,dns,mcsvc,fax,',
  'msiserver,ias,messenger,netlogon,netman,netdde,netddedsm,nmagent,plugplay,protectedstorage,rasman,rpclocator,rpc,rpcss,',
  'remoteaccess,rsvp,samss,scardsvr,scesrv,seclogon,scm,dcom,cifs,spooler,snmp,schedule,tapisrv,trksvr,trkwks,ups,time,wins,www,',
  'http,w3svc,iisadmin,msdtc',
].join('');

const DOMAIN_SID = 'S-1-5-21-1004336348-1177238915-682003330';
/** 512 an ordinary account, 4096 a computer, 65536 whose password does not expire. */
const KINDS = { user: 66048, computer: 4096 } as const;

/** In: the last part of the security identifier, and what it is. Out: attributes with which Kerberos works. */
export function healthyAttributes(rid: number, kind: keyof typeof KINDS): AccountAttributes {
  return {
    objectSid: `${DOMAIN_SID}-${rid}`,
    userAccountControl: KINDS[kind],
    isLockedOut: false,
    lockoutTime: null,
    pwdLastSet: '133500000000000000',
    isExpired: false,
    adminCount: null,
    supportedEncryptionTypes: kind === 'computer' ? 28 : 24,
    allowedToDelegateTo: [],
    isActedFor: false,
  };
}

/** The directory as it should be: the server's names stand on the account of its application pools. */
export const HEALTHY_DIRECTORY: Directory = {
  netbiosName: 'CONTOSO',
  dnsName: 'contoso.com',
  dn: 'DC=contoso,DC=com',
  functionalLevel: 7,
  aliasUniqueness: true,
  sPNMappings: `host=${SERVICES_OF_HOST}`,
  forestDn: 'DC=contoso,DC=com',
  partitions: [
    { dn: 'DC=contoso,DC=com', netbios: 'CONTOSO', dns: 'contoso.com' },
    { dn: 'DC=sales,DC=contoso,DC=com', netbios: 'SALES', dns: 'sales.contoso.com' },
  ],
  controllers: [
    {
      host: 'DC01.contoso.com',
      computer: 'CN=DC01,OU=Domain Controllers,DC=contoso,DC=com',
      domain: 'DC=contoso,DC=com',
      isReachable: true,
      stale: [],
    },
    {
      host: 'DC02.contoso.com',
      computer: 'CN=DC02,OU=Domain Controllers,DC=contoso,DC=com',
      domain: 'DC=contoso,DC=com',
      isReachable: true,
      stale: [],
    },
    {
      host: 'DC11.sales.contoso.com',
      computer: 'CN=DC11,OU=Domain Controllers,DC=sales,DC=contoso,DC=com',
      domain: 'DC=sales,DC=contoso,DC=com',
      isReachable: true,
      stale: [],
    },
  ],
  objects: [
    {
      dn: 'CN=DC01,OU=Domain Controllers,DC=contoso,DC=com',
      objectGUID: '6b1f0c52-0d3e-4f0a-9d60-6a4b8f0b1d01',
      attributes: { ...healthyAttributes(1000, 'computer'), userAccountControl: 532480 },
      objectClass: 'computer',
      sAMAccountName: 'DC01$',
      userPrincipalName: null,
      dNSHostName: 'DC01.contoso.com',
      servicePrincipalName: [
        'GC/DC01.contoso.com/contoso.com',
        'HOST/DC01',
        'HOST/DC01.contoso.com',
        'HOST/DC01.contoso.com/contoso.com',
        'ldap/DC01',
        'ldap/DC01.contoso.com',
        'ldap/DC01.contoso.com/contoso.com',
        'RestrictedKrbHost/DC01',
        'RestrictedKrbHost/DC01.contoso.com',
      ],
    },
    {
      dn: 'CN=SMP01,OU=Servers,DC=contoso,DC=com',
      objectGUID: '6b1f0c52-0d3e-4f0a-9d60-6a4b8f0b1d02',
      attributes: healthyAttributes(1104, 'computer'),
      objectClass: 'computer',
      sAMAccountName: 'SMP01$',
      userPrincipalName: null,
      dNSHostName: 'SMP01.contoso.com',
      servicePrincipalName: [
        'HOST/SMP01',
        'HOST/SMP01.contoso.com',
        'RestrictedKrbHost/SMP01',
        'RestrictedKrbHost/SMP01.contoso.com',
        'TERMSRV/SMP01',
        'TERMSRV/SMP01.contoso.com',
        'WSMAN/SMP01',
        'WSMAN/SMP01.contoso.com',
      ],
    },
    {
      dn: 'CN=krbtgt,CN=Users,DC=contoso,DC=com',
      objectGUID: '6b1f0c52-0d3e-4f0a-9d60-6a4b8f0b1d03',
      attributes: { ...healthyAttributes(502, 'user'), userAccountControl: 514, adminCount: 1 },
      objectClass: 'user',
      sAMAccountName: 'krbtgt',
      userPrincipalName: null,
      dNSHostName: null,
      servicePrincipalName: ['kadmin/changepw'],
    },
    {
      dn: 'CN=Administrator,CN=Users,DC=contoso,DC=com',
      objectGUID: '6b1f0c52-0d3e-4f0a-9d60-6a4b8f0b1d04',
      attributes: { ...healthyAttributes(500, 'user'), adminCount: 1 },
      objectClass: 'user',
      sAMAccountName: 'Administrator',
      userPrincipalName: null,
      dNSHostName: null,
      servicePrincipalName: [],
    },
    {
      dn: 'CN=svc-smp,OU=Service Accounts,DC=contoso,DC=com',
      objectGUID: '6b1f0c52-0d3e-4f0a-9d60-6a4b8f0b1d05',
      attributes: healthyAttributes(1105, 'user'),
      objectClass: 'user',
      sAMAccountName: 'svc-smp',
      userPrincipalName: 'svc-smp@contoso.com',
      dNSHostName: null,
      servicePrincipalName: ['HTTP/smp', 'HTTP/smp.contoso.com', 'HTTP/smp01', 'HTTP/smp01.contoso.com'],
    },
    {
      dn: 'CN=svc-old,OU=Service Accounts,DC=contoso,DC=com',
      objectGUID: '6b1f0c52-0d3e-4f0a-9d60-6a4b8f0b1d06',
      attributes: healthyAttributes(1106, 'user'),
      objectClass: 'user',
      sAMAccountName: 'svc-old',
      userPrincipalName: 'svc-old@contoso.com',
      dNSHostName: null,
      servicePrincipalName: ['MSSQLSvc/sql01.contoso.com:1433'],
    },
    {
      dn: 'CN=svc-appid,OU=Service Accounts,DC=contoso,DC=com',
      objectGUID: '6b1f0c52-0d3e-4f0a-9d60-6a4b8f0b1d08',
      attributes: healthyAttributes(1108, 'user'),
      objectClass: 'user',
      sAMAccountName: 'svc-appid',
      userPrincipalName: 'svc-appid@contoso.com',
      dNSHostName: null,
      servicePrincipalName: [],
    },
    {
      dn: 'CN=SQL01,OU=Servers,DC=contoso,DC=com',
      objectGUID: '6b1f0c52-0d3e-4f0a-9d60-6a4b8f0b1d07',
      attributes: healthyAttributes(1107, 'computer'),
      objectClass: 'computer',
      sAMAccountName: 'SQL01$',
      userPrincipalName: null,
      dNSHostName: 'SQL01.contoso.com',
      servicePrincipalName: ['HOST/SQL01', 'HOST/SQL01.contoso.com', 'RestrictedKrbHost/SQL01', 'RestrictedKrbHost/SQL01.contoso.com'],
    },
  ],
};
