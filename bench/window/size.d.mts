export const MOST_BYTES: number;
export function brotliSizes(folder: string): { readonly file: string; readonly bytes: number }[];
