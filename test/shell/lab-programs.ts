import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PROGRAMS, type ProgramPaths, programsAt } from '../../flows/model/command.ts';
import { runLabTool } from '../../src-main/lab/lab.ts';

/** A program that hands its arguments to the lab and answers as the lab does: streams, exit code and all. */
const PROGRAM = `#!${process.execPath}
const { basename, join } = require('node:path');
const socket = require('node:net').connect(join(__dirname, 'lab.sock'));
socket.end(JSON.stringify({ program: basename(__filename, '.cjs'), args: process.argv.slice(2) }) + '\\n');
let answer = '';
socket.setEncoding('utf8').on('data', (part) => (answer += part)).on('end', () => {
  const { exitCode, stdout, stderr } = JSON.parse(answer);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
});
`;

/** Stand-ins for the Windows programs whose answers come from one lab. */
export interface LabPrograms {
  readonly programs: ProgramPaths;
  /** Every call so far, the program's name first. */
  readonly calls: readonly (readonly string[])[];
  remove(): Promise<void>;
}

export async function labPrograms(lab: string): Promise<LabPrograms> {
  const folder = await mkdtemp(join(tmpdir(), 'kerbwise lab programs '));
  const calls: (readonly string[])[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    createInterface({ input: socket }).once('line', (line) => {
      const { program, args } = JSON.parse(line);
      calls.push([program, ...args]);
      runLabTool(lab, program, args).then(
        (output) => socket.end(JSON.stringify(output)),
        (error: unknown) => socket.destroy(error instanceof Error ? error : undefined),
      );
    });
  });
  await listen(server, join(folder, 'lab.sock'));
  for (const name of PROGRAMS) await writeFile(join(folder, `${name}.cjs`), PROGRAM, { mode: 0o755 });
  const at = (name: string) => join(folder, `${name}.cjs`);
  return {
    programs: programsAt(at),
    calls,
    remove: async () => {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(path, resolve));
}
