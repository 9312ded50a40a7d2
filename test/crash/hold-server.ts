/** A program of the test: holds the practice server of a state folder until it is killed. Words: STATE-FOLDER. */
import { holdServer, serverLock } from '../../src-main/core/server-lock.ts';
import { stateFolder } from '../../src-main/core/state-folder.ts';

const held = await holdServer(serverLock(stateFolder(process.argv[2]), { kind: 'lab', server: 'SMP01.contoso.com' }));
process.stdout.write(`${held.ok}\n`);
setInterval(() => undefined, 60_000);
