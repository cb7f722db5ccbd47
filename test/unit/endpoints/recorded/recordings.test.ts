import assert from 'node:assert/strict';
import { matchesIdPattern, readIdPattern } from '../../../../src/endpoints/described/idPattern';
import { PRESETS, presetOf } from '../../../../src/endpoints/presets';
import { outcomeOf } from './outcome';
import { RECORDINGS } from './recordings';

describe('the recorded answers of the services', () => {
  for (const recorded of RECORDINGS.filter((one) => one.case !== 'start')) {
    const { service, case: what, status, expect } = recorded;
    const word = expect.kind === 'running' && expect.word !== undefined ? ` (${expect.word})` : '';
    const end = expect.kind === 'problem' ? expect.problem : expect.kind;
    it(`of ${service}: ${what}${word} with status ${status} is ${end}`, async () => {
      assert.deepEqual(await outcomeOf(recorded), expect);
    });
  }

  it('are there of every service with a name, for each case that people meet', () => {
    const selfMade = ['litellm', 'agent-platform'];
    for (const { id } of PRESETS.filter((preset) => !selfMade.includes(preset.id))) {
      const cases = new Set(RECORDINGS.filter(({ service }) => service === id).map((one) => one.case));
      for (const what of [
        'start',
        'running',
        'succeeded',
        'failed',
        'keyRefused',
        'budget',
        'rateLimited',
        'gatewayFault',
      ] as const) {
        assert.ok(cases.has(what), `${id}: ${what}`);
      }
    }
  });

  it('name jobs whose ids look as their preset says', () => {
    for (const { service, name } of RECORDINGS) {
      const ids = presetOf({ preset: service })?.ids;
      if (ids === undefined) continue;
      const pattern = readIdPattern(ids);
      assert.ok(pattern && matchesIdPattern(pattern, name), `${service}: ${name}`);
      assert.equal(matchesIdPattern(pattern, `${name} and more`), false);
    }
  });

  it('say where each comes from', () => {
    for (const { service, case: what, source } of RECORDINGS)
      assert.ok(source.length > 10, `${service}: ${what}`);
  });
});
