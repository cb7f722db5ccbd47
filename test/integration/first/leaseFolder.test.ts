import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { systemTime } from '../../../src/base/time';
import { leaseFolderIn } from '../../../src/platform/vscode/leaseFolder';
import { WindowShares } from '../../../src/tracking/windows/windowShares';

const ORIGIN = 'https://api.thucchien.ai';

describe('the folder of window leases', () => {
  let storage: string;
  let windowShares: WindowShares[];

  beforeEach(() => {
    storage = mkdtempSync(join(tmpdir(), 'veo-windowShares-'));
    windowShares = [];
  });
  afterEach(() => {
    for (const one of windowShares) one.dispose();
  });

  it('is created at its first use, with one file for each window, so that windows share a limit', async () => {
    const [one, other] = [openWindow('one', 1), openWindow('other', 3)];
    await Promise.all([readLeases(one), readLeases(other)]);
    assert.deepEqual(readdirSync(join(storage, 'windows')).sort(), ['one.json', 'other.json']);
    // Of two windows that read at the same time one may have read too early, so it reads again.
    const shares = [one.share(ORIGIN), other.share(ORIGIN)];
    assert.ok(shares.includes(3 / 8) || shares.includes(5 / 8), `${shares}`);
    assert.equal(JSON.parse(readFileSync(join(storage, 'windows', 'other.json'), 'utf8')).running[ORIGIN], 3);
  });

  it('is cleaned of files that are no lease', async () => {
    mkdirSync(join(storage, 'windows'));
    writeFileSync(join(storage, 'windows', 'broken.json'), '{"version":1,"until":');
    const one = openWindow('one', 1);
    await readLeases(one);
    assert.equal(one.share(ORIGIN), 1);
    assert.deepEqual(readdirSync(join(storage, 'windows')), ['one.json']);
  });

  it('is read without links, pipes and files larger than any lease, so that a read always ends', async () => {
    const windows = join(storage, 'windows');
    mkdirSync(windows);
    // Windows has neither.
    const unreadable = process.platform === 'win32' ? [] : ['link.json', 'pipe.json'];
    if (unreadable.length > 0) {
      symlinkSync('/dev/zero', join(windows, 'link.json'));
      execFileSync('mkfifo', [join(windows, 'pipe.json')]);
    }
    writeFileSync(join(windows, 'large.json'), '');
    truncateSync(join(windows, 'large.json'), 3 * 1024 ** 3);
    const one = openWindow('one', 1);
    await readLeases(one);
    assert.equal(one.share(ORIGIN), 1);
    assert.deepEqual(readdirSync(windows).sort(), [...unreadable, 'one.json'].sort());
  });

  it('leaves a window its share however many leases are forged', async () => {
    const windows = join(storage, 'windows');
    mkdirSync(windows);
    const forged = JSON.stringify({ until: Date.now() + 25_000, running: { [ORIGIN]: 1_000_000 } });
    for (let i = 0; i < 500; i++) writeFileSync(join(windows, `${i}.json`), forged);
    const one = openWindow('one', 1);
    await readLeases(one);
    assert.ok(one.share(ORIGIN) >= 1 / 130, `${one.share(ORIGIN)}`);
  });

  it('gives a window that cannot write there a small share', async () => {
    writeFileSync(join(storage, 'windows'), 'no folder');
    const one = openWindow('one', 1);
    await readLeases(one);
    assert.equal(one.share(ORIGIN), 0.25);
  });

  function openWindow(name: string, running: number): WindowShares {
    const folder = leaseFolderIn(vscode.Uri.file(storage));
    const one = new WindowShares({
      name,
      folder,
      time: systemTime,
      uses: () => new Map([[ORIGIN, { running, sent: [] }]]),
    });
    windowShares.push(one);
    return one;
  }

  function readLeases(one: WindowShares): Promise<void> {
    one.refresh();
    return one.settled();
  }
});
