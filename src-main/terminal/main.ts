import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { ReportFormat } from '../../flows/bridge/contract.ts';
import { VERSION } from '../../flows/model/version.ts';
import { type AcknowledgeOptions, acknowledge } from './acknowledge.ts';
import { EXIT, type ExitCode, note } from './answer.ts';
import { apply } from './apply.ts';
import { check, plan } from './check.ts';
import { collect } from './collect.ts';
import { EXPORT_FORMS, exportPlan } from './export.ts';
import { listFaults, reset, reveal, show } from './lab.ts';
import { logs } from './logs.ts';
import { newKey, printSchema, showPrescription } from './prescription.ts';
import { read } from './read.ts';
import { report } from './report.ts';
import { rules } from './rules.ts';
import { start } from './start.ts';
import { undo } from './undo.ts';
import { verify } from './verify.ts';

const TARGET = 'live, lab[:FAULT,…] or evidence:PATH (default: live on Windows with IIS, else lab)';
const STATE = 'where journals, plans and the lab live (default: the place of this platform for application data)';

const TRUST = 'the trusted keys, for tests and the practice lab (default: the folder of this computer that only administrators can write)';

/** In: the words after the program's name. Out: the exit code of the contract. */
async function main(words: readonly string[]): Promise<ExitCode> {
  const ended: { exit: ExitCode } = { exit: EXIT.done };
  const ends = <Parts extends readonly unknown[]>(work: (...parts: Parts) => Promise<ExitCode> | ExitCode) => {
    return async (...parts: Parts) => {
      ended.exit = await work(...parts);
    };
  };
  const program = new Command('kerbwise')
    .description('Takes an ITMS server from "Kerberos does not work" to a verified fix that can be taken back.')
    .version(VERSION)
    .showHelpAfterError()
    .exitOverride();

  onTarget(program.command('check').description('read everything, print findings; change nothing')).action(ends(check));
  byPrescription(
    onTarget(program.command('plan').description('check, then the ordered changes with command, before, after, undo and risk')),
  )
    .option('--only <STEP,…>', 'plan changes for these steps only')
    .option('--out <FILE>', 'write the plan there')
    .action(ends(plan));
  byPrescription(onServer(program.command('apply').description('run exactly one plan; a plan whose facts have changed is refused')))
    .option('--plan <FILE>', 'the plan, as kerbwise plan wrote it; by a prescription, the one that was saved under that id')
    .requiredOption('--confirm <PLAN-ID>', 'the id of that plan')
    .action(ends(apply));
  onTarget(program.command('verify').description('probe again and compare with the last run')).action(ends(verify));
  onServer(program.command('undo').description('the saved way back, last change first'))
    .option('--journal <FILE>', 'the journal of the run (default: the latest of that plan)')
    .option('--confirm <PLAN-ID>', 'the id of the plan that is to be taken back; without it, those that can be are listed')
    .action(ends(undo));
  onServer(
    program
      .command('acknowledge')
      .description('keep a workaround at one application on purpose: who, when and why is journaled, nothing is changed'),
  )
    .argument('<WORKAROUND>', 'ntlm-first')
    .requiredOption('--app <SITE/PATH>', 'the application')
    .option('--why <TEXT>', 'the reason, which is told wherever it is kept')
    .option('--withdraw', 'keep it no more')
    .action(ends((workaround: string, options: AcknowledgeOptions) => acknowledge(workaround, options)));
  program
    .command('report')
    .description('what was found, done, and is now so')
    .requiredOption('--journal <FILE>', 'the journal of a run')
    .addOption(new Option('--as <FORMAT>', 'the form').choices(['html', 'markdown', 'json']).default('markdown').argParser(reportFormat))
    .option('--out <FILE>', 'write it there')
    .action(ends(report));
  program
    .command('collect')
    .description('write the read-only script that collects a server for --target evidence:PATH')
    .option('--out <FILE>', 'write it there (default: standard output)')
    .option('--after <EVIDENCE>', 'a further round: ask only for what follows from that evidence and is not in it')
    .option('--app <SITE/PATH>', 'an application (repeatable; default: every application under an /Altiris path)', several)
    .option('--name <HOST>', 'one more name that clients use (repeatable)', several)
    .action(ends(collect));
  program
    .command('read')
    .description('one parser on files: config, appcmd, setspn, klist, whoami, iis-log, httperr-log, altiris-log, spn-list')
    .argument('<KIND>')
    .argument('<FILE...>', 'files; - is standard input')
    .option('--json', 'as JSON (always so)')
    .action(ends((kind: string, files: readonly string[]) => read(kind, files)));
  program
    .command('logs')
    .description('what logs mean for Kerberos: W3C, HTTPERR and Altiris logs, folders and archives with them')
    .argument('<PATH...>', 'logs, folders, .gz and .zip')
    .option('--since <T>', 'only what happened since then: 2026-03-02, 2026-03-02T08:00, or 24h, 7d ago')
    .option('--target <TARGET>', 'the server whose logs these are: joins them with its settings, and with what was changed on it')
    .option('--state <DIR>', STATE)
    .option('--app <SITE/PATH>', 'an application on it (repeatable)', several)
    .option('--name <HOST>', 'one more name that clients use (repeatable)', several)
    .option('--json', 'as JSON')
    .action(ends(logs));
  program
    .command('export')
    .description('the plan in the form that others run')
    .requiredOption('--plan <FILE>', 'the plan, as kerbwise plan wrote it')
    .addOption(new Option('--as <FORM>', 'the form').choices([...EXPORT_FORMS]).makeOptionMandatory())
    .option('--key <FILE>', 'prescription: the key to sign with, as kerbwise prescription new-key wrote it')
    .option('--until <DATE>', 'prescription: the last day on which it is valid, 2026-12-31')
    .option('--words <FILE>', 'prescription: who prescribes, whom to ask, the words for each step, what must never change (JSON)')
    .option('--out <PATH>', 'write it there; for handover a folder with one page and one script')
    .option('--state <DIR>', STATE)
    .action(ends(exportPlan));
  prescriptionCommands(program.command('prescription').description('what a senior prescribes, signed'), ends);
  program
    .command('rules')
    .description('every rule by which a server is judged: what it checks, reads and means, and who says so')
    .option('--json', 'as JSON')
    .action(ends(rules));
  labCommands(program.command('lab').description('the practice server'), ends);
  byPrescription(onTarget(program.command('start').description('open the window; without --target on its start screen')))
    .option('--no-open', 'serve it and print its address instead of opening a window')
    .action(ends(start));

  try {
    await program.parseAsync(words, { from: 'user' });
    if (ended.exit === EXIT.usage) showUsage(program, words);
    return ended.exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    throw error;
  }
}

