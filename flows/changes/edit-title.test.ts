import { expect, test } from 'vitest';
import type { Edit } from '../model/edit.ts';
import { editTitle } from './edit-title.ts';

const path = 'Default Web Site/Altiris';

test.each<[Edit, string]>([
  [{ kind: 'switch', path, name: 'useAppPoolCredentials', value: true }, `Turn on useAppPoolCredentials at ${path}`],
  [{ kind: 'switch', path, name: 'enabled', value: true }, `Turn on Windows Authentication at ${path}`],
  [{ kind: 'switch', path: '', name: 'authPersistNonNTLM', value: false }, 'Turn off authPersistNonNTLM for the whole server'],
  [{ kind: 'switch', path, name: 'useAppPoolCredentials', value: null }, `Let useAppPoolCredentials be inherited again at ${path}`],
  [{ kind: 'providers', path, present: ['NTLM'], value: ['Negotiate', 'NTLM'] }, `Put Negotiate first at ${path}`],
  [{ kind: 'providers', path, present: ['NTLM'], value: null }, `Let the list of providers be inherited again at ${path}`],
  [{ kind: 'spn.register', spn: 'HTTP/smp01', account: 'CONTOSO\\svc-smp' }, 'Register HTTP/smp01 on CONTOSO\\svc-smp'],
  [{ kind: 'spn.remove', spn: 'HTTP/smp01', account: 'SMP01$' }, 'Remove HTTP/smp01 from SMP01$'],
])('says of %j what it does and where', (edit, title) => {
  expect(editTitle(edit)).toBe(title);
});
