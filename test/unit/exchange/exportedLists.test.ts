import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import type { Operation, SucceededOperation, Video } from '../../../src/operations/operation';
import { csvOf } from '../../../src/ui/exchange/exportCsv';
import {
  type ExportedOperation,
  exportedList,
  exportedOperation,
} from '../../../src/ui/exchange/exportedOperations';
import { type ImportedList, readImport } from '../../../src/ui/exchange/importedOperations';
import { homelessIn, homesOf, planImport } from '../../../src/ui/exchange/importPlan';
import { operation as anyOperation, at, TEN_O_CLOCK } from '../operations/arbitraries';
import { FILE, plainOperation } from './plainOperation';

const NOW = TEN_O_CLOCK;
const NAME = 'models/veo-3.1-generate-preview/operations/abc123';
const gateway: Endpoint = {
  id: 'gateway',
  label: 'Gateway',
  kind: 'litellm',
  url: 'https://gateway.example.com',
  auth: { kind: 'key' },
};

function succeeded(known: Partial<SucceededOperation> = {}): SucceededOperation {
  return {
    endpoint: 'gateway',
    name: NAME,
    model: 'veo-3.1-generate-preview',
    label: 'Lantern festival',
    trackedAt: at(-60_000),
    state: 'succeeded',
    finishedAt: at(-1000),
    seenAt: at(0),
    videos: [{ uri: FILE, videoId: 'abc', expiresAt: at(3_600_000) }],
    ...known,
  };
}

function videosWith(...videos: readonly [Video, ...Video[]]): SucceededOperation {
  return succeeded({ videos });
}

function exported(...operations: readonly Operation[]): string {
  return JSON.stringify(exportedList(operations, [gateway], NOW));
}

async function imported(text: string): Promise<ImportedList> {
  const read = await readImport(text, NOW);
  assert.ok(read.kind === 'list', read.kind);
  return read;
}

/** A list with these operations, as another program may write it. */
function listOf(...operations: readonly unknown[]): string {
  return JSON.stringify({ version: 1, operations });
}

describe('an exported list', () => {
  it('has what the exported API tells of an operation, and its endpoint without its key', () => {
    assert.deepEqual(exportedList([succeeded()], [gateway], NOW), {
      version: 1,
      exportedAt: at(0),
      operations: [
        {
          endpoint: 'gateway',
          name: NAME,
          model: 'veo-3.1-generate-preview',
          label: 'Lantern festival',
          state: 'succeeded',
          trackedAt: at(-60_000),
          finishedAt: at(-1000),
          videos: [{ uri: FILE, videoId: 'abc', expiresAt: at(3_600_000) }],
        },
      ],
      endpoints: [{ id: 'gateway', label: 'Gateway', kind: 'litellm', url: 'https://gateway.example.com' }],
    });
  });

  it('names no file of this computer', () => {
    const home = '/home/lan';
    const kept = {
      uri: `file://${home}/kept.mp4`,
      kept: `file://${home}/kept.mp4`,
      file: `${home}/kept.mp4`,
    };
    const saved = { uri: FILE, file: `${home}/Videos/lantern.mp4`, sha256: 'ab'.repeat(32) };
    assert.doesNotMatch(exported(videosWith(saved, kept)), /lan\b|abab/);
    assert.deepEqual(exportedOperation(videosWith(saved, kept)).videos, [{ uri: FILE }, {}]);
  });

  it('has neither a key in a text, nor the signature with which anybody could fetch a video', () => {
    const key = 'sk-f0aN9vQ2x7LrT4mBz81HcY';
    const signed = 'https://cdn.example.com/v.mp4?X-Amz-Signature=f00df00d&X-Amz-Expires=600';
    const operation = { ...videosWith({ uri: signed }), label: key, prompt: `with ${key}` };
    const failed: Operation = {
      ...{
        endpoint: 'gateway',
        name: NAME,
        trackedAt: at(0),
        finishedAt: at(0),
        state: 'failed',
        videos: [],
      },
      error: { code: 13, message: `Wrong key: ${key}` },
    };
    assert.doesNotMatch(exported(operation, failed), /f0aN9|f00d/);
  });
});

