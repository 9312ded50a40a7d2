import type { Program } from '../../flows/model/command.ts';
import { runAccessRights } from './access-rights.ts';
import { runAppcmd } from './appcmd/appcmd.ts';
import { runApplicationIdentity } from './application-identity.ts';
import { runDirectory } from './directory/search.ts';
import { runKlist } from './klist/klist.ts';
import type { LabState } from './lab-state.ts';
import { runLogTail } from './log-tail.ts';
import { runNltest } from './nltest.ts';
import { runPorts } from './ports.ts';
import { runReg } from './reg.ts';
import { runResolve } from './resolve.ts';
import { runServiceControl } from './service-control.ts';
import { runSetspn } from './setspn/setspn.ts';
import { runSignIn } from './sign-in-answer.ts';
import type { ToolRun } from './tool-run.ts';
import { runW32tm } from './w32tm.ts';
import { runWevtutil } from './wevtutil.ts';
import { runWhoami } from './whoami.ts';

const TOOLS: Readonly<Record<Program, (state: LabState, args: readonly string[]) => ToolRun>> = {
  appcmd: runAppcmd,
  setspn: runSetspn,
  klist: runKlist,
  whoami: runWhoami,
  reg: runReg,
  nltest: runNltest,
  w32tm: runW32tm,
  sc: runServiceControl,
  wevtutil: runWevtutil,
  ports: runPorts,
  'log-tail': runLogTail,
  resolve: runResolve,
  'sign-in': runSignIn,
  directory: runDirectory,
  'access-rights': runAccessRights,
  'application-identity': runApplicationIdentity,
};

/** Runs one program on a server held as a value: same state and words, same answer. */
export function runTool(state: LabState, program: Program, args: readonly string[]): ToolRun {
  return TOOLS[program](state, args);
}