type Ends = <Parts extends readonly unknown[]>(
  work: (...parts: Parts) => Promise<ExitCode> | ExitCode,
) => (...parts: Parts) => Promise<void>;

/**
 * Whoever reads the answer may stop reading (`| head -1`): what runs on the server goes on to its end all the same.
 * Any other trouble with the output is told once, and ends in an error.
 */
function surviveClosedOutput(): void {
  let told = false;
  process.stderr.on('error', () => undefined); // nobody is left to tell
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || told) return;
    told = true;
    note(`the answer could not be written: ${error.message}`);
    process.once('exit', () => {
      process.exitCode = EXIT.error;
    });
  });
}

/** Wrong words get the usage of the command that they were meant for. */
function showUsage(program: Command, words: readonly string[]): void {
  const command = program.commands.find((one) => one.name() === words[0]) ?? program;
  process.stderr.write(`\n${command.helpInformation()}`);
}

function prescriptionCommands(prescription: Command, ends: Ends): void {
  prescription.exitOverride().showHelpAfterError();
  prescription
    .command('new-key')
    .description('a pair of keys: one to sign with, one for the trusted keys of the servers')
    .requiredOption('--out <FILE>', 'the private key; the public one is written beside it')
    .option('--json', 'as JSON')
    .action(ends(newKey));
  prescription
    .command('show')
    .description('what a prescription says, and whether one may work by it')
    .argument('<FILE>')
    .option('--trust <DIR>', TRUST)
    .option('--json', 'as JSON')
    .action(ends((file: string, options: { readonly trust?: string; readonly json?: boolean }) => showPrescription(file, options)));
  prescription
    .command('schema')
    .description('the JSON Schema of prescriptions')
    .action(ends(() => printSchema()));
}

function byPrescription(command: Command): Command {
  return command
    .option('--prescription <FILE>', 'work by what a senior prescribed: its choices hold, and any difference stops')
    .option('--trust <DIR>', TRUST);
}

function labCommands(lab: Command, ends: Ends): void {
  lab.exitOverride().showHelpAfterError();
  lab
    .command('list')
    .description('the faults it can have')
    .option('--state <DIR>', 'taken as by every command of the lab; the list is the same for each')
    .option('--json', 'as JSON')
    .action(ends(listFaults));
  lab
    .command('reset')
    .description('make it anew')
    .option('--fault <ID,…>', 'the faults it shall have; healthy has none, surprise one that is not told')
    .option('--state <DIR>', STATE)
    .option('--json', 'as JSON')
    .action(ends(reset));
  lab
    .command('reveal')
    .description('what it was made with, and the evidence that gave it away')
    .option('--state <DIR>', STATE)
    .option('--json', 'as JSON')
    .action(ends(reveal));
  lab
    .command('show')
    .description('its whole state, stable in order')
    .option('--fault <ID,…>', 'made anew where it has other faults')
    .option('--state <DIR>', STATE)
    .option('--json', 'as JSON (always so)')
    .action(ends(show));
}

function onServer(command: Command): Command {
  return command.option('--target <TARGET>', TARGET).option('--state <DIR>', STATE).option('--json', 'as JSON');
}

function onTarget(command: Command): Command {
  return onServer(command)
    .option('--app <SITE/PATH>', 'an application (repeatable; default: every application under an /Altiris path)', several)
    .option('--name <HOST>', 'one more name that clients use (repeatable)', several)
    .option('--scenario <ID>', 'what you see (default: everything)');
}

function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function reportFormat(value: string): ReportFormat {
  const format = (['html', 'markdown', 'json'] as const).find((one) => one === value);
  if (format === undefined) throw new InvalidArgumentError('Known are html, markdown, json.');
  return format;
}

surviveClosedOutput();
process.exitCode = await main(process.argv.slice(2));
