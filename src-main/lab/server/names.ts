/** Names of the practice server that its faults and its views share. */
export const ALTIRIS = 'Default Web Site/Altiris';
export const CONSOLE = `${ALTIRIS}/Console`;
export const TASK_MANAGEMENT = `${ALTIRIS}/TaskManagement`;
export const CLIENT_TASK_SERVER = `${ALTIRIS}/ClientTaskServer`;

export const POOL_ACCOUNT = 'CN=svc-smp,OU=Service Accounts,DC=contoso,DC=com';
export const OLD_ACCOUNT = 'CN=svc-old,OU=Service Accounts,DC=contoso,DC=com';
export const APPLICATION_IDENTITY = 'CN=svc-appid,OU=Service Accounts,DC=contoso,DC=com';
export const COMPUTER_ACCOUNT = 'CN=SMP01,OU=Servers,DC=contoso,DC=com';

/** The names by which clients call the server. */
export const CLIENT_NAMES = ['smp01', 'smp01.contoso.com', 'smp', 'smp.contoso.com'] as const;
export const HTTP_NAMES = CLIENT_NAMES.map((name) => `HTTP/${name}`);
