import { openDesk } from '../session/desk.ts';
import { startProgram } from './program.ts';

startProgram(openDesk);
