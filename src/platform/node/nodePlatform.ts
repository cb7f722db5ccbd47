import { lookup } from 'node:dns/promises';
import { homedir } from 'node:os';
import { unlessAborted } from '../../endpoints/abort';
import type { Platform } from '../platform';
import { createNodeArchiveFile } from './nodeArchiveFile';
import { nodeTimeLimit } from './nodeTimeLimit';
import { realPath } from './realPath';
import { systemLocale } from './systemLocale';

/** ms; behind a proxy there may be no name server that ever answers, and the request has 30 s in all. */
const LOOKUP_MS = 3000;

/** The extension host of the desktop, and of a server. */
export const nodePlatform: Platform = {
  userAgent: (version) => `veo-operations/${version}`,
  async resolveHost(hostname) {
    const found = await unlessAborted(lookup(hostname, { all: true }), AbortSignal.timeout(LOOKUP_MS));
    return found.map(({ address }) => address);
  },
  async createFileWriter(folder) {
    // Loaded with the first video, as what a start of VS Code does not need.
    const { createNodeFileWriter } = await import('./nodeFileWriter');
    return createNodeFileWriter(folder);
  },
  createArchiveFile: createNodeArchiveFile,
  timeLimit: nodeTimeLimit,
  realPath,
  homeFolder: homedir(),
  env: (name) => process.env[name],
  systemLocale: systemLocale((name) => process.env[name]),
  async startSimulator(options) {
    // Loaded when it is wanted, for with the servers of Node it would slow every start of VS Code.
    const { startSimulator } = await import('../../simulator/simulator');
    return startSimulator(options);
  },
};
