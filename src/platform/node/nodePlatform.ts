import { promises as dns } from 'node:dns';
import { homedir } from 'node:os';
import { unlessAborted } from '../../endpoints/http/abort';
import type { Spool } from '../../endpoints/http/spool';
import type { Platform } from '../platform';
import { createNodeArchiveFile } from './nodeArchiveFile';
import { nodeTimeLimit } from './nodeTimeLimit';
import { realPath } from './realPath';
import { systemLocale } from './systemLocale';

/** Behind a proxy a name server may never answer, and the whole request has 30 s. */
const LOOKUP_TIMEOUT_MS = 3000;

/** The extension host on a desktop or a server. */
export const nodePlatform: Platform = {
  userAgent: (version) => `veo-operations/${version}`,
  async resolveHost(hostname) {
    // `promises` of the module is loaded here, since no start needs it.
    const found = await unlessAborted(
      dns.lookup(hostname, { all: true }),
      AbortSignal.timeout(LOOKUP_TIMEOUT_MS),
    );
    return found.map(({ address }) => address);
  },
  async openLoopback() {
    // Loaded with the first video of this computer, since no start of VS Code needs it.
    return (await import('./loopbackConnections')).loopbackConnections;
  },
  async createFileWriter(folder) {
    // Loaded with the first video, since no start of VS Code needs it.
    const { createNodeFileWriter } = await import('./nodeFileWriter');
    return createNodeFileWriter(folder);
  },
  createSpool: lazySpool,
  createArchiveFile: createNodeArchiveFile,
  timeLimit: nodeTimeLimit,
  realPath,
  homeFolder: homedir(),
  env: (name) => process.env[name],
  get systemLocale() {
    return systemLocale((name) => process.env[name]);
  },
  async runProgram(command, signal) {
    // Loaded with the first command, since few people have one.
    const { runProgram } = await import('./nodeProgram');
    return runProgram(command, signal);
  },
  async startSimulator(options) {
    // Loaded on demand, since the HTTP server of Node would slow down every start of VS Code.
    const { startSimulator } = await import('../../simulator/simulator');
    return startSimulator(options);
  },
};

/** What writes is loaded with the first large answer, or with the sweep, since no start of VS Code needs it. */
function lazySpool(folder: string): Spool {
  const load = async () => (await import('./nodeSpool')).createNodeSpool(folder);
  return {
    open: async () => (await load()).open(),
    sweep: async () => (await load()).sweep(),
  };
}
