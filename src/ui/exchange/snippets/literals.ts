/** A word of a POSIX shell: nothing within single quotes means anything else, and a quote itself is put between two of them. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A text of PowerShell in single quotes, for which it also takes the typographic ones; each is doubled (about_Quoting_Rules). */
export function powerShellText(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}

/** A text of Python. JSON writes what Python reads: the same quotes and escapes. */
export function pythonText(text: string): string {
  return JSON.stringify(text);
}

/** A text of JavaScript in single quotes, as its own style guides have it. */
export function scriptText(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** A name of a property of JavaScript: as it is, or in quotes. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : scriptText(name);
}
