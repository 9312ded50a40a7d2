import type { Shell } from './shell.ts';

/**
 * The shell of every look at a server, in a dry run and otherwise: reads pass, and a change that gets here is a bug of ours, not something
 * to be skipped in silence.
 */
export function previewShell(inner: Shell): Shell {
  return {
    run(command, signal) {
      if (command.effect !== 'read') throw new Error(`A change reached the shell of a look: ${command.program} ${command.args.join(' ')}`);
      return inner.run(command, signal);
    },
    readFile: (path, signal) => inner.readFile(path, signal),
    close: () => inner.close(),
  };
}
