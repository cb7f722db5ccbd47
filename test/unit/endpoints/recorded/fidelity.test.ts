import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../../../scripts/repository';
import { type Fidelity, fidelity } from './fidelity';

describe('docs/fidelity.md', () => {
  let made: Fidelity;

  before(async () => {
    made = await fidelity();
  });

  it('claims nothing of a recorded answer that is not understood', () => {
    assert.deepEqual(made.notUnderstood, []);
  });

  it('says what the recorded answers say: npm run fidelity writes it', () => {
    assert.equal(readFileSync(join(repository, 'docs', 'fidelity.md'), 'utf8'), made.markdown);
  });
});
