import { assign, fromPromise, setup } from 'xstate';
import { say } from '../language/say.ts';
import { describeFailure, type FailureText } from '../model/failure.ts';
import type { Result } from '../model/result.ts';
import type { LogsAnswer } from './logs-answer.ts';

/** What an analysis is asked for, and what came of it. */
interface LogsContext {
  readonly paths: readonly string[];
  readonly answer: LogsAnswer | null;
  readonly failure: FailureText | null;
}

type LogsMachineEvent =
  | { readonly type: 'paths.given'; readonly paths: readonly string[] }
  | { readonly type: 'logs.stopped' }
  | { readonly type: 'logs.left' };

const NOTHING: LogsContext = { paths: [], answer: null, failure: null };

/** One analysis of logs at a time: new paths begin anew, to stop or to leave ends what runs. The host supplies `readLogs`. */
export const logsMachine = setup({
  types: { context: {} as LogsContext, events: {} as LogsMachineEvent },
  actors: {
    readLogs: fromPromise<Result<LogsAnswer>, readonly string[]>(() => Promise.reject(new Error('readLogs: not provided'))),
  },
  actions: {
    recordPaths: assign((_, paths: readonly string[]) => ({ ...NOTHING, paths })),
    recordRead: assign((_, read: Result<LogsAnswer>) =>
      read.ok ? { answer: read.value, failure: null } : { answer: null, failure: describeFailure(read.failure) },
    ),
    recordBug: assign((_, error: unknown) => ({ failure: bugText(error) })),
    forget: assign(() => NOTHING),
  },
  guards: { hasAnswer: ({ context }) => context.answer !== null },
}).createMachine({
  context: NOTHING,
  initial: 'choosing',
  on: {
    'paths.given': { target: '.reading', reenter: true, actions: { type: 'recordPaths', params: ({ event }) => event.paths } },
    'logs.left': { target: '.choosing', actions: 'forget' },
  },
  states: {
    choosing: {},
    reading: {
      invoke: {
        src: 'readLogs',
        input: ({ context }) => context.paths,
        onDone: { target: 'judging', actions: { type: 'recordRead', params: ({ event }) => event.output } },
        onError: {
          target: 'failed',
          actions: { type: 'recordBug', params: ({ event }: { readonly event: { readonly error: unknown } }) => event.error },
        },
      },
      on: { 'logs.stopped': 'stopped' },
    },
    judging: { always: [{ guard: 'hasAnswer', target: 'done' }, { target: 'failed' }] },
    done: {},
    stopped: {},
    failed: {},
  },
});

function bugText(error: unknown): FailureText {
  return {
    what: say`Kerbwise has a bug in reading logs`,
    why: error instanceof Error ? error.message : String(error),
    next: say`Report it with the details; kerbwise logs on the command line may still read them`,
    details: error instanceof Error ? (error.stack ?? '') : '',
  };
}
