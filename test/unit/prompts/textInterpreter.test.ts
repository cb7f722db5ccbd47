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
import { type Interpretation, TextInterpreter } from '../../../src/ui/prompts/textInterpreter';
import { fakeClock } from '../base/fakeClock';
import { MemoryStorage } from '../tracking/list/memoryStorage';

const [GATEWAY, GOOGLE] = BUILT_IN_ENDPOINTS as readonly [Endpoint, Endpoint];
const SIMULATOR = simulatorEndpoint('Simulator', 'http://127.0.0.1:8080');
const NAME = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
const ADDRESS = `${GOOGLE.url}/v1beta/${NAME}`;

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
    all = [...all, { ...GATEWAY, id: 'own', url: 'https://gateway.example.com' }];
    assert.match(reasonOf('video_abcdef012345'), /^Google does not know IDs that begin with video_/);
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
    assert.deepEqual([found.operations.length, found.leftOut.length], [1, 1]);
    assert.match(found.leftOut[0] ?? '', /^other\.example\.com is none of your endpoints/);
  });

  it('refuses a name when there is no default endpoint', () => {
    defaultId = 'gone';
    assert.match(reasonOf(NAME), /^The setting veo\.endpoint names none/);
    assert.match(reasonOf('idrk08ltkg0a'), /^The setting veo\.endpoint names none/);
  });

  it('needs no model for the bare id of a tracked operation', () => {
    assert.deepEqual(interpret('idrk08ltkg0a'), { kind: 'bareId', id: 'idrk08ltkg0a' });
    store.track({ endpoint: GOOGLE.id, name: NAME });
    assert.deepEqual(operationsIn('idrk08ltkg0a'), [{ endpoint: GOOGLE.id, name: NAME }]);
  });

  it('sends an id of an unknown form to the simulator only', () => {
    assert.match(reasonOf('sample-1'), /^AI Thực Chiến gives no IDs of this form/);
    defaultId = SIMULATOR.id;
    assert.deepEqual(interpret('sample-1'), { kind: 'bareId', id: 'sample-1' });
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

  function reasonOf(text: string): string {
    const interpretation = interpret(text);
    assert.ok(interpretation.kind === 'refused', JSON.stringify(interpretation));
    return interpretation.reason;
  }
});
