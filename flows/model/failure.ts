import { counted, say } from '../language/say.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * Every failure that is expected to happen, with what is needed to say what happened and what to do next.
 * Match on `code`, never on a text: texts of Windows are localized.
 */
export type Failure =
  | { readonly code: 'output.unreadable'; readonly reading: string; readonly why: string; readonly raw: string }
  | { readonly code: 'argument.refused'; readonly argument: string; readonly why: string }
  | { readonly code: 'access.denied'; readonly reading: string }
  | { readonly code: 'command.timedOut'; readonly command: string; readonly timeoutMs: number }
  | { readonly code: 'command.tooMuchOutput'; readonly command: string; readonly limitBytes: number }
  | {
      readonly code: 'command.failed';
      readonly command: string;
      readonly exitCode: number;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly code: 'command.notStarted'; readonly command: string; readonly why: string }
  | { readonly code: 'session.died'; readonly command: string; readonly why: string }
  | { readonly code: 'file.missing' | 'file.unreadable'; readonly path: string; readonly why: string }
  | { readonly code: 'input.refused'; readonly what: string; readonly why: string; readonly next: string }
  | { readonly code: 'session.restricted'; readonly command: string; readonly why: string }
  | { readonly code: 'rights.missing'; readonly what: string; readonly why: string; readonly next: string }
  | { readonly code: 'usage.wrong'; readonly what: string; readonly why: string; readonly next: string }
  | { readonly code: 'notCollected'; readonly reading: string; readonly next: string }
  | { readonly code: 'plan.stale'; readonly differences: readonly string[] }
  | { readonly code: 'plan.changed'; readonly why: string }
  | {
      readonly code: 'prescription.refused';
      readonly deviation: DeviationKind;
      readonly what: string;
      readonly why: string;
      readonly next: string;
    }
  | { readonly code: 'undo.refused'; readonly why: string; readonly next: string }
  | { readonly code: 'state.unwritable'; readonly path: string; readonly why: string }
  | { readonly code: 'server.busy'; readonly holder: string }
  | { readonly code: 'journal.corrupt'; readonly path: string; readonly line: number; readonly why: string }
  | { readonly code: 'target.readOnly'; readonly target: string }
  | { readonly code: 'interrupted'; readonly during: string };

/** Where somebody left, or tried to leave, what was prescribed. */
export type DeviationKind =
  | 'file.unreadable'
  | 'signature.missing'
  | 'signature.wrong'
  | 'key.unknown'
  | 'keys.unsafe'
  | 'date.early'
  | 'date.expired'
  | 'server.other'
  | 'choice.other'
  | 'plan.other'
  | 'change.other'
  | 'change.kept'
  | 'change.missing'
  | 'event.refused';

/** A failure in the words of an administrator: what happened, why, what to do next, and the details to copy. */
export interface FailureText {
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly details: string;
}

/** The one place where failures become words; what a program printed may have held a password. */
export function describeFailure(failure: Failure): FailureText {
  return withoutSecrets(wordsFor(failure));
}

