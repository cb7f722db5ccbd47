import assert from 'node:assert/strict';
import { MAX_TEXT_LENGTH } from '../../../src/references/textLength';
import { readDefinition } from '../../../src/ui/tasks/taskDefinition';

describe('the definition of a task that waits', () => {
  it('waits for all that run when it names nothing', () => {
    assert.deepEqual(orderOf({ type: 'veo' }).wanted, { kind: 'running' });
    assert.deepEqual(orderOf({ type: 'veo', operation: ' running ' }).wanted, { kind: 'running' });
  });

  it('names operations in a text, in a file, or as the latest one', () => {
    assert.deepEqual(orderOf({ operation: 'video_1' }).wanted, { kind: 'named', text: 'video_1' });
    assert.deepEqual(orderOf({ operation: 'latest' }).wanted, { kind: 'latest' });
    assert.deepEqual(orderOf({ file: 'ids.txt' }).wanted, { kind: 'inFile', path: 'ids.txt' });
  });

  it('takes an empty text for none, as a variable without a value leaves it, but not as the name of an operation', () => {
    const { wanted, endpoint, folder, list } = orderOf({ file: '', endpoint: ' ', download: '', list: '' });
    assert.deepEqual([wanted.kind, endpoint, folder, list], ['running', undefined, undefined, undefined]);
    assert.match(refusalOf({ operation: ' ' }), /"operation" of the task is empty/);
  });

  it('is refused with the name of the property that is no text, or too long', () => {
    assert.match(refusalOf({ operation: ['video_1'] }), /^"operation" of the task/);
    assert.match(refusalOf({ operation: 'x'.repeat(MAX_TEXT_LENGTH + 1) }), /^"operation" of the task/);
    for (const property of ['file', 'endpoint', 'download', 'list']) {
      assert.ok(refusalOf({ [property]: 7 }).startsWith(`"${property}" of the task`));
      assert.ok(refusalOf({ [property]: 'x'.repeat(5000) }).startsWith(`"${property}" of the task`));
    }
    assert.match(refusalOf(null), /cannot be read/);
  });

  it('is refused when it contradicts itself', () => {
    assert.match(refusalOf({ operation: 'video_1', file: 'ids.txt' }), /not in both/);
    assert.match(refusalOf({ list: 'clips.txt' }), /needs "download"/);
  });
});

function orderOf(definition: unknown) {
  const read = readDefinition(definition);
  if (read.kind !== 'order') assert.fail(read.reason);
  return read.order;
}

function refusalOf(definition: unknown): string {
  const read = readDefinition(definition);
  return read.kind === 'refused' ? read.reason : assert.fail('It was not refused');
}
