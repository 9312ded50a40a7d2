import { createServer, type Socket } from 'node:net';
import { type CommandOutput, PROGRAMS } from '../../flows/model/command.ts';
import { runLabTool } from '../../src-main/lab/lab.ts';
import { loadLab } from '../../src-main/lab/lab-folder.ts';
import { CONFIG_FOLDER } from '../../src-main/lab/server/application-host.ts';
import type { Windows } from './windows.ts';
import { readWord, writeWord } from './words.ts';

/** A call of a stand-in program, as Windows has handed it over. */
export interface Call {
  /** The same where an answer is asked for again. */
  readonly id: string;
  readonly program: string;
  readonly args: readonly string[];
  /** The command line before it was split. */
  readonly raw: string;
}

/** The practice server behind the stand-in programs of one Windows. */
export interface LabOnLoopback {
  readonly port: number;
  readonly calls: readonly Call[];
  /** What went wrong here rather than in Kerbwise: calls that no lab understands, answers that were asked for again. */
  readonly mishaps: readonly string[];
  close(): Promise<void>;
}

/** In: the lab's folder; the Windows whose configuration files shall be the lab's. One call is answered after the other, files first. */
export async function serveLab(folder: string, windows: Windows): Promise<LabOnLoopback> {
  const calls: Call[] = [];
  const mishaps: string[] = [];
  const answers = new Map<string, CommandOutput>();
  let last: Promise<unknown> = Promise.resolve();
  const answer = async (line: string): Promise<CommandOutput> => {
    const call = readCall(line);
    const before = answers.get(call.id);
    if (before !== undefined) mishaps.push(`asked again: ${call.raw}`);
    if (before !== undefined) return before;
    calls.push(call);
    const program = PROGRAMS.find((name) => name === call.program.toLowerCase());
    if (program === undefined) throw new Error(`${call.program} is none of the lab's programs`);
    const output = await runLabTool(folder, program, call.args);
    await writeFiles(folder, windows);
    answers.set(call.id, output);
    return output;
  };
  const server = createServer((socket) => {
    onWholeLine(
      socket.on('error', () => undefined),
      (line) => {
        last = last
          .then(() => answer(line))
          .then(
            (output) => send(socket, output),
            (error: unknown) => {
              mishaps.push(String(error));
              send(socket, { exitCode: 98, stdout: '', stderr: `${error}\r\n` });
            },
          );
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await writeFiles(folder, windows);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The lab has no port');
  return { port: address.port, calls, mishaps, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Only a line with its end is a call: of a connection that Wine cuts off, half of the words may have come through. */
function onWholeLine(socket: Socket, listen: (line: string) => void): void {
  let text = '';
  socket.setEncoding('utf8').on('data', (part) => {
    const isWhole = text.includes('\n');
    text += part;
    if (!isWhole && text.includes('\n')) listen(text.slice(0, text.indexOf('\n')).replace(/\r$/, ''));
  });
}

function send(socket: Socket, output: CommandOutput): void {
  socket.end([`${output.exitCode}`, output.stdout, output.stderr].map(writeWord).join(' '));
}

/** As `Lab.cs` writes it. */
function readCall(line: string): Call {
  const [id = '', program = '', raw = '', ...args] = line.split(' ').map(readWord);
  return { id, program, raw, args };
}

async function writeFiles(folder: string, windows: Windows): Promise<void> {
  const state = await loadLab(folder);
  if (!state.ok || state.value === null) throw new Error(`${folder} holds no lab`);
  const { applicationHost, redirection, webConfigs } = state.value;
  await windows.write(`${CONFIG_FOLDER}\\applicationHost.config`, applicationHost);
  await windows.write(`${CONFIG_FOLDER}\\redirection.config`, redirection);
  for (const [path, text] of Object.entries(webConfigs)) await windows.write(path, text);
}
