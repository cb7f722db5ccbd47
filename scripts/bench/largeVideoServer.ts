import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '../../src/simulator/simulator';

/** Serves a large video from a process of its own and prints its address: `largeVideoServer.ts FOLDER BYTES`. */
async function main(folder: string, size: number): Promise<void> {
  const simulator = await startSimulator({ sampleVideo: await largeVideo(folder, size) });
  const name = simulator.operationName({
    model: 'veo-3.1-generate-preview',
    startedAt: Date.now() - 60_000,
    durationSeconds: 1,
    outcome: { kind: 'succeeded', samples: 1 },
  });
  const id = `${name.slice(name.lastIndexOf('/') + 1)}-1`;
  console.log(`${simulator.url}/gemini/download/v1beta/files/${id}:download?alt=media`);
  process.once('disconnect', () => process.exit(0));
}

/** An MP4 file as far as its first box tells. */
async function largeVideo(folder: string, size: number): Promise<string> {
  const path = join(folder, 'large.mp4');
  const file = await open(path, 'w');
  await file.write(Buffer.concat([Buffer.from([0, 0, 0, 8]), Buffer.from('ftyp')]));
  await file.truncate(size);
  await file.close();
  return path;
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
