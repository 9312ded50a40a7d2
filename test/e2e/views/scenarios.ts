import type { ScenarioView } from '../../../flows/bridge/contract.ts';

export const firewall: ScenarioView = {
  id: 'firewall-shows-service-account',
  title: 'The firewall shows our service account instead of people, and ITMS works',
  expected: 'Yes',
  action: 'Usually none',
  explanation: [
    'A firewall that cannot read a Kerberos ticket has no person to name, so it names the service or the computer it saw. This is how the device interprets the traffic, not proof that ITMS signed in with the wrong account.',
    'Changing the providers to NTLM hides the symptom and gives up what Kerberos protects.',
  ],
  proof: [
    'One line of the firewall log with time, source address and the account it shows.',
    'The line of the IIS log for the same moment: cs-username shows who signed in.',
    'On that client: the output of klist, with a ticket for HTTP/<name of this server>.',
  ],
  endsHere: true,
  tables: [
    {
      title: 'Is it the device, or the sign-in?',
      head: ['You observe', 'Then it is'],
      rows: [
        ['The log of IIS names the right user with 200 when the firewall shows another', 'the device’s reading: nothing to change here'],
        ['No ticket, event 4624 says NTLM, the answer is 200', 'the fallback: tune it if you want Kerberos'],
        ['401s without a success, 40970, KRB_AP_ERR_MODIFIED, agents that do not register', 'a real failure: choose what you see there'],
      ],
    },
  ],
};

export const taskServer: ScenarioView = {
  id: 'task-server-registration',
  title: 'Agents cannot register with the Task Server',
  expected: 'No',
  action: 'Investigate',
  explanation: [
    'Registration needs a sign-in that lasts for the whole connection. Where IIS asks again for every request, the agent log says that request level authentication is not supported.',
    'authPersistNonNTLM is important here, but it is not the only thing that has to be right: SPNs, the pool identity and the providers come first.',
  ],
  proof: ['The agent log of one client that fails, with the time of the failure.', 'The IIS log of the same minutes.'],
  endsHere: false,
};

export const scenarios: readonly ScenarioView[] = [
  firewall,
  {
    ...firewall,
    id: 'kerberos-then-ntlm',
    title: 'Kerberos is tried and fails, then NTLM succeeds',
    action: 'Optional tuning',
  },
  taskServer,
  { ...taskServer, id: 'repeated-errors', title: 'Authentication errors keep appearing in the logs' },
  { ...taskServer, id: 'ntlm-disabled', title: 'NTLM is switched off, so Kerberos has to work', action: 'Full Kerberos validation' },
];
