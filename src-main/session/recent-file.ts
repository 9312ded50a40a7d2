import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import * as z from 'zod/mini';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { sha256 } from '../core/hash.ts';
import { reasonOf, replaceState, type StateFolder } from '../core/state-folder.ts';

/** Something that was opened, as it is remembered between two starts: where it lies and what it is called, nothing of what is in it. */
export type RecentEntry = Readonly<z.infer<typeof entryShape>>;

const MOST = 12;
const LARGEST_BYTES = 64 * 1024;

/** No control character: a name is shown. */
const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most), z.regex(/^[^\p{Cc}]*$/u));

const entryShape = z.strictObject({
  kind: z.enum(['live', 'lab', 'evidence', 'prescription']),
  /** A whole path; `null` for this server and for the lab. */
  path: z.nullable(text(1024).check(z.refine((path) => isAbsolute(path)))),
  /** What is looked at in it. */
  target: z.enum(['live', 'lab', 'evidence']),
  /** The file that keeps its wizard, in the folder of saved wizards. */
  wizard: z.string().check(z.regex(/^[a-z]{3,8}(?:-by)?(?:-[0-9a-f]{8,64})?\.json$/)),
  server: z.nullable(text(255)),
  openedAt: z.iso.datetime(),
});

const fileShape = z.strictObject({ kerbwise: z.literal(1), recent: z.array(entryShape).check(z.maxLength(MOST)) });

/** Names an entry for a window, which must not name a path. */
export function recentId({ kind, path }: Pick<RecentEntry, 'kind' | 'path'>): string {
  return sha256(JSON.stringify([kind, path])).slice(0, 16);
}

/** Out: what was opened, the latest first; `input.refused` where the file that remembers it is damaged. */
export async function readRecent(state: StateFolder): Promise<Result<readonly RecentEntry[]>> {
  const path = recentFile(state);
  try {
    if ((await stat(path)).size > LARGEST_BYTES) return damaged(path, say`it is larger than ${LARGEST_BYTES} bytes`);
    const read = fileShape.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return read.success ? succeed(read.data.recent) : damaged(path, say`it holds something that Kerbwise did not write`);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? succeed([]) : damaged(path, reasonOf(error));
  }
}

/** Puts an entry first, in place of the one for the same thing. Out: `state.unwritable` where it could not be written. */
export async function rememberRecent(state: StateFolder, entry: RecentEntry): Promise<Result<string>> {
  const others = (await knownEntries(state)).filter((one) => recentId(one) !== recentId(entry));
  return writeEntries(state, [entry, ...others].slice(0, MOST));
}

/** Forgets an entry; what it led to stays. */
export async function forgetRecent(state: StateFolder, id: string): Promise<Result<string>> {
  return writeEntries(
    state,
    (await knownEntries(state)).filter((one) => recentId(one) !== id),
  );
}

/** A damaged list was told of when it was shown; it is written anew. */
async function knownEntries(state: StateFolder): Promise<readonly RecentEntry[]> {
  const read = await readRecent(state);
  return read.ok ? read.value : [];
}

function writeEntries(state: StateFolder, recent: readonly RecentEntry[]): Promise<Result<string>> {
  return replaceState(recentFile(state), `${JSON.stringify({ kerbwise: 1, recent }, null, 2)}\n`);
}

function recentFile({ root }: StateFolder): string {
  return join(root, 'recent.json');
}

function damaged(path: string, why: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: say`The list of recent work could not be read`,
    why,
    next: say`It begins anew; journals and reports are not touched by it. The file is ${path}`,
  });
}
