import { afterEach, expect, test } from 'vitest';
import { DEFAULT_FAULTS, LAB_FAULTS } from '../../src-main/lab/lab.ts';
import { runSize } from '../property/run-size.ts';
import { type CollectedServer, collect, planEvidence } from './collected-server.ts';
import { findEngine } from './engine.ts';

/** Some seventy programs one after another, on a machine that may be busy. */
const PATIENCE_MS = 600_000;
const engine = await findEngine();
const why = engine.missing ? ` (skipped: ${engine.missing})` : '';
const ends: CollectedServer[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end.remove();
});

async function collected(...[faults, order]: [readonly string[], Parameters<typeof collect>[2]?]) {
  const made = await collect(engine.path ?? '', faults, order);
  ends.push(made);
  return made;
}

/** In full size every fault of the lab. */
const EVERY = [['healthy'], [...DEFAULT_FAULTS], ...LAB_FAULTS.map(({ id }) => [id])];

test.skipIf(engine.path === undefined).each(EVERY.slice(0, runSize({ full: EVERY.length, ci: 2 })).map((faults) => [faults]))(
  `a collected server with %j shows what the server itself shows${why}`,
  async (faults) => {
    const { server, printed, rounds, visits } = await collected(faults);
    const live = (await server.plan()).document;
    const { document, facts, notes } = await planEvidence(rounds, server);
    expect(printed).toContain('Nothing on this server was changed.');
    expect(notes).toEqual([]);
    expect(document.findings).toEqual(live.findings);
    expect(document.notChecked).toEqual(live.notChecked);
    expect(document.facts).toEqual(live.facts);
    expect(facts).toEqual((await server.plan()).facts);
    if (faults.length > 1 || faults[0] === 'healthy') expect(visits).toBe(1);
    console.log(`engine: ${faults.join(',')} collected in ${visits} visits`);
  },
  PATIENCE_MS,
);

/** The cmdlets that Windows brings and the engine lacks, as they do what the collector asks of them; then a policy that restricts the language. */
const POLICY = `
function Set-Content { param($LiteralPath, $Value, $Encoding, [switch]$NoNewline) [IO.File]::WriteAllText($LiteralPath, [string]$Value, [Text.UTF8Encoding]::new($true)) }
function Add-Content { param($LiteralPath, $Value, $Encoding) [IO.File]::AppendAllText($LiteralPath, (@($Value) -join [Environment]::NewLine) + [Environment]::NewLine) }
function New-Item { param($ItemType, $Path, $ErrorAction) [IO.Directory]::CreateDirectory($Path) }
function Test-Path { param($LiteralPath) [IO.File]::Exists($LiteralPath) -or [IO.Directory]::Exists($LiteralPath) }
function Get-Content { param($LiteralPath, [switch]$Raw, $Encoding, $ErrorAction) [IO.File]::ReadAllText($LiteralPath) }
$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
`;

test.skipIf(engine.path === undefined)(
  `collects what native programs say where a policy restricts the language, and says what is missing${why}`,
  async () => {
    const { server, printed, rounds } = await collected(['healthy'], { before: POLICY, scripts: true, onlyOne: true });
    const { document, facts, notes } = await planEvidence(rounds, server);
    const live = (await server.plan()).facts;
    expect(printed).toContain('held in ConstrainedLanguage mode');
    expect(printed).toContain('resolve smp01: restricted');
    expect(notes).toEqual([expect.stringContaining('ConstrainedLanguage')]);
    expect(facts.host).toEqual(live.host);
    expect(facts.operator).toEqual(live.operator);
    expect(facts.configuration).toEqual(live.configuration);
    expect(facts.resolutions['smp01']).toMatchObject({ known: false });
    expect(document.findings.map(({ id }) => id)).toContain('ground.restricted-session');
  },
  PATIENCE_MS,
);
