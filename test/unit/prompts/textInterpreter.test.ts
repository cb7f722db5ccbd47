import assert from 'node:assert/strict';
import {
  BUILT_IN_ENDPOINTS,
  type Endpoint,
  endpointAt,
  simulatorEndpoint,
} from '../../../src/endpoints/endpoint';
import { parseText } from '../../../src/references/parseText';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../src/tracking/list/operationStore';
import type { EndpointList } from '../../../src/ui/endpointList';
import { givenBy } from '../../../src/ui/prompts/namedOperation';
import { type Interpretation, TextInterpreter } from '../../../src/ui/prompts/textInterpreter';
import { fakeClock } from '../base/fakeClock';
import { MemoryStorage } from '../tracking/list/memoryStorage';

const [GATEWAY, GOOGLE] = BUILT_IN_ENDPOINTS as readonly [Endpoint, Endpoint];
const SIMULATOR = simulatorEndpoint('Simulator', 'http://127.0.0.1:8080');
const NAME = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
const ADDRESS = `${GOOGLE.url}/v1beta/${NAME}`;

const SERVICES: readonly [Endpoint, Endpoint] = [
  service('comet', 'videos', { url: 'https://api.cometapi.com', preset: 'cometapi' }),
  service('kie', 'described', { url: 'https://api.kie.ai', preset: 'kie' }),
];

function service(id: string, kind: Endpoint['kind'], more: Pick<Endpoint, 'url' | 'preset'>): Endpoint {
  return { id, label: id, kind, auth: { kind: 'key' }, ...more };
}

function answer(id: string): string {
  return JSON.stringify({ id, object: 'video', status: 'queued', model: 'veo3.1' });
}

