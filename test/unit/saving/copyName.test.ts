import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Operation } from '../../../src/operations/operation';
import { copyName, endpointFolderName } from '../../../src/saving/copyName';
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
const segment = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/),
  fc.stringMatching(/^[A-Za-z0-9_-]{90,300}$/),
  fc.stringMatching(/^[a-z]\.[A-Za-z0-9_-]{90,300}$/),
  fc.constantFrom('con', 'nul', 'com1', 'aux.h', '-', '_'),
);

describe('the name of a copy', () => {
  it('is made of the model, the id and the number of the sample', () => {
    const name = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
    assert.equal(
      nameOf({ name, model: 'veo-3.0-generate-001' }, 1),
      'veo-3.0-generate-001-idrk08ltkg0a-2.mp4',
    );
    assert.equal(nameOf({ name }), 'veo-idrk08ltkg0a-1.mp4');
  });

  it('tells of a video_… id only its end, which is what differs', () => {
    const content = (id: string) => btoa(`litellm:custom_llm_provider:vertex_ai;model_id:veo;video_id:${id}`);
    const [one, two] = ['0f8fad5b', '7c9e6679'].map(
      (id) => `video_${content(`projects/secret/operations/${id}`)}`,
    );
    assert.match(nameOf({ name: one as string, model: 'veo' }), /^veo-video-[A-Za-z0-9]{12}-1\.mp4$/);
    assert.notEqual(nameOf({ name: one as string }), nameOf({ name: two as string }));
    assert.equal(nameOf({ name: (one as string).replace(/=+$/, '') }), nameOf({ name: one as string }));
  });

  it('is one segment that every file system takes, whatever a server calls its models', () => {
    fc.assert(
      fc.property(anyOperation, text, segment, fc.nat({ max: 3 }), (operation, model, id, index) => {
        const name = `models/veo/operations/${id}`;
        assertSafe(copyName({ operation: { ...operation, name, model }, index }));
        assertSafe(copyName({ operation, index }));
      }),
      { numRuns: 500 },
    );
  });

  for (const model of NASTY) {
    it(`is safe for a model called ${JSON.stringify(model.slice(0, 20))}`, () => {
      assertSafe(nameOf({ name: 'models/veo/operations/a1', model }));
      assertSafe(nameOf({ name: 'video_abc', model }));
    });
  }

  it('differs for different ids and samples of one model', () => {
    const short = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,79}$/).filter((id) => !RESERVED.test(id));
    fc.assert(
      fc.property(short, short, fc.nat({ max: 3 }), fc.nat({ max: 3 }), (a, b, i, j) => {
        const names = [nameOf(gemini(a), i), nameOf(gemini(b), j)];
        assert.equal(names[0] === names[1], a === b && i === j);
      }),
    );
  });

  it('differs for long ids that begin alike', () => {
    const head = 'x'.repeat(200);
    assert.notEqual(nameOf(gemini(`${head}1`)), nameOf(gemini(`${head}2`)));
  });
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

function gemini(id: string): Pick<Operation, 'name' | 'model'> {
  return { name: `models/veo/operations/${id}`, model: 'veo' };
}

function nameOf({ name, model }: Pick<Operation, 'name' | 'model'>, index = 0): string {
  const trackedAt = '2026-11-20T10:00:00.000Z';
  const operation = { endpoint: 'google', name, ...(model !== undefined && { model }), trackedAt };
  return copyName({ operation: { ...operation, state: 'running', videos: [] }, index });
}

function assertSafe(name: string): void {
  assertSegment(name);
  assert.match(name, /-[1-4]\.mp4$/);
  assert.ok(name.length <= 200, name);
}

function assertSegment(name: string): void {
  assert.match(name, /^[\w.-]+$/, JSON.stringify(name));
  assert.doesNotMatch(name, /^\.+$|\.$/);
  assert.doesNotMatch(name, RESERVED);
}
