/** What is known, or why it is not known and how to find out. Unknown is never "no". */
export type Fact<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string; readonly next: string };

export function known<T>(value: T): Fact<T> {
  return { known: true, value };
}

export function unknown(why: string, next: string): { readonly known: false; readonly why: string; readonly next: string } {
  return { known: false, why, next };
}
