/**
 * Who may import whom: the layer table of the style guide, held by a machine.
 * Tests may reach for more than the code that they prove, so they are left out; a type counts as an import.
 * TypeScript 7 has no parser for other programs, so @swc/core reads the sources here.
 */

const anything = '.*';

/** One rule: files of `from` import nothing of `to`. */
function forbid(name, comment, from, to, fromBut) {
  return { name, comment, severity: 'error', from: { path: from, ...(fromBut ? { pathNot: fromBut } : {}) }, to };
}

/** One rule: files of `from` import from this repository and its packages only what is named. Node's own modules are judged apart. */
function allowOnly(name, comment, from, paths) {
  return forbid(name, comment, from, { path: anything, pathNot: paths, dependencyTypesNot: ['core'] });
}

module.exports = {
  forbidden: [
    { name: 'no-cycles', comment: 'A circle of files cannot be read from one end.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-missing', comment: 'An import that leads nowhere.', severity: 'error', from: {}, to: { couldNotResolve: true } },

    allowOnly('flows-alone', 'The product without a computer: values in, values out.', '^flows/', [
      '^flows/',
      '^node_modules/(xstate|saxes|zod|@lingui/core)/',
    ]),
    forbid('flows-without-node', 'No clock, disk, network or process in a decision.', '^flows/', { dependencyTypes: ['core'] }),
    {
      name: 'steps-apart',
      comment: 'A step knows no other step.',
      severity: 'error',
      from: { path: '^flows/steps/([^/]+)/' },
      to: { path: '^flows/steps/([^/]+)/', pathNot: '^flows/steps/$1/' },
    },
    forbid('steps-below', 'A step knows neither the wizard nor the plan that it stands in.', '^flows/steps/[^/]+/', {
      path: '^flows/(wizard|plan|triage|bridge)/|^flows/steps/[^/]+\\.ts$',
    }),

    forbid('core-below', 'The session and its parts know no host and no window.', '^src-main/core/', {
      path: '^src-main/(electron|loopback|terminal|session)/|^src-renderer/',
    }),
    forbid(
      'core-apart',
      'What runs commands knows neither the lab nor the evidence.',
      '^src-main/core/',
      { path: '^src-main/(lab|evidence|logs)/' },
    ),
    forbid('session-below', 'A session serves every host and knows none.', '^src-main/session/', {
      path: '^src-main/(electron|loopback|terminal)/|^src-renderer/',
    }),
    forbid('targets-apart', 'Lab, evidence and logs are three answers to one question and know nothing of each other.', '^src-main/(lab|evidence|logs)/', {
      path: '^src-main/(electron|loopback|terminal|session)/|^src-renderer/',
    }),
    {
      name: 'targets-not-each-other',
      severity: 'error',
      from: { path: '^src-main/(lab|evidence|logs)/' },
      to: { path: '^src-main/(lab|evidence|logs)/', pathNot: '^src-main/$1/' },
    },
    forbid('targets-on-shell', 'What a target needs of the core is the interface, and the readers of files.', '^src-main/(lab|evidence|logs)/', {
      path: '^src-main/core/',
      pathNot: '^src-main/core/(shell|decode-text|read-text-file|open-zip|read-reasons|hash)\\.ts$',
    }),
    {
      name: 'hosts-apart',
      comment: 'Each host serves the same bridge in its own way.',
      severity: 'error',
      from: { path: '^src-main/(electron|loopback|terminal)/', pathNot: '^src-main/terminal/start' },
      to: { path: '^src-main/(electron|loopback|terminal)/', pathNot: '^src-main/$1/' },
    },
    forbid('start-opens-a-window', '`kerbwise start` serves the window: the one command that knows the loopback host.', '^src-main/terminal/start', {
      path: '^src-main/electron/',
    }),
    forbid('windows-know-no-step', 'A window shows views and hands on events, whatever the steps are.', '^src-main/(electron|loopback)/', {
      path: '^flows/(steps|plan|probes|server|changes|wizard)/',
    }),

    forbid('session-only-in-powershell', 'One place starts PowerShell.', anything, { path: '^node_modules/(node-powershell|child-shell)/' }, [
      '^src-main/core/powershell-shell\\.ts$',
      '^node_modules/',
    ]),
    forbid('electron-only-in-its-host', 'Everything else runs without it.', anything, { path: '^node_modules/electron/' }, [
      '^src-main/electron/',
      '^node_modules/',
    ]),

    allowOnly('window-only-shows', 'The window knows the contract, how a view is sent, and how texts are said.', '^src-renderer/', [
      '^src-renderer/',
      '^flows/bridge/(bridge|sent-view|[a-z-]*contract)\\.ts$',
      '^flows/language/',
      '^node_modules/(react|react-dom|@fluentui|@xstate/react|@types|virtua)/',
    ]),
    forbid('window-without-node', 'A page has no computer.', '^src-renderer/', { dependencyTypes: ['core'] }),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.tsx?$|^src-renderer/[^/]+\\.css$' },
    enhancedResolveOptions: { exportsFields: ['exports'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
