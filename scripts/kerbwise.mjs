#!/usr/bin/env node
// The command line from a clone: makes it ready where it is not, then becomes dist/main/terminal.js.
import { becomeTerminal, makeReady } from './ready.mjs';

if (await makeReady()) await becomeTerminal(process.argv.slice(2));
