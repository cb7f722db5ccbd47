import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Operation, OperationId } from '../../../src/operations/operation';
import {
  endpointFolderName,
  formerStorageFileName,
  storageFileName,
} from '../../../src/saving/storageFileName';
import { operation as anyOperation } from '../operations/arbitraries';

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
const NASTY = [
  '../../etc/passwd',
  '..\\..\\boot.ini',
  'a\0b',
  'x'.repeat(300),
  `a.${'x'.repeat(300)}`,
  'con',
  'NUL',
  'com1',
  'lpt9.txt',
  '..',
  '.',
  '',
  ' ',
  'veo 3 ',
  'veo.',
  'Phở bò 🎬',
  '\u202Egpm.exe',
  'a:b*c?"<>|',
  '\n\r\t',
];
const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
describe('the name of a file in storage', () => {
  const id: OperationId = { endpoint: 'google', name: 'models/veo-3.0-generate-001/operations/idrk08ltkg0a' };

  it('has the id, the sample number and a digest', async () => {
    assert.match(await storageFileName(id, 1), /^idrk08ltkg0a-2-[0-9a-f]{32}\.mp4$/);
    assert.equal(await storageFileName(id, 1), await storageFileName({ ...id }, 1));
  });

  it('has only the end of a video_… id', async () => {
    const content = btoa(
      'litellm:custom_llm_provider:vertex_ai;model_id:veo;video_id:projects/secret/operations/1',
    );
    const name = `video_${content}`;
    assert.match(await storageFileName({ ...id, name }, 0), /^video-[A-Za-z0-9]{12}-1-[0-9a-f]{32}\.mp4$/);
  });

  it('is one segment that every file system takes, whatever a server calls its operations', async () => {
    await fc.assert(
      fc.asyncProperty(anyOperation, text, fc.nat({ max: 3 }), async (operation, name, index) => {
        assertSafe(await storageFileName({ ...operation, name: `models/veo/operations/${name}` }, index));
        assertSafe(await storageFileName({ ...operation, name: `video_${name}` }, index));
        assertSafe(await storageFileName(operation, index));
      }),
      { numRuns: 300 },
    );
  });

  it('is unique, however similar a hostile server makes the ids, also when case is ignored', async () => {
    const stems = ['a1', 'A1', 'a1.', 'a1 ', 'a-1', 'a/1', 'a\\1', 'Phở', 'Pho\u031b\u0309', 'x'.repeat(300)];
    const names = [
      ...stems.flatMap((stem) => [
        `models/veo/operations/${stem}`,
        `models/veo-1/operations/${stem}`,
        `video_${stem}`,
      ]),
      ...Array.from(
        { length: 500 },
        (_, index) => `models/veo/operations/${'x'.repeat(100)}${index}${'y'.repeat(20)}`,
      ),
      ...Array.from({ length: 500 }, (_, index) => `video_${index}${'z'.repeat(12)}`),
    ];
    const endpoints = ['google', 'Google', 'google-1'];
    const copies = await Promise.all(
      endpoints.flatMap((endpoint) =>
        names.flatMap((name) => [0, 1, 10].map((index) => storageFileName({ endpoint, name }, index))),
      ),
    );
    assert.equal(new Set(copies.map((copy) => copy.toLowerCase())).size, copies.length);
  });
});

describe('the name of a file in storage up to 0.5.0', () => {
  it('consists of the model, the id and the sample number', () => {
    const name = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
    assert.equal(
      formerNameOf({ name, model: 'veo-3.0-generate-001' }, 1),
      'veo-3.0-generate-001-idrk08ltkg0a-2.mp4',
    );
    assert.equal(formerNameOf({ name }), 'veo-idrk08ltkg0a-1.mp4');
    assert.equal(formerNameOf({ name: 'video_abc=', model: 'veo' }), 'veo-video-abc-1.mp4');
  });

  for (const model of NASTY) {
    it(`is safe for a model called ${JSON.stringify(model.slice(0, 20))}`, () => {
      assertSafe(formerNameOf({ name: 'models/veo/operations/a1', model }));
    });
  }
});

describe('the name of the folder of an endpoint', () => {
  it('is one safe segment', () => {
    fc.assert(
      fc.property(text, (id) => {
        const name = endpointFolderName(id);
        assertSegment(name);
        assert.ok(name.length <= 81, name);
      }),
      { numRuns: 500 },
    );
  });

  it('is the id of every endpoint that there can be', () => {
    for (const id of ['google', 'thucchien', 'My.own_1-2']) assert.equal(endpointFolderName(id), id);
  });
});

function formerNameOf({ name, model }: Pick<Operation, 'name' | 'model'>, index = 0): string {
  const trackedAt = '2026-11-20T10:00:00.000Z';
  const operation = { endpoint: 'google', name, ...(model !== undefined && { model }), trackedAt };
  return formerStorageFileName({ operation: { ...operation, state: 'running', videos: [] }, index });
}

function assertSafe(name: string): void {
  assertSegment(name);
  assert.ok(name.length <= 200, name);
}

function assertSegment(name: string): void {
  assert.match(name, /^[\w.-]+$/, JSON.stringify(name));
  assert.doesNotMatch(name, /^\.+$|\.$/);
  assert.doesNotMatch(name, RESERVED);
}
