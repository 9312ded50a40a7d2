import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceState, type StateFolder } from '../core/state-folder.ts';

/** Notes that the practice server was made anew: what was begun on the one before it has no way on and no way back. */
export async function noteLabMade(state: StateFolder): Promise<void> {
  await replaceState(fileOf(state), `${JSON.stringify({ kerbwise: 1, madeAt: new Date().toISOString() })}\n`);
}

/** Out: since when the practice server is there, UTC; the empty text where nobody noted it. */
export async function labMadeAt(state: StateFolder): Promise<string> {
  try {
    const raw: unknown = JSON.parse(await readFile(fileOf(state), 'utf8'));
    return typeof raw === 'object' && raw !== null && 'madeAt' in raw && typeof raw.madeAt === 'string' ? raw.madeAt : '';
  } catch {
    return ''; // then every run counts
  }
}

function fileOf({ wizards }: StateFolder): string {
  return join(wizards, 'lab-made.json');
}