function wordsFor(failure: Failure): FailureText {
  switch (failure.code) {
    case 'output.unreadable':
      return {
        what: say`The answer of ${failure.reading} could not be read`,
        why: failure.why,
        next: say`Run the command by hand and compare; the fact counts as unknown until it can be read`,
        details: failure.raw,
      };
    case 'argument.refused':
      return {
        what: say`${JSON.stringify(failure.argument)} cannot be passed to a program`,
        why: failure.why,
        next: say`Rename it on the server, or make this change by hand`,
        details: failure.argument,
      };
    case 'access.denied':
      return {
        what: say`Windows refused ${failure.reading}`,
        why: say`This session may not read or change it`,
        next: say`Start Kerbwise as an administrator (Run as administrator)`,
        details: failure.reading,
      };
    case 'command.timedOut':
      return {
        what: say`A command did not end within ${failure.timeoutMs / 1000} s`,
        why: say`Its session was ended and replaced; the command may or may not have done its work`,
        next: say`Look at the server again before anything else is changed`,
        details: failure.command,
      };
    case 'command.tooMuchOutput':
      return {
        what: say`A command printed more than ${failure.limitBytes} bytes`,
        why: say`No answer that Kerbwise asks for is that long`,
        next: say`Run the command by hand and look at what it prints`,
        details: failure.command,
      };
    case 'command.failed':
      return {
        what: say`A command ended with exit code ${failure.exitCode}`,
        why: firstLine(failure.stdout, failure.stderr) ?? say`It said nothing more`,
        next: say`Read its output; nothing after it was run`,
        details: [failure.command, failure.stdout, failure.stderr].filter((text) => text !== '').join('\n'),
      };
    case 'command.notStarted':
      return {
        what: say`A program could not be started`,
        why: failure.why,
        next: say`Look whether the program is there and may be run`,
        details: failure.command,
      };
    case 'session.died':
      return {
        what: say`The PowerShell session ended in the middle of a command`,
        why: failure.why,
        next: say`Look at the server again: the command may or may not have done its work`,
        details: failure.command,
      };
    case 'file.missing':
      return {
        what: say`${failure.path} is not there`,
        why: failure.why,
        next: say`Name an existing file or folder`,
        details: failure.path,
      };
    case 'file.unreadable':
      return {
        what: say`${failure.path} could not be read`,
        why: failure.why,
        next: say`Check the rights on it and whether another program holds it`,
        details: failure.path,
      };
    case 'session.restricted':
      return {
        what: say`PowerShell may not run the commands of Kerbwise here`,
        why: failure.why,
        next: say`Let the policy trust this session, or run the commands by hand in cmd.exe`,
        details: failure.command,
      };
    case 'input.refused':
    case 'rights.missing':
    case 'usage.wrong':
    case 'prescription.refused':
      return { what: failure.what, why: failure.why, next: failure.next, details: failure.what };
    case 'notCollected':
      return {
        what: say`${failure.reading} was not read`,
        why: say`The evidence does not hold its answer`,
        next: failure.next,
        details: failure.reading,
      };
    case 'plan.stale':
      return {
        what: say`The server is no longer as it was when the plan was made; nothing was run`,
        why: whyStale(failure.differences),
        next: say`Make a new plan and look at it`,
        details: failure.differences.join('\n'),
      };
    case 'plan.changed':
      return {
        what: say`This plan cannot be used; nothing was run`,
        why: failure.why,
        next: say`Make the plan anew with kerbwise plan`,
        details: failure.why,
      };
    case 'undo.refused':
      return { what: say`The way back was not taken`, why: failure.why, next: failure.next, details: failure.why };
    case 'state.unwritable':
      return {
        what: say`Nothing can be written to ${failure.path}`,
        why: failure.why,
        next: say`Free space or name another folder with --state; a change that cannot be written down is not begun`,
        details: failure.path,
      };
    case 'server.busy':
      return {
        what: say`Another Kerbwise is at work on this server`,
        why: failure.holder,
        next: say`Wait until it has ended, or end it there`,
        details: failure.holder,
      };
    case 'journal.corrupt':
      return {
        what: say`The journal ${failure.path} is damaged at line ${failure.line}`,
        why: failure.why,
        next: say`Keep the file; undo by hand from the lines that can be read`,
        details: failure.path,
      };
    case 'target.readOnly':
      return {
        what: say`${failure.target} can be read, never changed`,
        why: say`Evidence is a copy, not the server`,
        next: say`Run Kerbwise on the server itself, or on the practice lab (--target lab)`,
        details: failure.target,
      };
    case 'interrupted':
      return {
        what: say`Stopped during ${failure.during}`,
        why: say`You asked for it`,
        next: say`Start again when you are ready`,
        details: failure.during,
      };
    default:
      return failure satisfies never;
  }
}

/** The first difference stands for the rest, which are in the details: a plan can differ at every application. */
function whyStale([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : say`${first}; and ${counted(others.length, 'other difference', 'other differences')}`;
}

function firstLine(...texts: readonly string[]): string | undefined {
  return texts
    .flatMap((text) => text.split(/\r*\n/))
    .map((line) => line.trim())
    .find((line) => line !== '');
}
