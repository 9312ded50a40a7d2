import { say } from '../../../flows/language/say.ts';
import type { LabFault } from './fault.ts';

const ALIAS = 'smp.contoso.com';
const CANONICAL = 'web.contoso.com';

/** Cause 10: the name that clients use is a CNAME of one that nobody registered. */
export const nameIsAlias: LabFault = {
  id: 'name-is-alias',
  title: say`${ALIAS} is an alias (CNAME) of ${CANONICAL}, for which no name is registered`,
  symptom: say`Browsers that call ${ALIAS} never have a ticket for it; by the name of the computer they have one, and agents are fine`,
  excludes: [],
  apply: (state) => ({
    ...state,
    network: {
      ...state.network,
      zone: [
        ...state.network.zone.map((entry) => (entry.name === ALIAS ? { ...entry, alias: CANONICAL } : entry)),
        { name: CANONICAL, address: '10.20.0.11', alias: null },
      ],
    },
  }),
};
