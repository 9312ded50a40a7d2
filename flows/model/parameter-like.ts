/** appcmd and setspn take a word that begins with a dash or a slash for a parameter, quoted or not: no name may be passed to them so. */
export function isParameterLike(name: string): boolean {
  return /^[-/\u2010-\u2015\u2212]/.test(name);
}

export const PARAMETER_LIKE = 'it begins with a dash or a slash, so the program would take it for a parameter';
