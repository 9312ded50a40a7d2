import { isLanguage } from '../language/languages.ts';
import type { AdminEvent, ReportFormat } from './contract.ts';

/**
 * Checks what a window sent.
 * In: anything. Out: the event, where it has exactly the fields of one in the contract, each of its type and length;
 * `undefined` for everything else, a field too many included: a window of another version is not understood in part.
 */
export function parseAdminEvent(raw: unknown): AdminEvent | undefined {
  return isAdminEvent(raw) ? raw : undefined;
}

export function isReportFormat(raw: unknown): raw is ReportFormat {
  return raw === 'html' || raw === 'markdown' || raw === 'json';
}

type Check = (raw: unknown) => boolean;
type Fields<E extends AdminEvent> = Readonly<Record<Exclude<keyof E, 'type'>, Check>>;
type Shapes = { readonly [T in AdminEvent['type']]: Fields<Extract<AdminEvent, { readonly type: T }>> };

const LONGEST_REASON = 500;
const isId: Check = (raw) => typeof raw === 'string' && /^[\x21-\x7e]{1,128}$/.test(raw);
const isMode: Check = (raw) => raw === 'dry-run' || raw === 'apply';
const isReason: Check = (raw) => typeof raw === 'string' && raw.length <= LONGEST_REASON && !/[\0-\x08\x0b-\x1f\x7f]/.test(raw);

/** Of the length that a path of a name can have; whether it is a name is said to whoever typed it. */
const isTypedName: Check = (raw) => typeof raw === 'string' && raw.length > 0 && raw.length <= 300 && !/[\0-\x1f\x7f]/.test(raw);

const SHAPES: Shapes = {
  'language.chosen': { language: isLanguage, keep: (raw) => typeof raw === 'boolean' },
  'target.left': {},
  'server.chosen': {},
  'lab.chosen': { fault: isId },
  'recent.chosen': { recentId: isId },
  'recent.forgotten': { recentId: isId },
  'mode.chosen': { mode: isMode },
  'scenario.chosen': { scenarioId: isId },
  'scenario.left': {},
  'discovery.started': {},
  'discovery.stopped': {},
  'step.opened': { stepId: isId },
  'step.next': {},
  'step.back': {},
  'step.skipped': { reason: isReason },
  'step.probed': {},
  'name.given': { name: isTypedName },
  'plan.reviewed': { planId: isId },
  'plan.handed-over': { planId: isId },
  'plan.declined': {},
  'plan.confirmed': { planId: isId },
  'apply.stopped': {},
  'undo.confirmed': { planId: isId },
  'report.opened': {},
  'surprise.asked': {},
  'wizard.restarted': {},
};

function isAdminEvent(raw: unknown): raw is AdminEvent {
  if (typeof raw !== 'object' || raw === null) return false;
  const { type, ...fields } = Object.fromEntries(Object.entries(raw));
  if (!isType(type)) return false;
  const shape: Readonly<Record<string, Check>> = SHAPES[type];
  return Object.keys(fields).length === Object.keys(shape).length && Object.entries(shape).every(([name, holds]) => holds(fields[name]));
}

function isType(type: unknown): type is AdminEvent['type'] {
  return typeof type === 'string' && Object.hasOwn(SHAPES, type);
}
