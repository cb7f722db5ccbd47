import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveIn, DiskStorage, storeOn } from './diskList';
import type { Moment } from './killedWriter';
import { endedAt, newestFirst } from './listHarness';

describe('a list on a disk loses nothing when the process is killed', () => {
  let folder: string;
  let child: ChildProcess;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'veo-list-'));
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const moments: readonly [when: string, moment: Moment][] = [
    ['before it appends', 'beforeAppend'],
    ['when half is appended', 'inAppend'],
    ['when all is appended', 'afterAppend'],
    ['before the state is written', 'inStateWrite'],
    ['when the state was written', 'afterStateWrite'],
  ];
  for (const [when, moment] of moments) {
    it(when, async () => {
      await startWriter(moment);
      assert.deepEqual(await once(child, 'message'), ['there', undefined]);
      await kill();
      const expected = newestFirst(1, moment === 'afterStateWrite' ? 1001 : 1000);
      assert.deepEqual(await labelsOnDisk(), expected);
      await putOneMore();
      assert.deepEqual(await labelsOnDisk(), ['5000', ...expected]);
    });
  }

  it('at any moment of its work', async () => {
    await startWriter('atWork');
    let safe = 0;
    child.on('message', (number: number) => {
      safe = number;
      if (safe >= 3000) child.kill('SIGKILL');
    });
    await once(child, 'exit');
    const labels = await labelsOnDisk();
    assert.ok(safe >= 3000);
    assert.deepEqual(labels.slice(-safe), newestFirst(1, safe));
    assert.equal(new Set(labels).size, labels.length);
  });

  async function startWriter(moment: Moment): Promise<void> {
    child = fork(join(__dirname, 'killedWriter.ts'), [folder, moment], { execArgv: ['--import', 'tsx'] });
  }

  async function kill(): Promise<void> {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    assert.deepEqual(await exit, [null, 'SIGKILL']);
  }

  async function putOneMore(): Promise<void> {
    const store = storeOn(new DiskStorage(folder), archiveIn(folder));
    store.restore([endedAt(5000)]);
    await store.flush();
    store.dispose();
  }

  /** As a process that starts now finds them. */
  async function labelsOnDisk(): Promise<(string | undefined)[]> {
    const store = storeOn(new DiskStorage(folder), archiveIn(folder));
    const all = [...store.list(), ...(await store.readOlder())];
    store.dispose();
    return all.map(({ label }) => label);
  }
});
