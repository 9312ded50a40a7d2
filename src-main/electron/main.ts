import { openSession } from '../session/open-session.ts';
import { startProgram } from './program.ts';

startProgram(openSession);
