import type { Platform } from '../platform';

/** The extension host in a browser, as on vscode.dev: no disk, and no server can be started. */
export const browserPlatform: Platform = {
  userAgent: undefined,
  resolveHost: undefined,
  createFileWriter: undefined,
  createArchiveFile: undefined,
  timeLimit: undefined,
  realPath: undefined,
  homeFolder: undefined,
  env: () => undefined,
  systemLocale: globalThis.navigator?.language,
  startSimulator: undefined,
};
