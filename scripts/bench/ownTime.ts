import { type Profiler, Session } from 'node:inspector/promises';

/** Between two samples. Finer than that, sampling itself takes a part of the time. */
const SAMPLE_US = 200;

/** ms for which code under a folder ran meanwhile, with all that it called; by a profile of the process. */
export async function ownTime(folder: string, work: () => Promise<unknown>): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US });
    await session.post('Profiler.start');
    await work();
    return timeUnder(folder, (await session.post('Profiler.stop')).profile);
  } finally {
    session.disconnect();
  }
}

/** ms of the samples in which a function of the folder is on the stack. */
function timeUnder(folder: string, { nodes, samples = [], timeDeltas = [] }: Profiler.Profile): number {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = new Set<number>();
  const add = (id: number) => {
    own.add(id);
    byId.get(id)?.children?.forEach(add);
  };
  for (const { id, callFrame } of nodes) if (callFrame.url.includes(folder)) add(id);
  // Each delta counts from the sample before.
  const us = samples.reduce((sum, id, i) => sum + (own.has(id) ? (timeDeltas[i + 1] ?? 0) : 0), 0);
  return us / 1000;
}