describe('a table of exported operations', () => {
  const rowsOf = (...operations: readonly ExportedOperation[]) =>
    readCsv(csvOf({ operations, endpoints: [] }));

  it('has a heading for each column, times in UTC, and a mark by which Excel knows its letters', () => {
    const text = csvOf(exportedList([succeeded({ label: 'Lễ hội đèn lồng' })], [gateway], NOW));
    assert.equal(text.codePointAt(0), 0xfeff);
    const [headings = [], row = []] = readCsv(text);
    const table = Object.fromEntries(headings.map((heading, index) => [heading, row[index]]));
    assert.equal(table.label, 'Lễ hội đèn lồng');
    assert.equal(table.finishedAt, at(-1000));
    assert.equal(table.videoUris, FILE);
    assert.equal(table.endpointUrl, gateway.url);
  });

  it('holds every text as it was, but for one that a spreadsheet would take for a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (label) => {
        const [, [cell] = []] = rowsOf({ label, videos: [] });
        assert.equal(cell, label.replace(/(?<![^;\n])'*[=+\-@\t\r]/g, "'$&"));
      }),
    );
  });

  it('makes a text of what would be a formula, and leaves numbers numbers', () => {
    for (const label of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x","y")']) {
      assert.equal(rowsOf({ label, videos: [] })[1]?.[0], `'${label}`);
    }
    // Where the decimal sign is a comma, Excel splits at semicolons.
    const split = "sunrise;=cmd|'/C calc'!A0;-1; =no formula";
    assert.equal(rowsOf({ label: split, videos: [] })[1]?.[0], "sunrise;'=cmd|'/C calc'!A0;'-1; =no formula");
    const cells = rowsOf({ cost: { amount: 1.5 }, seconds: 8, videos: [] })[1] ?? [];
    assert.ok(cells.includes('1.5') && cells.includes('8'));
  });
});

describe('an import', () => {
  it('has each operation of an export as it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(plainOperation, { selector: ({ name }) => name, maxLength: 5 }),
        async (operations) => {
          assert.deepEqual((await imported(exported(...operations))).operations, operations);
        },
      ),
    );
  });

  it('makes up no operation, and takes over no file, whatever was exported', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyOperation, { maxLength: 5 }), async (operations) => {
        const list = await imported(exported(...operations));
        assert.ok(list.unreadable + list.operations.length <= operations.length);
        for (const one of list.operations) {
          assert.ok(operations.some(({ name, endpoint }) => name === one.name && endpoint === one.endpoint));
          for (const video of one.videos) assert.ok(!('file' in video) && !('kept' in video));
        }
      }),
    );
  });

  it('keeps what the list told of an end, and takes it as seen', async () => {
    const operation = succeeded();
    assert.deepEqual((await imported(exported(operation))).operations, [operation]);
  });

  it('asks again about videos that came without an address that is good here', async () => {
    const signed = 'https://cdn.example.com/v.mp4?X-Amz-Signature=f00df00d';
    const inside = { uri: 'file:///kept.mp4', kept: 'file:///kept.mp4' };
    for (const operation of [videosWith({ uri: signed }), videosWith({ uri: FILE }, inside)]) {
      const [{ state, videos, ...others } = succeeded()] = (await imported(exported(operation))).operations;
      assert.deepEqual([state, videos], ['running', []]);
      assert.ok(!('finishedAt' in others) && !('seenAt' in others));
    }
  });

  it('takes no file of another computer, and no address that is none of the web', async () => {
    const { videos: _, ...operation } = exportedOperation(succeeded());
    for (const video of [
      { uri: FILE, file: '/etc/passwd', kept: 'file:///etc/passwd', sha256: 'x' },
      { uri: 'file:///etc/passwd' },
      { uri: 'command:workbench.action.quit' },
      { uri: `https://user:secret@example.com/v.mp4` },
    ]) {
      const [one] = (await imported(listOf({ ...operation, videos: [video] }))).operations;
      assert.doesNotMatch(JSON.stringify(one), /passwd|command:|secret/);
    }
  });

  it('counts what it cannot read, and reads the others', async () => {
    const good = exportedOperation(succeeded());
    const bad = [
      null,
      42,
      'text',
      [],
      {},
      { ...good, name: '../../secrets' },
      { ...good, name: 'sk-f0aN9vQ2x7LrT4mBz81HcY' },
      { ...good, trackedAt: 'yesterday' },
      { ...good, state: 'exploded' },
      { ...good, seconds: 1e300 },
      { ...good, endedWithin: -1 },
      { ...good, videos: [{ uri: FILE, mimeType: 'x'.repeat(70_000) }], size: 'x'.repeat(70_000) },
    ];
    const { operations, unreadable } = await imported(listOf(good, ...bad));
    assert.deepEqual([operations.length, unreadable], [1, bad.length]);
  });

  it('cleans and shortens texts, and takes no key in them', async () => {
    const given = {
      ...exportedOperation(succeeded()),
      label: `a\u202eb\u0007${'x'.repeat(5000)}`,
      prompt: 'with sk-f0aN9vQ2x7LrT4mBz81HcY',
    };
    const [operation] = (await imported(listOf(given))).operations;
    assert.ok(operation?.label && operation.label.length <= 100);
    assert.doesNotMatch(operation.label, /[\p{Cc}\p{Cf}]/u);
    assert.doesNotMatch(operation.prompt ?? '', /f0aN9/);
  });

  it('believes no time that is still to come', async () => {
    const given = {
      ...exportedOperation(succeeded()),
      trackedAt: at(9e9),
      finishedAt: at(9e9),
      startedAt: at(9e9),
    };
    const [operation] = (await imported(listOf(given))).operations;
    assert.deepEqual([operation?.trackedAt, operation?.startedAt], [at(0), undefined]);
    assert.ok(operation?.state === 'succeeded' && operation.finishedAt === at(0));
  });

  it('leaves out fields that only a newer release knows, and refuses the list of a newer form', async () => {
    const given = { ...exportedOperation(succeeded()), source: 'telepathy', mood: 'fine' };
    const [operation] = (await imported(listOf(given))).operations;
    assert.ok(operation && !('source' in operation) && !('mood' in operation));
    assert.deepEqual(await readImport(JSON.stringify({ version: 2, operations: [given] }), NOW), {
      kind: 'newer',
    });
  });

  it('tells what is no exported list', async () => {
    const others = [
      '',
      'video_abc',
      '[]',
      '{}',
      '{"version":1}',
      '{"version":"1","operations":[]}',
      '{"operations":[]}',
    ];
    for (const text of others) assert.equal((await readImport(text, NOW)).kind, 'other', text);
    const many = JSON.stringify({ version: 1, operations: Array.from({ length: 10_001 }, () => 0) });
    assert.equal((await readImport(many, NOW)).kind, 'tooMany');
  });

  it('stands hostile files: keys of prototypes, and a hundred thousand levels', async () => {
    const polluting = `{"version":1,"operations":[{"__proto__":{"endpoint":"x","name":"${NAME}"},"constructor":{"prototype":{"polluted":1}}}]}`;
    assert.deepEqual((await imported(polluting)).operations, []);
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    const deep = `{"version":1,"operations":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`;
    assert.deepEqual(await readImport(deep, NOW), {
      kind: 'list',
      operations: [],
      endpoints: [],
      unreadable: 1,
    });
  });

  it('never throws, whatever the file holds', async () => {
    const field = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(at(0), NAME, FILE, 'succeeded', 'running', 'failed'),
    );
    const record = fc.dictionary(
      fc.constantFrom(...Object.keys(succeeded()), 'error', 'cost', 'startTold'),
      field,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(record, fc.jsonValue())),
        fc.jsonValue(),
        async (operations, endpoints) => {
          await readImport(JSON.stringify({ version: 1, operations, endpoints }), NOW);
          await readImport(JSON.stringify({ version: 1, operations, endpoints: [endpoints] }), NOW);
        },
      ),
    );
  });
});

