import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type ApiDescription,
  type DescriptionFault,
  readApiDescription,
} from '../../../../src/endpoints/described/apiDescription';
import { PRESETS } from '../../../../src/endpoints/presets';

/** The example of the README. */
const KIE = {
  status: '/api/v1/veo/record-info?taskId={id}',
  ok: { code: [200] },
  state: 'data.successFlag',
  running: [0],
  succeeded: [1],
  failed: [2, 3],
  videos: 'data.response.resultUrls[*]',
  error: 'data.errorMessage',
};

function faultsIn(value: unknown): readonly DescriptionFault[] {
  const read = readApiDescription(value);
  return read.kind === 'faults' ? read.faults : [];
}

/** The one fault of the example with a change, as place and reason. */
function faultWith(change: object): string {
  const faults = faultsIn({ ...KIE, ...change });
  assert.equal(faults.length, 1, JSON.stringify(faults));
  const [{ path, reason, said } = { path: '', reason: 'missing' }] = faults;
  return [path, reason, ...(said === undefined ? [] : [said])].join(' ');
}

describe('the description of an API', () => {
  it('is read as it stands, without anything that its fields do not say', () => {
    assert.deepEqual(readApiDescription(KIE), { kind: 'description', api: KIE });
    const all: ApiDescription = {
      ...KIE,
      content: '/v1/jobs/{id}/video',
      filtered: 'data.filtered',
      expires: 'data.expires',
      started: 'data.started',
      model: 'data.model',
      prompt: 'data.prompt',
      cost: 'data.cost',
      currency: 'USD',
      ids: 'job-\\w+',
    };
    assert.deepEqual(readApiDescription(all), { kind: 'description', api: all });
  });

  for (const { id, api } of PRESETS) {
    if (api) it(`of ${id} has no fault`, () => assert.deepEqual(faultsIn(api), []));
  }

  it('is an object', () => {
    for (const value of [undefined, null, 'status', 7, [KIE]]) {
      assert.deepEqual(faultsIn(value), [{ path: 'api', reason: 'notAnObject' }]);
    }
  });

  it('has a status, its path, the words of both ends, and a place of videos', () => {
    assert.deepEqual(
      faultsIn({}).map(({ path, reason }) => `${path} ${reason}`),
      ['status', 'state', 'succeeded', 'failed', 'videos'].map((field) => `api.${field} missing`),
    );
    const { videos: _, ...withContent } = { ...KIE, content: '/v1/jobs/{id}/video' };
    assert.deepEqual(faultsIn(withContent), []);
  });

  it('shows the known name that an unknown one is most like', () => {
    assert.equal(faultWith({ vidoes: 'data' }), 'api.vidoes unknownField videos');
    assert.equal(faultWith({ success: [1] }), 'api.success unknownField');
    assert.equal(faultWith(JSON.parse('{"__proto__":{"state":"x"}}')), 'api.__proto__ unknownField');
  });

  const faults: readonly (readonly [object, string])[] = [
    [{ status: 7 }, 'api.status notText'],
    [{ status: 'api/{id}' }, 'api.status notAPath'],
    [{ status: '//evil.example/{id}' }, 'api.status otherOrigin'],
    [{ status: 'https://evil.example/{id}' }, 'api.status otherOrigin'],
    [{ status: '/\\evil.example/{id}' }, 'api.status otherOrigin'],
    [{ status: '/../{id}' }, 'api.status leadsOut'],
    [{ status: '/a/%2e%2e/{id}' }, 'api.status leadsOut'],
    [{ status: '/a%2f..%2f{id}' }, 'api.status leadsOut'],
    [{ status: '/v1/jobs' }, 'api.status noId'],
    [{ status: '/v1/jobs/{taskId}' }, 'api.status unknownPlaceholder'],
    [{ status: '/v1/{user}/{id}' }, 'api.status unknownPlaceholder'],
    [{ status: '/v1/jobs/{id}#state' }, 'api.status badCharacter'],
    [{ status: '/v1/\n/{id}' }, 'api.status badCharacter'],
    [{ status: `/${'v'.repeat(500)}/{id}` }, 'api.status tooLong'],
    [{ content: '//evil.example/{id}' }, 'api.content otherOrigin'],
    [{ state: 'data..state' }, 'api.state notAJsonPath'],
    [{ state: 'data[0]' }, 'api.state notAJsonPath'],
    [{ state: '' }, 'api.state notAJsonPath'],
    [{ state: '__proto__.x' }, 'api.state unsafeName'],
    [{ videos: 'data.constructor' }, 'api.videos unsafeName'],
    [{ videos: `data${'[*]'.repeat(20)}` }, 'api.videos tooDeep'],
    [{ videos: 'd'.repeat(501) }, 'api.videos tooLong'],
    [{ ok: [200] }, 'api.ok notAnObject'],
    [{ ok: { code: 200 } }, 'api.ok.code notAList'],
    [{ ok: { code: [null] } }, 'api.ok.code.0 notAWord'],
    [{ ok: { 'a..b': [1] } }, 'api.ok.a..b notAJsonPath'],
    [{ ok: JSON.parse('{"__proto__":[1]}') }, 'api.ok.__proto__ unsafeName'],
    [{ running: 'queued' }, 'api.running notAList'],
    [{ succeeded: [] }, 'api.succeeded missing'],
    [{ failed: [{}] }, 'api.failed.0 notAWord'],
    [{ failed: ['x'.repeat(101)] }, 'api.failed.0 tooLong'],
    [{ running: Array.from({ length: 51 }, (_, at) => at + 10) }, 'api.running tooMany'],
    [{ failed: [2, '1'] }, 'api.failed inTwoLists 1'],
    [{ currency: 'EUR' }, 'api.currency notACurrency'],
    [{ ids: '(a+)+' }, 'api.ids notAPattern'],
    [{ ids: 'a'.repeat(201) }, 'api.ids notAPattern'],
  ];
  for (const [change, fault] of faults) {
    it(`with ${JSON.stringify(change).slice(0, 60)} has the fault ${fault}`, () => {
      assert.equal(faultWith(change), fault);
    });
  }

  it('shows all of its faults at once, at most 20', () => {
    const found = faultsIn({ ...KIE, status: 7, state: '', ids: '(', colour: 'red' });
    assert.deepEqual(
      found.map(({ path }) => path),
      ['api.colour', 'api.status', 'api.state', 'api.ids'],
    );
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`unknown${at}`, at]));
    assert.equal(faultsIn({ ...KIE, ...many }).length, 20);
  });

  it('is refused or read, whatever a setting holds', () => {
    const field = fc.constantFrom(...Object.keys(KIE), 'ids', 'content', 'currency', '__proto__', 'x');
    const value = fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom(...Object.values(KIE)));
    fc.assert(
      fc.property(fc.dictionary(field, value), (setting) => {
        const read = readApiDescription(setting);
        if (read.kind === 'faults') assert.ok(read.faults.length > 0 && read.faults.length <= 20);
        else assert.deepEqual(readApiDescription(read.api), read);
      }),
    );
  });
});
