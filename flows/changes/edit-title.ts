import { say } from '../language/say.ts';
import type { Edit, WindowsSwitch } from '../model/edit.ts';

/** In: an edit. Out: what it does and where, in one line that is understood without its command. */
export function editTitle(edit: Edit): string {
  switch (edit.kind) {
    case 'switch':
      return switchTitle(nameOf(edit.name), edit.value, placeOf(edit.path));
    case 'providers':
      return edit.value === null
        ? say`Let the list of providers be inherited again ${placeOf(edit.path)}`
        : say`Put ${edit.value[0] ?? say`no provider`} first ${placeOf(edit.path)}`;
    case 'spn.register':
      return say`Register ${edit.spn} on ${edit.account}`;
    case 'spn.remove':
      return say`Remove ${edit.spn} from ${edit.account}`;
    default:
      return edit satisfies never;
  }
}

function switchTitle(name: string, value: boolean | null, place: string): string {
  if (value === null) return say`Let ${name} be inherited again ${place}`;
  return value ? say`Turn on ${name} ${place}` : say`Turn off ${name} ${place}`;
}

/** `enabled` is the switch of the whole section. */
function nameOf(name: WindowsSwitch): string {
  return name === 'enabled' ? say`Windows Authentication` : name;
}

function placeOf(path: string): string {
  return path === '' ? say`for the whole server` : say`at ${path}`;
}
