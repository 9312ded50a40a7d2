import type { LabState } from '../lab-state.ts';
import { HEALTHY_APPLICATION_HOST, HEALTHY_REDIRECTION, HEALTHY_WEB_CONFIGS } from './application-host.ts';
import { HEALTHY_DIRECTORY } from './healthy-directory.ts';
import { HEALTHY_MACHINE } from './healthy-machine.ts';
import { HEALTHY_NETWORK } from './healthy-network.ts';

/** The practice server where Kerberos works at every application that asks for a sign-in. */
export const HEALTHY_SERVER: LabState = {
  faults: [],
  isSurprise: false,
  applicationHost: HEALTHY_APPLICATION_HOST,
  redirection: HEALTHY_REDIRECTION,
  webConfigs: HEALTHY_WEB_CONFIGS,
  directory: HEALTHY_DIRECTORY,
  machine: HEALTHY_MACHINE,
  network: HEALTHY_NETWORK,
};
