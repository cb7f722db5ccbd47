/** What VS Code would draw as an icon, such as `$(bug)` or `$(sync~spin)`. */
const ICON = /\$\((?=[A-Za-z0-9-]+(?:~[A-Za-z]+)?\))/g;

/** A text from outside for a place where VS Code draws icons: as it was written. */
export function withoutIcons(text: string): string {
  return text.replace(ICON, '\\$(');
}
