import type { Shell } from './shell.ts';

/**
 * The shell of a dry run: reads pass, and a change that gets here is a bug of ours, not something to be skipped in silence.
 */
export function previewShell(inner: Shell): Shell {
  return {
    run(command, signal) {
      if (command.effect !== 'read')
        throw new Error(`A change reached the shell of a dry run: ${command.program} ${command.args.join(' ')}`);
      return inner.run(command, signal);
    },
    readFile: (path, signal) => inner.readFile(path, signal),
    close: () => inner.close(),
  };
}
