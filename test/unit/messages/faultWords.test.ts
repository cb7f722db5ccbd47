import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { VideoApiError } from '../../../src/endpoints/videoApi';
import { NoVideoError } from '../../../src/endpoints/videoContents';
import type { FaultDetail } from '../../../src/operations/faultDetail';
import { newOperation, type Operation } from '../../../src/operations/operation';
import { PROBLEM_KINDS, PROBLEM_REASONS, type Problem, problemWith } from '../../../src/operations/problem';
import { NotRequestedError, type VideoTarget } from '../../../src/saving/downloads';
import { saveErrorOf, withLeftover } from '../../../src/saving/saveError';
import type { EndpointList } from '../../../src/ui/endpointList';
import { faultSentence, withFault } from '../../../src/ui/messages/faultWords';
import { problemInFull, problemWords } from '../../../src/ui/messages/problemWords';
import { failureSentence } from '../../../src/ui/messages/stateWords';
import { savingFaultWords } from '../../../src/ui/saving/savingWords';
import { at, idOf, TEN_O_CLOCK } from '../operations/arbitraries';
import { FAULTS } from '../operations/faults';
import { GOOGLE } from '../tracking/pollingHarness';
import { assertVietnamese, BUNDLE, speakVietnamese } from './vietnamese';

const ENDPOINTS = { byId: (id: string) => (id === 'google' ? GOOGLE : undefined) } as EndpointList;
const SERVER = 'HTTP 503: overloaded';

describe('a fault in Vietnamese', () => {
  speakVietnamese();

  for (const detail of FAULTS.filter(({ kind }) => kind !== 'quoted')) {
    it(`has no English word of ours: ${JSON.stringify(detail)}`, () =>
      assertVietnamese(faultSentence(detail)));
  }

  it('keeps numbers and names', () => {
    const sentence = (detail: FaultDetail) => faultSentence(detail);
    assert.match(sentence({ kind: 'incomplete', received: 1024, expected: 5000 }), /1\.024 trên 5\.000 byte/);
    assert.match(sentence({ kind: 'noAnswerWithin', seconds: 30 }), /30 giây/);
    assert.match(
      sentence({ kind: 'noConnection', cause: 'refused', said: 'ECONNREFUSED' }),
      /\. \(ECONNREFUSED\)$/,
    );
    assert.match(sentence({ kind: 'unwritten', fault: 'diskFull', said: 'ENOSPC' }), /đầy\. \(ENOSPC\)$/);
  });

  it('quotes the words of a server at its end, as they came', () => {
    assert.equal(withFault('Lỗi.', { kind: 'quoted', said: SERVER }), `Lỗi. (${SERVER})`);
    assert.equal(withFault('Lỗi.', { kind: 'quoted', said: 'busy' }), 'Lỗi. (“busy”)');
    assert.equal(withFault('Lỗi.', { kind: 'quoted', said: '' }), 'Lỗi.');
  });

  for (const kind of PROBLEM_KINDS) {
    it(`has no English word on a row and in its tooltip, whatever lies behind ${kind}`, () => {
      for (const detail of FAULTS) {
        const problem = { ...problemWith(kind, detail), since: at(0) };
        assertVietnamese(problemWords(problem));
        assertVietnamese(withoutServer(problemInFull(withProblem(problem), ENDPOINTS)));
      }
    });
  }

  it('has no English word for any reason', () => {
    for (const reason of PROBLEM_REASONS) {
      for (const kind of ['malformed', 'unauthorized', 'noKey'] as const) {
        const problem: Problem = { ...problemWith(kind, { kind: 'unknownForm' }), reason, since: at(0) };
        assertVietnamese(problemWords(problem));
        assertVietnamese(problemInFull(withProblem(problem), ENDPOINTS) ?? '');
      }
    }
  });

  it('has no English word when a video cannot be fetched', () => {
    const kinds = ['gone', 'withheld', 'notReady', 'notAVideo', 'incomplete'] as const;
    for (const detail of FAULTS) {
      for (const kind of PROBLEM_KINDS) assertVietnamese(saving(new VideoApiError(kind, detail)));
      for (const kind of kinds) assertVietnamese(saving(new NoVideoError(kind, detail)));
    }
    for (const kind of ['noEndpoint', 'noAddress'] as const)
      assertVietnamese(saving(new NotRequestedError({ kind })));
    assertVietnamese(saving(new NotRequestedError({ kind: 'foreignHost', host: '192.0.2.1' })));
  });

  it('has no English word but the code of the system when a file cannot be written', () => {
    for (const code of [
      'ENOSPC',
      'EACCES',
      'ENOENT',
      'EEXIST',
      'EBUSY',
      'ENAMETOOLONG',
      'EIO',
      'NoPermissions',
    ]) {
      const error = saveErrorOf(Object.assign(new Error(`${code}: the disk is not there`), { code }));
      assertVietnamese(saving(error));
      assertVietnamese(saving(withLeftover(error, '/phim/a.mp4')));
    }
  });

  it('has no English word when an operation has failed and the server says no more than a status', () => {
    const statuses = ['CANCELLED', 'EXPIRED', 'INTERNAL', 'RESOURCE_EXHAUSTED', 'UNAVAILABLE', 'NEW_STATUS'];
    for (const status of statuses)
      assertVietnamese(failureSentence({ code: 1, status, message: '' }).replace(/\(?\b[A-Z_]+\b\)?/, ''));
    for (let code = 0; code < 20; code++)
      assertVietnamese(failureSentence({ code, message: '' }).replace(/\(?\b[A-Z_]{3,}\b\)?/, ''));
  });

  it('has the time at which an endpoint goes on', () => {
    const problem: Problem = { kind: 'rateLimited', message: SERVER, since: at(0), goesOnAt: at(40_000) };
    assert.equal(problemWords(problem, TEN_O_CLOCK), 'quá nhiều yêu cầu, tiếp tục sau 40 giây');
    assert.equal(problemWords(problem, TEN_O_CLOCK + 40_000), 'quá nhiều yêu cầu');
  });
});

