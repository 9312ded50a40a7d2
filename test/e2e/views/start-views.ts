import type { RecentView, StartView } from '../../../flows/bridge/start-contract.ts';

const recent: readonly RecentView[] = [
  {
    id: '0123456789abcdef',
    kind: 'lab',
    label: null,
    server: 'SMP01.contoso.com',
    openedAt: '2026-03-02T21:47:12.000Z',
    place: 'At step 4 of 9, useAppPoolCredentials. Steps changed so far: 2',
    lastRun: 'Last run: 8 of 8 commands known to have run. The server was read again: verified',
    needsLook: false,
    refusal: null,
  },
  {
    id: '123456789abcdef0',
    kind: 'evidence',
    label: 'C:\\Users\\ada\\Desktop\\kerbwise-SMPPRODUCTION01-20260302.zip',
    server: null,
    openedAt: '2026-03-01T09:12:00.000Z',
    place: 'Opened, and nothing was looked at yet',
    lastRun: null,
    needsLook: false,
    refusal: null,
  },
  {
    id: '23456789abcdef01',
    kind: 'live',
    label: null,
    server: 'SMP-PRODUCTION1.corporate.emea.contoso-holding.example',
    openedAt: '2026-02-28T22:05:00.000Z',
    place: 'Before the first step',
    lastRun: null,
    needsLook: false,
    refusal: 'A page in a browser never gets a live server: open it in the Kerbwise program.',
  },
];

const start: StartView = {
  kerbwise: 1,
  version: '0.1.0',
  phase: 'start',
  canLookHere: false,
  faults: [
    {
      id: 'spn-missing',
      title: 'No account holds the names that clients ask for',
      symptom: 'Every client signs in with NTLM, and the domain controller logs event 4769 with 0x7.',
    },
    { id: 'ntlm-first', title: 'NTLM stands before Negotiate', symptom: 'The firewall never sees a Kerberos ticket.' },
  ],
  recent: [],
  opening: null,
  failure: null,
  notes: [],
};

/** The start screen as it can be. */
export const startViews: Readonly<Record<string, StartView>> = {
  start,
  'start-server': { ...start, canLookHere: true },
  'start-recent': { ...start, recent },
  'start-stopped': {
    ...start,
    canLookHere: true,
    recent: recent.map((one, at) =>
      at === 2
        ? {
            ...one,
            refusal: null,
            needsLook: true,
            place: 'Stopped in the middle of step 4, useAppPoolCredentials: look',
            lastRun: 'Last run: 3 of 8 commands known to have run. Nothing was read again afterwards, so it is not verified',
          }
        : one,
    ),
  },
  'start-opening': { ...start, recent, opening: 'C:\\Users\\ada\\Desktop\\kerbwise-SMPPRODUCTION01-20260302.zip' },
  'start-failed': {
    ...start,
    recent,
    notes: [
      'The list of recent work could not be read: it holds something that Kerbwise did not write. It begins anew; journals and reports are not touched by it.',
    ],
    failure: {
      what: 'C:\\Users\\ada\\Desktop\\notes.zip is not a zip',
      why: 'It has the name of one, and does not begin as every zip does',
      next: 'Choose the folder or zip that the collector wrote, an applicationHost.config, or a prescription.',
      details: '',
    },
  },
};
