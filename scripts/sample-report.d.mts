export function makeSample(): string;
export function keptSample(): string;
export function comparable(text: string): string;