describe('the interpreter of pasted texts', () => {
  let store: OperationStore;
  let all: readonly Endpoint[];
  let defaultId: string;
  let interpreter: TextInterpreter;

  beforeEach(() => {
    store = new OperationStore(new OperationStorage(new MemoryStorage()), fakeClock());
    all = [GATEWAY, GOOGLE, SIMULATOR];
    defaultId = GATEWAY.id;
    const endpoints = {
      get all() {
        return all;
      },
      get default() {
        return endpoints.byId(defaultId);
      },
      byId: (id: string) => all.find((one) => one.id === id),
      at: (root: string) => endpointAt(root, all),
    };
    interpreter = new TextInterpreter(endpoints as unknown as EndpointList, store);
  });
  afterEach(() => store.dispose());

  it('assumes the default endpoint for a name without an address', () => {
    assert.deepEqual(operationsIn(NAME), [{ endpoint: GATEWAY.id, name: NAME, endpointAssumed: true }]);
  });

  it('believes the address of a name', () => {
    assert.deepEqual(operationsIn(ADDRESS), [{ endpoint: GOOGLE.id, name: NAME }]);
  });

  it('takes the endpoint of a tracked operation of the same name', () => {
    store.track({ endpoint: GOOGLE.id, name: NAME }, { endpointAssumed: true });
    assert.deepEqual(operationsIn(NAME), [{ endpoint: GOOGLE.id, name: NAME, endpointAssumed: true }]);
  });

  it('takes the only endpoint that knows names like video_… when the default one does not', () => {
    defaultId = GOOGLE.id;
    assert.deepEqual(
      operationsIn('video_abcdef012345').map(({ endpoint }) => endpoint),
      [GATEWAY.id],
    );
  });

  it('says of an endpoint that does not know names like video_… that it does not', () => {
    all = [GOOGLE];
    defaultId = GOOGLE.id;
    assert.match(reasonOf('video_abcdef012345'), /^Google does not know IDs that begin with video_/);
  });

  it('asks where several endpoints know such names, those first that were used last', () => {
    defaultId = GOOGLE.id;
    all = [...all, { ...GATEWAY, id: 'own', url: 'https://gateway.example.com' }];
    assert.deepEqual(choicesOf('video_abcdef012345'), [GATEWAY.id, 'own']);
    store.track({ endpoint: 'own', name: 'video_0123456789ab' });
    assert.deepEqual(choicesOf('video_abcdef012345'), ['own', GATEWAY.id]);
  });

  it('takes the endpoint whose ids look so, and asks where several do', async () => {
    all = [...all, ...SERVICES];
    await interpreter.prepare();
    assert.deepEqual(operationsIn(answer('task_a1b2c3')), [
      { endpoint: 'comet', name: 'task_a1b2c3', model: 'veo3.1', endpointAssumed: true },
    ]);
    assert.deepEqual(operationsIn('{"code":200,"msg":"success","data":{"taskId":"veo_task_abcdef123456"}}'), [
      { endpoint: 'kie', name: 'veo_task_abcdef123456', endpointAssumed: true },
    ]);
    assert.deepEqual(operationsIn('{"id":"v1_ChdBcDEyMzQ1Njc4OTA","object":"interaction"}'), [
      { endpoint: GOOGLE.id, name: 'v1_ChdBcDEyMzQ1Njc4OTA', endpointAssumed: true },
    ]);
    all = [...all, { ...SERVICES[0], id: 'other', url: 'https://other.example.com' }];
    assert.deepEqual(choicesOf(answer('task_a1b2c3')), ['comet', 'other']);
  });

  it('offers to add the endpoint of an unknown address, and asks nothing where it must not', () => {
    const text = 'https://other.example.com/v1/videos/task_a1b2c3';
    const found = interpret(text);
    assert.ok(found.kind === 'operations');
    assert.deepEqual(
      found.open.map(({ location }) => location),
      [{ kind: 'newAddress', root: 'https://other.example.com' }],
    );
    const settled = interpreter.locator.settled(found);
    assert.deepEqual([settled.operations, settled.open], [[], []]);
    assert.match(settled.leftOut[0] ?? '', /^other\.example\.com is none of your endpoints/);
  });

  it('takes the default endpoint without asking only if it can check the job', async () => {
    all = [...all, ...SERVICES, { ...SERVICES[0], id: 'other', url: 'https://other.example.com' }];
    await interpreter.prepare();
    const found = interpret(answer('task_a1b2c3'));
    assert.ok(found.kind === 'operations');
    assert.deepEqual(
      interpreter.locator.settled(found).operations.map(({ endpoint }) => endpoint),
      [GATEWAY.id],
    );
    defaultId = GOOGLE.id;
    assert.match(
      interpreter.locator.settled(found).leftOut[0] ?? '',
      /^It may belong to several of your endpoints/,
    );
  });

  it('looks for a bare id at the endpoints whose ids look so', async () => {
    all = [...all, ...SERVICES];
    await interpreter.prepare();
    const found = interpret('task_a1b2c3');
    assert.ok(found.kind === 'bareId');
    assert.deepEqual([found.homes.map(({ id }) => id), found.needsModel], [['comet'], false]);
    assert.match(reasonOf('hunter2hunter'), /gives no IDs of this form/);
  });

  it('names the endpoint at which a bare id is looked for, unless there are several', async () => {
    all = [...all, ...SERVICES];
    await interpreter.prepare();
    assert.equal(interpreter.destinationOf(interpret('task_a1b2c3')), 'comet');
    assert.equal(interpreter.destinationOf(interpret('idrk08ltkg0a')), GATEWAY.label);
    all = [...all, { ...SERVICES[0], id: 'other', label: 'other' }];
    assert.equal(interpreter.destinationOf(interpret('task_a1b2c3')), undefined);
  });

  it('does not say of a gateway that it gives no ids of a form, where nothing is known of its ids', async () => {
    all = [...all, service('mine', 'videos', { url: 'https://mine.example.com' })];
    defaultId = 'mine';
    await interpreter.prepare();
    assert.match(reasonOf('hunter2hunter'), /^Which IDs mine gives is not known, so it was not sent/);
  });

  it('keeps what an answer tells of a job, but no start in the future or long ago', () => {
    const now = Date.parse('2026-11-20T10:00:00Z');
    const named = { endpoint: 'e', name: 'task_a1b2c3', seconds: 8, statusPath: '/v1/x', label: 'Sea' };
    const startOf = (startedAt: string) => givenBy({ ...named, startedAt }, 'pasted', now).startedAt;
    assert.equal(startOf('2026-11-20T09:58:00.000Z'), '2026-11-20T09:58:00.000Z');
    assert.equal(startOf('2026-11-21T09:58:00.000Z'), undefined);
    assert.equal(startOf('2026-09-20T09:58:00.000Z'), undefined);
    assert.deepEqual(givenBy(named, 'pasted', now), {
      ...{ seconds: 8, statusPath: '/v1/x', label: 'Sea' },
      ...{ labelOrigin: 'text', source: 'pasted' },
    });
  });

  it('names an operation once that two addresses lead to', () => {
    const other = `${GATEWAY.url}/gemini/v1beta/${NAME} ${GATEWAY.url}/v1beta/${NAME}`;
    assert.deepEqual(
      operationsIn(other).map(({ endpoint, name }) => ({ endpoint, name })),
      [{ endpoint: GATEWAY.id, name: NAME }],
    );
  });

  it('says once why operations of unknown hosts are left out', () => {
    const unknown = ['a1b2c3d4e5f6', 'b1b2c3d4e5f6'].map(
      (id) => `https://other.example.com/v1beta/models/veo/operations/${id}`,
    );
    const found = interpret([ADDRESS, ...unknown].join('\n'));
    assert.ok(found.kind === 'operations');
    const { operations, leftOut } = interpreter.locator.settled(found);
    assert.deepEqual([operations.length, leftOut.length], [1, 1]);
    assert.match(leftOut[0] ?? '', /^other\.example\.com is none of your endpoints/);
  });

  it('refuses a name when there is no default endpoint', () => {
    defaultId = 'gone';
    assert.match(reasonOf(NAME), /^The setting veo\.endpoint names none/);
    assert.match(reasonOf('idrk08ltkg0a'), /^The setting veo\.endpoint names none/);
  });

  it('needs no model for the bare id of a tracked operation', () => {
    assert.deepEqual(interpret('idrk08ltkg0a'), {
      ...{ kind: 'bareId', id: 'idrk08ltkg0a' },
      ...{ homes: [], needsModel: true },
    });
    store.track({ endpoint: GOOGLE.id, name: NAME });
    assert.deepEqual(operationsIn('idrk08ltkg0a'), [{ endpoint: GOOGLE.id, name: NAME }]);
  });

  it('sends an id of an unknown form to the simulator only', () => {
    assert.match(reasonOf('sample-1'), /^AI Thực Chiến gives no IDs of this form/);
    defaultId = SIMULATOR.id;
    assert.deepEqual(interpret('sample-1'), { kind: 'bareId', id: 'sample-1', homes: [], needsModel: true });
  });

  it('says where operations will be checked as long as that is one place', () => {
    assert.equal(interpreter.destinationOf(interpret(NAME)), GATEWAY.label);
    assert.equal(interpreter.destinationOf(interpret('idrk08ltkg0a')), GATEWAY.label);
    const two = `${ADDRESS}\nvideo_abcdef012345`;
    assert.equal(interpreter.destinationOf(interpret(two)), undefined);
  });

  function interpret(text: string): Interpretation {
    return interpreter.interpret(parseText(text));
  }

  function operationsIn(text: string) {
    const interpretation = interpret(text);
    assert.ok(interpretation.kind === 'operations', JSON.stringify(interpretation));
    return interpretation.operations;
  }

  function choicesOf(text: string): string[] {
    const found = interpret(text);
    assert.ok(found.kind === 'operations');
    return found.open.flatMap(({ location }) =>
      location.kind === 'choice' ? location.endpoints.map(({ id }) => id) : [],
    );
  }

  function reasonOf(text: string): string {
    const interpretation = interpret(text);
    assert.ok(interpretation.kind === 'refused', JSON.stringify(interpretation));
    return interpretation.reason;
  }
});
