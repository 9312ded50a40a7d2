import guidance from './de/guidance.json';
import logs from './de/logs.json';
import program from './de/program.json';
import report from './de/report.json';
import server from './de/server.json';
import steps from './de/steps.json';
import { asMessages } from './languages.ts';

/** All that is said outside of the window's own texts. */
export const GERMAN = asMessages({ ...guidance, ...logs, ...program, ...report, ...server, ...steps });
