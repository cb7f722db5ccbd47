import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemTime } from '../../src/base/time';
import { createHttp } from '../../src/endpoints/http/http';
import { HttpVideoContents } from '../../src/endpoints/videoContents';
import { createNodeFileWriter } from '../../src/platform/node/nodeFileWriter';
import { nodePlatform } from '../../src/platform/node/nodePlatform';
import { fetchVideo } from '../../src/saving/fetchVideo';
import { temporaryFolder } from '../host/temporaryFolder';
import { repository } from '../repository';
import { median } from './median';

/** Rounds that do not count: the code of an extension host runs for hours, so it is measured warm. */
const WARMING_ROUNDS = 3;
const ROUNDS = 11;

/** Medians of downloads of the same video from the simulator, ours and curl's by turns. */
export interface DownloadFigures {
  /** ms */
  readonly ours: number;
  /** ms */
  readonly curl: number;
  /** Bytes that the process took above idle, at most. */
  readonly memory: number;
}

/** Prints the figures of a video of so many bytes as JSON: `downloadRun.ts BYTES`. */
async function main(size: number): Promise<void> {
  console.log(JSON.stringify(await measure(size)));
  process.exit(0);
}

async function measure(size: number): Promise<DownloadFigures> {
  const folder = await temporaryFolder('download');
  const [server, url] = await serve(folder, size);
  for (let round = 0; round < WARMING_ROUNDS; round++) await ownDownload(url, folder);
  const ours: { ms: number; memory: number }[] = [];
  const curl: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await ownDownload(url, folder));
    curl.push(await curlDownload(url, folder));
  }
  server.disconnect();
  return {
    ours: median(ours.map(({ ms }) => ms)),
    curl: median(curl),
    memory: Math.max(...ours.map(({ memory }) => memory)),
  };
}

async function serve(folder: string, size: number): Promise<[ChildProcess, url: string]> {
  const script = join(repository, 'scripts', 'bench', 'largeVideoServer.ts');
  const server = spawn(process.execPath, ['--import', 'tsx', script, folder, `${size}`], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (!server.stdout) throw new Error('The server has no output');
  const [url] = await once(createInterface(server.stdout), 'line');
  return [server, url];
}

async function ownDownload(url: string, folder: string): Promise<{ ms: number; memory: number }> {
  const target = await emptyFolder(folder, 'ours');
  const contents = new HttpVideoContents(
    createHttp({ userAgent: 'veo-operations/bench', openLoopback: nodePlatform.openLoopback }),
  );
  const { signal } = new AbortController();
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  let most = idle;
  const begin = performance.now();
  const writer = await createNodeFileWriter(target);
  await fetchVideo({
    open: (wanted) =>
      contents.open(
        { kind: 'endpoint', url, keyForm: 'x-goog-api-key' },
        { ...wanted, key: undefined, signal },
      ),
    writer,
    time: systemTime,
    onProgress: () => {
      most = Math.max(most, process.memoryUsage.rss());
    },
    signal,
  });
  await writer.commit('video.mp4', 'create');
  return { ms: performance.now() - begin, memory: most - idle };
}

/** curl's own time, from the beginning of its request. */
async function curlDownload(url: string, folder: string): Promise<number> {
  const target = join(await emptyFolder(folder, 'curl'), 'video.mp4');
  const args = ['-s', '-f', '-o', target, '-w', '%{time_total}', url];
  const child = spawn('curl', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`curl ended with ${code}`);
  return 1000 * Number(text);
}

async function emptyFolder(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await rm(path, { recursive: true, force: true });
  await mkdir(path);
  return path;
}

void main(Number(process.argv[2]));
