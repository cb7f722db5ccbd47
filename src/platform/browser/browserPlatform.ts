import type { Platform } from '../platform';

/** The extension host in a browser, as on vscode.dev. It has no disk and cannot run a server. */
export const browserPlatform: Platform = {
  userAgent: undefined,
  resolveHost: undefined,
  openLoopback: undefined,
  createFileWriter: undefined,
  createSpool: undefined,
  createArchiveFile: undefined,
  timeLimit: undefined,
  realPath: undefined,
  homeFolder: undefined,
  env: () => undefined,
  systemLocale: globalThis.navigator?.language,
  runProgram: undefined,
  startSimulator: undefined,
};
