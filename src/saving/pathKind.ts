/** Slashes of either kind, as Windows reads them. */
const DEVICE = /^[/\\]{2}[.?](?:[/\\]|$)|^[/\\]\?\?[/\\]/;
const NETWORK = /^[/\\]{2}|^file:[/\\]{2}(?:[^/\\]|[/\\]{2})/i;

/**
 * What kind of thing a path names to Windows (learn.microsoft.com/windows/win32/fileio/naming-a-file): a device, or a
 * share of another computer, to which Windows sends the person's sign-in; else a place of this one.
 */
export function pathKind(path: string): 'device' | 'network' | 'local' {
  if (DEVICE.test(path.replace(/^file:/i, ''))) return 'device';
  return NETWORK.test(path) ? 'network' : 'local';
}
