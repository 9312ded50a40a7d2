/** Says whether a value read from a file has the shape that the lab wrote. */
export type Guard<T> = (value: unknown) => value is T;

export const isText: Guard<string> = (value) => typeof value === 'string';
export const isFlag: Guard<boolean> = (value) => typeof value === 'boolean';
export const isWhole: Guard<number> = (value): value is number => Number.isInteger(value);

export function isOneOf<const T extends string>(...allowed: readonly T[]): Guard<T> {
  return (value): value is T => allowed.some((one) => one === value);
}

export function isListOf<T>(item: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(item);
}

export function isTableOf<T>(item: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isObject(value) && Object.values(value).every(item);
}

export function isNullOr<T>(item: Guard<T>): Guard<T | null> {
  return (value): value is T | null => value === null || item(value);
}

/** Every member named must be there with its shape; others are let be. */
export function isRecord<T>(shape: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
  const members = Object.entries<Guard<unknown>>(shape);
  return (value): value is T => isObject(value) && members.every(([name, isMember]) => isMember(Reflect.get(value, name)));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
