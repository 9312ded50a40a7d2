import type { CommandOutput } from '../../../flows/model/command.ts';
import type { ConfigError } from '../iis/config-error.ts';
import { APPLICATION_HOST } from '../iis/levels.ts';

/** appcmd puts everything, errors too, on standard output. */
export type Answer = CommandOutput;

export function said(exitCode: number, stdout: string): Answer {
  return { exitCode, stdout, stderr: '' };
}

/** In: the message, with `\n` where it breaks the line: then the closing bracket stands on a line of its own. */
export function refusal(exitCode: number, message: string, hresult?: string): Answer {
  const code = hresult === undefined ? '' : `hresult:${hresult}, `;
  return said(exitCode, `ERROR ( ${code}message:${message.replaceAll('\n', '\r\n')} )\r\n`);
}

export function notFound(object: string, identifier: string): Answer {
  return refusal(1168, `Cannot find ${object} object with identifier "${identifier}".`);
}

export function notElevated(): Answer {
  return configurationError(1168, 'redirection.config', 0, 'Cannot read configuration file due to insufficient permissions');
}

export function unknownWord(name: string): Answer {
  return refusal(87, `Unknown attribute "${name}".  Replace with -? for help.`);
}

const LOCKED_SECTION =
  'This configuration section cannot be used at this path. This happens when the section is locked at a parent level. ' +
  'Locking is either by default (overrideModeDefault="Deny"), or set explicitly by a location tag with overrideMode="Deny" ' +
  'or the legacy allowOverride="false".';

const BAD_INDEXER =
  "Malformed collection indexer; format is [@position,name='value',name2='value2',...].  The @position specifier is optional, " +
  "and be '@start', '@end', or '@N' where N is a numeric index into the collection.";

/** How appcmd says that IIS refused its configuration. Texts and codes: windows-tools.md 1.6. */
export function configRefusal(error: ConfigError): Answer {
  switch (error.kind) {
    case 'malformed':
      return configurationError(1168, pathInMessage(error.file), error.line, 'Configuration file is not well-formed XML');
    case 'sectionLocked':
      return configurationError(33, pathInMessage(error.file), error.line, LOCKED_SECTION);
    case 'duplicate':
      return configurationError(183, pathInMessage(error.file), error.line, duplicateText(error.tag, error.key, error.value));
    case 'lockViolation':
      return refusal(33, 'Failed to commit configuration changes.\nLock violation\n.', '80070021');
    case 'absentItem':
      return refusal(4312, 'Cannot find requested collection element.');
    case 'duplicateItem':
      return refusal(183, `New add object missing required attributes. ${duplicateText(error.tag, error.key, error.value)}\n.`);
    case 'missingKey':
      return refusal(87, 'New add object missing required attributes.');
    case 'badIndexer':
      return refusal(13, BAD_INDEXER);
    case 'unknownAttribute':
      return unknownWord(error.name);
    case 'badValue':
      return refusal(13, `Command execution failed.\n${valueText(error.kindOfValue, error.words)}\n`, '8007000d');
    default:
      return error satisfies never;
  }
}

function configurationError(exitCode: number, file: string, line: number, description: string): Answer {
  return refusal(exitCode, `Configuration error\nFilename: ${file}\nLine Number: ${line}\nDescription: ${description}\n.`);
}

function pathInMessage(file: string): string {
  return file === APPLICATION_HOST ? '\\\\?\\C:\\Windows\\system32\\inetsrv\\config\\applicationHost.config' : `\\\\?\\${file}`;
}

function duplicateText(tag: string, key: string, value: string): string {
  return `Cannot add duplicate collection entry of type '${tag}' with unique key attribute '${key}' set to '${value}'`;
}

function valueText(kind: string, words: readonly string[]): string {
  if (kind === 'enum') return `Enum must be one of ${words.join(', ')}`;
  return kind === 'flags' ? `Flags must be some combination of ${words.join(', ')}` : 'The data is invalid.';
}
