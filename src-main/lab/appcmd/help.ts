const help = (lines: readonly string[]): string => lines.map((line) => `${line}\r\r\n`).join('');

/** What appcmd prints without words or for `/?`. Help ends its lines with two carriage returns. */
export const USAGE = help([
  'General purpose IIS command line administration tool.',
  '',
  'APPCMD (command) (object-type) <identifier> </parameter1:value1 ...>',
  '',
  'Supported object types:',
  '',
  '  SITE      Administration of virtual sites',
  '  APP       Administration of applications',
  '  VDIR      Administration of virtual directories',
  '  APPPOOL   Administration of application pools',
  '  CONFIG    Administration of general configuration sections',
  '  WP        Administration of worker processes',
  '  REQUEST   Administration of HTTP requests',
  '  MODULE    Administration of server modules',
  '  BACKUP    Administration of server configuration backups',
  '  TRACE     Working with failed request trace logs',
  '',
  "(To list commands supported by each object use /?, e.g. 'appcmd.exe site /?')",
]);

const objectHelp = (title: string, commands: readonly string[]): string =>
  help([
    title,
    '',
    `APPCMD (command) ${title.split(' ').at(-1)} <identifier> <-parameter1:value1 ...>`,
    '',
    'Supported commands:',
    '',
    ...commands,
    '',
    "(To get help for each command use /?, e.g. 'appcmd.exe add site /?'.)",
  ]);

export const OBJECT_HELP: Readonly<Record<string, string>> = {
  config: objectHelp('Administration of general configuration sections: CONFIG', [
    '  list     List configuration sections',
    '  set      Set configuration section',
    '  search   Find where configuration settings are defined',
    '  lock     Lock a configuration section',
    '  unlock   Unlock a configuration section',
    '  clear    Clear a configuration section',
  ]),
  apppool: objectHelp('Administration of application pools: APPPOOL', [
    '  list     List application pools',
    '  recycle  Recycle an application pool',
  ]),
};
