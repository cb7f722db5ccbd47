import assert from 'node:assert/strict';
import { mock } from 'node:test';
import fc from 'fast-check';
import { isUnseen, type Operation, operationKey } from '../../../../src/operations/operation';
import { toRecord } from '../../../../src/operations/record';
import { Archive } from '../../../../src/tracking/list/archive';
import { operationIn } from '../../operations/arbitraries';
import { endedAt, endedFrom } from './listHarness';
import { MemoryArchive } from './memoryArchive';

describe('the archive', () => {
  let file: MemoryArchive;
  let archive: Archive;
  let told: number[];

  beforeEach(() => {
    file = new MemoryArchive();
    told = [];
    archive = newArchive();
  });

  it('holds one line of JSON for each operation, with its record as in the workspace state', async () => {
    await archive.write(endedFrom(1, 2));
    assert.deepEqual(file.lines, endedFrom(1, 2).map(toRecord));
  });

  it('reads back what was written, marked as seen, the last ended first', async () => {
    const ended = fc.oneof(operationIn.succeeded, operationIn.failed, operationIn.missing);
    const some = fc.uniqueArray(ended, { selector: operationKey });
    await fc.assert(
      fc.asyncProperty(some, async (operations) => {
        file = new MemoryArchive();
        await newArchive().write(operations);
        const found = await newArchive().read();
        assert.deepEqual(byKey(found), byKey(operations.map(lookedAt)));
        const ends = found.map((one) => Date.parse('finishedAt' in one ? one.finishedAt : ''));
        assert.deepEqual(
          ends,
          [...ends].sort((a, b) => b - a),
        );
      }),
    );
  });

  it('takes the last line about an operation as the one that counts', async () => {
    await archive.write(endedFrom(1, 3));
    await archive.write([{ ...endedAt(2), label: 'renamed' }]);
    assert.deepEqual(await labels(), ['3', 'renamed', '1']);
  });

  it('does not have an operation after its removal, until it is written again', async () => {
    await archive.write(endedFrom(1, 2));
    archive.remove([endedAt(1)]);
    await archive.write([]);
    assert.deepEqual(await labels(), ['2']);
    assert.deepEqual(file.lines.at(-1), { version: 1, removed: nameOf(endedAt(1)) });
    await archive.write([endedAt(1)]);
    assert.deepEqual(await labels(), ['2', '1']);
    assert.deepEqual((await archive.read()).map(labelOf), ['2', '1']);
  });

  it('reads on after a line that is longer than a string may be, and counts it as one unreadable line', async () => {
    await archive.write(endedFrom(1, 2));
    const piece = 'x'.repeat(1024 * 1024);
    const { text } = file;
    file.read = async function* () {
      yield text;
      for (let mebibyte = 0; mebibyte < 600; mebibyte++) yield piece;
      yield text;
    };
    assert.deepEqual((await archive.read()).map(labelOf), ['2', '1']);
    assert.deepEqual(told, [1]);
  });

  it('does not return a removed operation, not even before the removal is written', async () => {
    await archive.write(endedFrom(1, 2));
    archive.remove([endedAt(1)]);
    assert.deepEqual((await archive.read()).map(labelOf), ['2']);
  });

  it('does not return an operation that is removed during the reading', async () => {
    await archive.write(endedFrom(1, 2));
    file.midway = () => archive.remove([endedAt(2)]);
    assert.deepEqual((await archive.read()).map(labelOf), ['1']);
  });

  it('does not return an operation that was removed during its write', async () => {
    const writing = archive.write(endedFrom(1, 2));
    archive.remove([endedAt(2)]);
    await writing;
    assert.deepEqual((await archive.read()).map(labelOf), ['1']);
    await archive.write([]);
    assert.deepEqual(await labels(), ['1']);
  });

  it('writes a removal with the next append when it could not be written', async () => {
    await archive.write(endedFrom(1, 2));
    archive.remove([endedAt(1)]);
    file.fate = { kind: 'refused', error: new Error('disk full'), written: 0 };
    await assert.rejects(archive.write([]), /disk full/);
    file.fate = undefined;
    await archive.write([]);
    assert.deepEqual(await labels(), ['2']);
  });

  it('is not created for a removal alone', async () => {
    archive.remove([endedAt(1)]);
    await archive.write([]);
    assert.deepEqual([file.appends, archive.hasRemovals, await archive.exists()], [[], false, false]);
  });

  it('keeps a new line separate from one that a crash cut short, wherever it was cut', async () => {
    const text = `${JSON.stringify(toRecord(endedAt(1)))}\n`;
    for (const written of Array(text.length + 1).keys()) {
      file = new MemoryArchive();
      file.text = text.slice(0, written);
      await newArchive().write([endedAt(2)]);
      const isWhole = written >= text.length - 1;
      assert.deepEqual(await labels(), isWhole ? ['2', '1'] : ['2'], `${written}`);
    }
  });

  const bad: readonly [what: string, line: string][] = [
    ['no JSON', '{"version":1,"opera'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a list', '[1]'],
    ['of another version', '{"version":2,"operation":{"endpoint":"a","name":"b"}}'],
    ['a removal of another version', '{"version":2,"removed":{"endpoint":"a","name":"b"}}'],
    ['an operation with a broken field', JSON.stringify(toRecord({ ...endedAt(9), trackedAt: 'noon' }))],
    ['of bytes that are no text', '\uFFFD\u0000\uFFFD'],
  ];
  for (const [what, line] of bad) {
    it(`leaves a line that is ${what} in place, returns the others, and reports it`, async () => {
      file.text = [toRecord(endedAt(1)), toRecord(endedAt(2))]
        .map((one) => JSON.stringify(one))
        .join(`\n${line}\n`);
      assert.deepEqual(await labels(), ['2', '1']);
      assert.deepEqual(told, [1]);
      await archive.write([endedAt(3)]);
      assert.ok(file.text.includes(line));
    });
  }

  it('reads a file that an editor has saved with a byte order mark and carriage returns', async () => {
    const records = endedFrom(1, 2).map((one) => JSON.stringify(toRecord(one)));
    file.text = `\uFEFF${records[0]}\r\n\r\n \r\n${records[1]}\r\n\r`;
    assert.deepEqual(await labels(), ['2', '1']);
    assert.deepEqual(told, []);
  });

  it('searches no piece of a line twice, however long the line is', async () => {
    const long = { ...endedAt(1), label: 'x'.repeat(60_000) };
    const text = `${JSON.stringify(toRecord(long))}\n`;
    file.text = text;
    file.read = async function* () {
      for (let from = 0; from < text.length; from += 1000) yield text.slice(from, from + 1000);
    };
    const split = mock.method(String.prototype, 'split');
    const found = await archive.read().finally(() => split.mock.restore());
    const searched = split.mock.calls.reduce((sum, call) => sum + String(call.this).length, 0);
    assert.deepEqual(found.map(labelOf), [long.label]);
    assert.ok(searched >= text.length && searched < text.length * 2, `${searched}`);
  });

  it('reports unreadable lines once', async () => {
    file.text = 'x\ny\n';
    for (const _ of [1, 2]) await archive.read();
    assert.deepEqual(told, [2]);
  });

  it('uses the line before when the last line about an operation is unreadable', async () => {
    const newer = { version: 2, operation: endedAt(1) };
    file.text = `${JSON.stringify(toRecord(endedAt(1)))}\n${JSON.stringify(newer)}\n`;
    assert.deepEqual(await labels(), ['1']);
  });

  it('stops reading when the reading is aborted', async () => {
    await archive.write(endedFrom(1, 20));
    const giveUp = new AbortController();
    file.midway = () => giveUp.abort(new Error('enough'));
    await assert.rejects(archive.read(giveUp.signal), /enough/);
  });

  it('knows of which operations it has the current record', async () => {
    const [one, other] = [endedAt(1), endedAt(2)];
    await archive.write([one]);
    assert.deepEqual([archive.has(one), archive.has({ ...one }), archive.has(other)], [true, false, false]);
    const [found] = await archive.read();
    assert.ok(found && archive.has(found));
    archive.remove([found]);
    assert.equal(archive.has(found), false);
  });

  function newArchive(): Archive {
    return new Archive(file, (count) => told.push(count));
  }

  async function labels(): Promise<(string | undefined)[]> {
    return (await newArchive().read()).map(labelOf);
  }
});

function labelOf({ label }: Operation): string | undefined {
  return label;
}

function nameOf({ endpoint, name }: Operation) {
  return { endpoint, name };
}

function byKey(operations: readonly Operation[]): Operation[] {
  return [...operations].sort((a, b) => (operationKey(a) < operationKey(b) ? -1 : 1));
}

/** So many have ended since that nobody waits for it any more. */
function lookedAt(operation: Operation): Operation {
  return isUnseen(operation) ? { ...operation, seenAt: operation.finishedAt } : operation;
}
