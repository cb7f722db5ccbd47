import assert from 'node:assert/strict';
import { newOperation } from '../../../src/operations/operation';
import { startInName } from '../../../src/operations/startInName';
import { transition } from '../../../src/operations/transition';
import { at, TEN_O_CLOCK } from './arbitraries';
import { encodedId } from './encodedId';

describe('the time in an id', () => {
  const name = (id: string) => `models/veo/operations/${id}`;

  it('is read in seconds or ms, where it stands by itself', () => {
    for (const id of ['1764899481-a1b2', 'job_1764899481', 'a.1764899481000', 'x-1764899481-7'])
      assert.equal(startInName(name(id)), '2025-12-05T01:51:21.000Z', id);
  });

  it('is read inside the ids in which LiteLLM encodes the name of the provider', () => {
    const encoded = (id: string) =>
      `video_${btoa(`litellm:custom_llm_provider:x;model_id:veo;video_id:${id}`)}`;
    assert.equal(startInName(encoded('veo3.1:1764899481-a1b2')), '2025-12-05T01:51:21.000Z');
    assert.equal(startInName(encodedId('veo', '1764899481')), undefined);
  });

  it('is no number that is part of another, too early or too late', () => {
    for (const id of [
      'idrk08ltkg0a',
      '17648994810',
      'a1764899481',
      '1764899481b',
      '1164899481-a',
      '2264899481',
    ])
      assert.equal(startInName(name(id)), undefined, id);
  });

  it('is the start of an operation whose answers tell none, and of none that it contradicts', () => {
    const started = (secondsBefore: number) => {
      const id = `${TEN_O_CLOCK / 1000 - secondsBefore}-a1`;
      const operation = newOperation({ endpoint: 'google', name: name(id) }, {}, TEN_O_CLOCK);
      return transition(operation, { kind: 'running' }, TEN_O_CLOCK + 500).startedAt;
    };
    for (const seconds of [0, 1, 30]) assert.equal(started(seconds), at(-1000 * seconds), `${seconds}`);
    for (const seconds of [-60, 3 * 3600]) assert.equal(started(seconds), undefined, `${seconds}`);
  });

  it('is corrected by the clock of the server that made it', () => {
    const id = `${TEN_O_CLOCK / 1000 + 3570}-a1`;
    const operation = newOperation({ endpoint: 'google', name: name(id) }, {}, TEN_O_CLOCK);
    const report = { kind: 'running', clockAhead: 3_600_000 } as const;
    assert.equal(transition(operation, report, TEN_O_CLOCK + 500).startedAt, at(-30_000));
  });

  it('counts less than the start that an answer tells, and more than the time of a poll', () => {
    const id = `${TEN_O_CLOCK / 1000 - 30}-a1`;
    const operation = newOperation({ endpoint: 'google', name: name(id) }, {}, TEN_O_CLOCK);
    const report = { kind: 'running', job: { startedAt: at(-20_000) } } as const;
    assert.equal(transition(operation, report, TEN_O_CLOCK + 500).startedAt, at(-20_000));
    assert.equal(transition(operation, report, TEN_O_CLOCK + 500, 'pollTime').startedAt, at(-30_000));
  });
});
