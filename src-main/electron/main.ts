import { openSession } from '../core/open-session.ts';
import { startProgram } from './program.ts';

startProgram(openSession);
