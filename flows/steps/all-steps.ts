import type { Step } from '../model/step.ts';
import { appPoolCredentials } from './app-pool-credentials/step.ts';
import { appPoolIdentity } from './app-pool-identity/step.ts';
import { authPersistence } from './auth-persistence/step.ts';
import { clientNames } from './client-names/step.ts';
import { servicePrincipalNames } from './service-principal-names/step.ts';
import { signInProof } from './sign-in/step.ts';
import { signInLogs } from './sign-in-logs/step.ts';
import { signInSettings } from './sign-in-settings/step.ts';
import { windowsAuthentication } from './windows-authentication/step.ts';

/**
 * The steps in walking order. Names come before the key that opens their tickets, and both before Negotiate first:
 * the other way round would turn working NTLM into failing Kerberos. Undo runs in the reverse order.
 */
export const ALL_STEPS: readonly Step[] = [
  appPoolIdentity,
  clientNames,
  servicePrincipalNames,
  appPoolCredentials,
  windowsAuthentication,
  authPersistence,
  signInSettings,
  signInLogs,
  signInProof,
];
