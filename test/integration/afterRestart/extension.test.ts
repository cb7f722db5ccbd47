import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../session';

describe('after VS Code was killed', () => {
  it('runs in an extension host of a new process', () => {
    const firstProcess = Number(readFileSync(join(scratchFolder, 'firstProcess'), 'utf8'));
    assert.notEqual(process.pid, firstProcess);
    assert.throws(() => process.kill(firstProcess, 0), { code: 'ESRCH' });
  });
});
