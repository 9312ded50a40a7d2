import { spawn } from 'node:child_process';

/** Runs a text in PowerShell's engine. In: a program of `Domain.powershellAs`. Out: what it printed; rejects where it wrote to the error stream. */
export async function runText(powershell: string, text: string): Promise<string> {
  const child = spawn(powershell, { stdio: 'pipe' });
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  child.stdin.end(`${text}\n`);
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const errors = await stderr;
  if (errors !== '') throw new Error(errors);
  return stdout;
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const part of stream) text += part;
  return text;
}
