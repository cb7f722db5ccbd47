import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { answeredJobs } from '../../../src/references/answers/answeredJobs';
import { findReferences } from '../../../src/references/reference';
import { MAX_TEXT_LENGTH } from '../../../src/references/textLength';

const ROOT = join(__dirname, '../../..');
const TEXT = /\.(?:[cm]?[jt]s|json|md|ya?ml|sh)$/;
/** The simulator answers as the APIs do, and presets.ts and statusAddresses.ts say how. */
const FIXTURES = /[\\/]src[\\/]simulator[\\/]/;

/** Lines as npm, test runners, servers, editors and build tools print them. */
const logLine = fc.oneof(
  fc
    .tuple(fc.nat(400), fc.uuid())
    .map(([ms, id]) => `${ms} http fetch GET 200 https://registry.example/x/-/x-1.0.0.tgz ${id}`),
  fc
    .tuple(
      fc.nat(99),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 40 }),
    )
    .map(([n, hash]) => `[${n}/120] commit ${hash} build(core): done`),
  fc
    .tuple(fc.uuid(), fc.constantFrom('queued', 'completed'))
    .map(([id, status]) =>
      JSON.stringify({ level: 'info', requestId: id, job: { id, status, queue: 'mail' }, code: 200 }),
    ),
  fc
    .tuple(fc.uuid(), fc.nat(500))
    .map(([id, ms]) => `127.0.0.1 - "GET /v1/users/${id}/videos?page=2 HTTP/1.1" 200 ${ms}`),
  fc
    .tuple(fc.uuid())
    .map(([id]) => `at Object.<anonymous> (/srv/app/v2/videos/index.test.ts:12:7) trace_id=${id}`),
  fc
    .tuple(fc.uuid())
    .map(([id]) => `{'id': '${id}', 'object': 'chat.completion', 'model': 'gpt-5', 'status': 'completed'}`),
  fc.lorem().map((words) => `It's done: ${words} (see task 12345678, job 7).`),
);

describe('ordinary text', () => {
  it('of the sources, the documents and the lock file of this repository names no job by its context', () => {
    const files = ['src', 'scripts', 'docs', 'l10n'].flatMap(filesBelow);
    const all = [...files, ...['README.md', 'CHANGELOG.md', 'package.json', 'package-lock.json'].map(inRoot)];
    const read = all.filter((file) => TEXT.test(file) && !FIXTURES.test(file));
    assert.ok(read.length > 300);
    for (const file of read) assert.deepEqual(jobsIn(readFileSync(file, 'utf8')), [], file);
  });

  it('of the packages that this repository uses names no job either', () => {
    const packages = readdirSync(inRoot('node_modules'));
    const files = packages.flatMap((name) => [
      `${name}/README.md`,
      `${name}/package.json`,
      `${name}/index.js`,
    ]);
    const texts = files.flatMap((file) => textOf(inRoot(join('node_modules', file))));
    assert.ok(texts.length > 200);
    for (const text of texts) assert.deepEqual(jobsIn(text), [], text.slice(0, 200));
  });

  it('of logs names none', () => {
    fc.assert(
      fc.property(fc.array(logLine, { minLength: 1, maxLength: 30 }), (lines) => {
        assert.deepEqual(jobsIn(`npm verbose cli\n${lines.join('\n')}\n`), []);
      }),
    );
  });
});

describe('answers in a megabyte of hostile text', () => {
  const ONE_SECOND_MS = 1000;
  const pieces = [
    '{',
    '[',
    'a(',
    '{"a":',
    '{"id":"',
    '"',
    "'",
    '\\"',
    '{"\\"',
    '{\'"',
    '}',
    '{}',
    '[{',
    '{a=',
    '{"a":"{',
    '{"id":"task_a1","object":"video"},',
    '{"a":"\\"{\\\\\\"',
    '{"steps":[',
    '/v1/videos/',
    '/v1/videos/a1b2c3d4e5f6?',
    'a'.repeat(199),
    '{"object":"video",',
  ];
  for (const piece of pieces) {
    it(`that repeats ${JSON.stringify(piece.slice(0, 30))} are looked for in a second`, () => {
      const text = piece.repeat(Math.ceil(2 ** 20 / piece.length));
      const before = performance.now();
      answeredJobs(text);
      assert.ok(performance.now() - before < ONE_SECOND_MS);
    });
  }
});

/** The jobs that are named by their context; other names have tests of their own. */
function jobsIn(text: string): string[] {
  const parts = Array.from({ length: Math.ceil(text.length / MAX_TEXT_LENGTH) }, (_, part) =>
    text.slice(part * MAX_TEXT_LENGTH, (part + 1) * MAX_TEXT_LENGTH),
  );
  return parts.flatMap(findReferences).flatMap(({ name, shape }) => (shape === undefined ? [] : [name]));
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(inRoot(folder), { withFileTypes: true, recursive: true });
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}

function textOf(file: string): string[] {
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}

function inRoot(path: string): string {
  return join(ROOT, path);
}