describe('the plan of an import', () => {
  const other: Endpoint = { ...gateway, id: 'other', url: 'https://other.example.com' };
  const nothing = { known: new Set<string>(), listed: () => undefined };

  it('finds an endpoint by its address, whatever its id is here', async () => {
    const list = await imported(exported(succeeded()));
    const renamed = { ...gateway, id: 'mine' };
    assert.deepEqual(homesOf(list, [other, renamed]).get('gateway'), renamed);
    const homes = homesOf(list, [renamed]);
    assert.deepEqual(
      planImport(list, { homes, ...nothing }).added.map(({ endpoint }) => endpoint),
      ['mine'],
    );
  });

  it('takes no endpoint that only has the same id: the operations would be asked for at another server', async () => {
    const list = await imported(exported(succeeded()));
    const homes = homesOf(list, [{ ...other, id: 'gateway' }]);
    assert.equal(homes.get('gateway'), undefined);
    assert.deepEqual(
      homelessIn(list, homes).map(({ endpoint }) => endpoint.url),
      ['https://gateway.example.com'],
    );
    assert.deepEqual(planImport(list, { homes, ...nothing }), {
      ...{ added: [], filled: [], known: 0, leftOut: 1, unreadable: 0 },
    });
  });

  it('goes by the id where the file tells no address', async () => {
    const list = await imported(listOf(exportedOperation(succeeded())));
    assert.deepEqual(homesOf(list, [gateway]).get('gateway'), gateway);
  });

  it('changes no state, no start and no label of what is here, and adds what it lacks', async () => {
    const list = await imported(exported(succeeded({ prompt: 'Lanterns rise', startedAt: at(-50_000) })));
    const { prompt: _, ...here } = { ...succeeded(), label: 'Mine', prompt: undefined };
    const running: Operation = { ...here, state: 'running', videos: [] };
    const { added, filled, known } = planImport(list, {
      ...{ homes: homesOf(list, [gateway]), known: new Set(), listed: () => running },
    });
    assert.deepEqual([added, known], [[], 1]);
    assert.deepEqual(filled, [{ before: running, after: { ...running, prompt: 'Lanterns rise' } }]);
  });

  it('leaves alone what is in the archive, and counts what an endpoint cannot be asked about', async () => {
    const list = await imported(
      exported(
        succeeded(),
        succeeded({ name: 'projects/p/locations/x/publishers/google/models/v/operations/y' }),
      ),
    );
    const plan = planImport(list, {
      ...nothing,
      homes: homesOf(list, [gateway]),
      known: new Set([`gateway ${NAME}`]),
    });
    assert.deepEqual(plan, { added: [], filled: [], known: 1, leftOut: 0, unreadable: 1 });
  });
});

/** Reads a table as RFC 4180 defines it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  for (const [, cell = '', end] of text.replace('\ufeff', '').matchAll(cells)) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
