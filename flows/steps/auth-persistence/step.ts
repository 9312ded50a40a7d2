import { planSwitch } from '../../changes/switch-change.ts';
import { say } from '../../language/say.ts';
import { defineStep } from '../../model/step.ts';
import { signInIsKept } from './rules.ts';

export const authPersistence = defineStep({
  id: 'auth-persistence',
  title: say`authPersistNonNTLM`,
  purpose: say`Keeps a Kerberos sign-in for the whole connection. Task Server needs it; it does not make Kerberos work by itself.`,
  rules: [signInIsKept],
  planChanges: (finding, facts) =>
    planSwitch(finding, facts, 'authPersistNonNTLM', true, {
      risk: 'low',
      consequence: say`A connection stays signed in as its first user. Do not use it behind a proxy that puts several users on one connection.`,
    }),
});
