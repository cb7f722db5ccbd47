import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import type { Operation } from '../../../src/operations/operation';
import { csvOf } from '../../../src/ui/exchange/exportCsv';
import { exportedList } from '../../../src/ui/exchange/exportedOperations';
import { guarded, unguarded } from '../../../src/ui/exchange/formulaGuard';
import { type ImportedList, readImport } from '../../../src/ui/exchange/importedOperations';
import { TEN_O_CLOCK } from '../operations/arbitraries';
import { plainOperation } from './plainOperation';

const NOW = TEN_O_CLOCK;
const gateway: Endpoint = {
  id: 'gateway',
  label: 'Gateway',
  kind: 'litellm',
  url: 'https://gateway.example.com',
  auth: { kind: 'key' },
};
const HEADING = 'endpoint,name,state,trackedAt';
const NAME = 'models/veo-3.1-generate-preview/operations/abc123';
const ROW = `gateway,${NAME},running,2026-11-20T09:00:00.000Z`;

const lists = fc.uniqueArray(plainOperation, { selector: ({ name }) => name, maxLength: 5 });

function tableOf(operations: readonly Operation[]): string {
  return csvOf(exportedList(operations, [gateway], NOW));
}

async function imported(text: string): Promise<ImportedList> {
  const read = await readImport(text, NOW);
  assert.ok(read.kind === 'list', read.kind);
  return read;
}

/** A table as a spreadsheet saves it anew: every cell in quotes, or only where it has to be. */
function resaved(table: string, delimiter: string, end: string): string {
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  return [...table.replace('\ufeff', '').matchAll(cells)]
    .map(([, cell = '', after]) => {
      const isNumber = /^\d+\.\d+$/.test(cell);
      const shown = isNumber && delimiter === ';' ? cell.replace('.', ',') : cell;
      return (
        (shown === '' || shown.startsWith('"') ? shown : `"${shown}"`) + (after === ',' ? delimiter : end)
      );
    })
    .join('');
}

describe('a table that is imported', () => {
  it('gives the same table when it is exported again', async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (operations) => {
        const table = tableOf(operations);
        const list = await imported(table);
        assert.deepEqual([list.unreadable, tableOf(list.operations)], [0, table]);
      }),
    );
  });

  it('may have been saved anew: with semicolons and decimal commas, with tabs, and without what Excel wants', async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (operations) => {
        const table = tableOf(operations);
        for (const [delimiter, end] of [
          [';', '\n'],
          ['\t', '\r\n'],
          [',', '\n'],
        ] as const) {
          assert.deepEqual(await imported(resaved(table, delimiter, end)), await imported(table));
        }
      }),
    );
  });

  it('tells where its endpoints are, whose ids may be those of other servers here', async () => {
    const operation = {
      endpoint: 'gateway',
      name: NAME,
      trackedAt: '2026-11-20T09:00:00.000Z',
      state: 'running',
      videos: [],
    } as const;
    const list = await imported(tableOf([operation, { ...operation, name: `${NAME}2` }]));
    assert.deepEqual(list.endpoints, [
      { id: 'gateway', label: 'gateway', kind: 'litellm', url: gateway.url },
    ]);
    assert.deepEqual((await imported(`${HEADING}\n${ROW}`)).endpoints, []);
  });

  it('may have columns in another order, others of a person, and empty rows below', async () => {
    const table = `note;trackedAt;state;name;endpoint\nmine;2026-11-20 09:00:00;running;${NAME};gateway\n;;;;\n;;;;\n`;
    assert.deepEqual(await imported(table), await imported(`${HEADING}\n${ROW}`));
  });

  it('has a video for each line, also for one whose address was left out', async () => {
    const uris = ['https://example.com/1.mp4', 'https://example.com/2.mp4'];
    const videosOf = async (ids: string, addresses: readonly string[]) => {
      const text = `${HEADING},finishedAt,videoIds,videoUris\ngateway,${NAME},succeeded,2026-11-20T09:00:00Z,2026-11-20T09:01:00Z,"${ids}","${addresses.join('\n')}"`;
      const [operation] = (await imported(text)).operations;
      return [operation?.state, operation?.videos.map(({ uri, videoId }) => [uri, videoId])];
    };
    assert.deepEqual(await videosOf('\nb', uris), [
      'succeeded',
      [
        [uris[0], undefined],
        [uris[1], 'b'],
      ],
    ]);
    // Whose the only id is, nobody knows.
    assert.deepEqual(await videosOf('b', uris), ['succeeded', uris.map((uri) => [uri, undefined])]);
    assert.deepEqual(await videosOf('a\nb', ['', uris[1] ?? '']), ['running', []]);
  });

  it('has texts as they were before they were guarded against formulas', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^['=+;\n@a-]{0,12}$/));
    fc.assert(fc.property(texts, (text) => assert.equal(unguarded(guarded(text)), text)));
    assert.equal(guarded("'=1"), "''=1");
  });

  it('counts the rows that cannot be read, such as an id of which a spreadsheet has made a number', async () => {
    const rows = [
      ROW,
      ROW.replace(NAME, '1.23457E+21'),
      ROW.replace('running', 'exploded'),
      'gateway',
      '"unclosed',
    ];
    const { operations, unreadable } = await imported([HEADING, ...rows].join('\n'));
    assert.deepEqual([operations.map(({ name }) => name), unreadable], [[NAME], 4]);
  });

  it('is none of ours without the columns that an operation needs, and has a limit', async () => {
    assert.deepEqual(await readImport('name,state\na,b', NOW), { kind: 'other' });
    assert.deepEqual(await readImport(`${HEADING}\n${'a,b,c,d\n'.repeat(10_001)}`, NOW), { kind: 'tooMany' });
  });

  it('never throws, whatever stands below its headings', async () => {
    const cells = fc.oneof(
      fc.constantFrom('"', ',', '\n', '\r', '__proto__', NAME, 'succeeded'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cells), async (parts) => {
        await imported(`${HEADING},__proto__,constructor\n${parts.join('')}`);
      }),
    );
    assert.equal((await imported(`${HEADING}\n${','.repeat(1_000_000)}`)).unreadable, 0);
  });
});