describe('a fault in English', () => {
  it('has only texts of the bundle, so that it can be shown in another language', () => {
    for (const detail of FAULTS.filter(({ kind }) => kind !== 'quoted')) {
      const pattern = faultSentence(detail).replace(/ \(ECODE\)$/, '');
      const texts = Object.keys(BUNDLE).map(
        (text) => new RegExp(`^${escaped(text).replace(/\\\{\d\\\}/g, '.*')}$`),
      );
      assert.ok(
        texts.some((text) => text.test(pattern)),
        pattern,
      );
    }
  });

  it('quotes the server after what to do, unless the server only says that the key is wrong', () => {
    const unavailable: Problem = { kind: 'unavailable', message: SERVER, since: at(0) };
    assert.match(
      problemInFull(withProblem(unavailable), ENDPOINTS) ?? '',
      /recovers\. \(HTTP 503: overloaded\)$/,
    );
    const unauthorized: Problem = { kind: 'unauthorized', message: 'HTTP 401: no', since: at(0) };
    assert.doesNotMatch(problemInFull(withProblem(unauthorized), ENDPOINTS) ?? '', /HTTP/);
  });

  it('shows its message where the record is of an older release', () => {
    const old: Problem = { kind: 'timeout', message: 'No answer within 30 s', since: at(0) };
    assert.match(problemInFull(withProblem(old), ENDPOINTS) ?? '', /\(“No answer within 30 s”\)$/);
  });

  it('says until when an endpoint waits, where the endpoint said so', () => {
    const goesOnAt = new Date(Date.now() + 40_000).toISOString();
    const limited: Problem = { kind: 'rateLimited', message: '', since: at(0) };
    const sentence = (problem: Problem) => problemInFull(withProblem(problem), ENDPOINTS) ?? '';
    assert.match(sentence({ ...limited, goesOnAt }), /^Google gets .+ Checking goes on in (?:39|40) s\.$/);
    assert.match(sentence(limited), /Checking goes on when it allows more\.$/);
  });

  it('has the words of a reason only where the reason belongs to its kind', () => {
    const key: Problem = { kind: 'unauthorized', reason: 'expiredKey', message: '', since: at(0) };
    assert.equal(problemWords(key), 'API key expired');
    assert.equal(problemWords({ kind: 'offline', reason: 'expiredKey' }), 'no connection');
    assert.equal(problemWords({ kind: 'malformed', reason: 'unknownForm' }), 'unknown answer');
    assert.equal(problemWords({ kind: 'unauthorized', reason: 'unknownForm' }), 'API key refused');
  });

  it('is its sentence alone where that says everything', () => {
    const problem = { ...problemWith('noKey', { kind: 'noKey' }), since: at(0) };
    const full = problemInFull(withProblem(problem), ENDPOINTS);
    assert.equal(full, 'There is no API key for Google. Checking begins when you set one.');
  });

  it('of a failed operation is its message, else words for its status', () => {
    assert.equal(failureSentence({ code: 1, status: 'CANCELLED', message: '' }), 'It was cancelled.');
    assert.equal(failureSentence({ code: 'cancelled', message: '' }), 'It was cancelled.');
    assert.match(failureSentence({ code: 8, message: '' }), /quota was used up/);
    assert.match(failureSentence({ code: 13, message: '' }), /fault of the server \(INTERNAL\)/);
    assert.equal(failureSentence({ code: 13, message: 'Oops' }), 'It failed: Oops');
    assert.equal(failureSentence({ code: 'E42', message: '' }), 'It failed: error E42');
  });
});

describe('the rooms below ui', () => {
  const source = join(resolve(__dirname, '../../..'), 'src');

  for (const room of ['endpoints', 'saving', 'tracking']) {
    it(`report faults by kind, not in sentences: ${room}`, () => {
      for (const file of readdirSync(join(source, room), { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.ts')) continue;
        const text = readFileSync(join(source, room, file), 'utf8');
        assert.doesNotMatch(text, /new (?:VideoApi|NoVideo)Error\(\s*[^,()]+,\s*['"`]/, file);
        assert.doesNotMatch(text, /\bkind: '\w+',\s*message: ['"`]/, file);
      }
    });
  }
});

function withProblem(problem: Problem): Operation {
  return { ...newOperation(idOf('a1'), {}, 0), problem };
}

function withoutServer(text = ''): string {
  return text.replace(SERVER, '');
}

function saving(error: unknown): string {
  const video = { uri: 'gs://phim/a.mp4' };
  const operation = {
    ...newOperation(idOf('a1'), {}, 0),
    state: 'succeeded',
    finishedAt: at(0),
    videos: [video],
  };
  const target = { operation, video, index: 0 } as unknown as VideoTarget;
  return withoutServer(savingFaultWords(error, target, ENDPOINTS));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
