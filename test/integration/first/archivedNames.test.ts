import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { systemTime } from '../../../src/base/time';
import { newOperation, type Operation, type OperationId } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { parseText } from '../../../src/references/parseText';
import { Archive } from '../../../src/tracking/list/archive';
import type { ArchiveFile } from '../../../src/tracking/list/archiveFile';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../src/tracking/list/operationStore';
import { type CheckParts, checkCommands } from '../../../src/ui/commands/checkOperation';
import { EndpointList } from '../../../src/ui/endpointList';
import { askForText } from '../../../src/ui/prompts/askForText';
import { type Interpretation, TextInterpreter } from '../../../src/ui/prompts/textInterpreter';
import { CurrentSettings } from '../../../src/ui/settings';
import { MemoryMemento } from '../memoryStorage';
import { filteredAnswer, idOf } from '../sampleOperations';
import { ScriptedUser } from '../scriptedUser';
import { changeSetting } from '../settings';

/** An archived operation whose endpoint is not the default one. */
const OLD = idOf('idrk08ltkg0a', 'google');
const TWIN = { ...OLD, endpoint: 'thucchien' };

/** An archive in memory that counts its reads. */
class CountedArchive implements ArchiveFile {
  text = '';
  reads = 0;
  whenRead = () => {};
  isReadable = true;

  async hasContent(): Promise<boolean> {
    return this.text !== '';
  }

  async *read(): AsyncGenerator<string> {
    this.reads++;
    this.whenRead();
    if (!this.isReadable) throw new Error('EACCES: permission denied');
    yield this.text;
  }

  async append(text: string): Promise<void> {
    this.text += text;
  }

  async clear(): Promise<boolean> {
    this.text = '';
    return true;
  }
}

describe('the bare name of an archived operation', () => {
  let file: CountedArchive;
  let store: OperationStore;
  let settings: CurrentSettings;
  let endpoints: EndpointList;
  let interpreter: TextInterpreter;

  beforeEach(async () => {
    file = new CountedArchive();
    await new Archive(file).write([ended()]);
    store = new OperationStore(new OperationStorage(new MemoryMemento(), new Archive(file)), systemTime);
    store.load();
    await store.openArchive();
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    interpreter = new TextInterpreter(endpoints, store);
  });
  afterEach(() => vscode.Disposable.from(store, endpoints, settings).dispose());

  for (const [what, text] of [
    ['the name', OLD.name],
    ['an answer', JSON.stringify({ name: OLD.name, done: true })],
    ['the bare ID', 'idrk08ltkg0a'],
  ] as const) {
    it(`gets the endpoint of the archived record by ${what}, and returns to the list`, async () => {
      assert.deepEqual(idsOf(await interpret(text)), [OLD]);
      assert.deepEqual(
        store.list().map(({ endpoint, state }) => [endpoint, state]),
        [['google', 'filtered']],
      );
    });
  }

  it('is looked up together with unknown names, once for all', async () => {
    const other = idOf('abcdefghijkl', 'thucchien');
    assert.deepEqual(idsOf(await interpret(`${other.name} ${OLD.name}`)), [other, OLD]);
    assert.deepEqual([file.reads, store.size], [1, 1]);
  });

  it('is not looked up when the text has an address, or the list has the name', async () => {
    const address = `https://generativelanguage.googleapis.com/v1beta/${OLD.name}`;
    assert.deepEqual(idsOf(await interpret(address)), [OLD]);
    assert.equal(file.reads, 0);
    store.restore([{ ...ended(), endpoint: 'thucchien' }]);
    for (const text of [OLD.name, 'idrk08ltkg0a']) {
      assert.deepEqual(idsOf(await interpret(text)), [TWIN]);
    }
    assert.equal(file.reads, 0);
  });

  it('gets the default endpoint while the archive cannot be read', async () => {
    file.isReadable = false;
    assert.deepEqual(idsOf(await interpret(OLD.name)), [TWIN]);
    assert.equal((await interpret('idrk08ltkg0a')).kind, 'bareId');
    assert.equal(file.reads, 2);
  });

  it('gets the endpoint of the archived record as an argument of the command', async () => {
    const checked: OperationId[] = [];
    const parts = {
      ...{ store, endpoints, interpreter },
      poller: { check: async (id: OperationId) => checked.push(id) && store.get(id) },
      keys: { get: async () => 'a key' },
      notifier: { suppress: () => ({ dispose: () => undefined }) },
      reveal: () => undefined,
    };
    await checkCommands(parts as unknown as CheckParts)['veo.checkOperation']?.(OLD.name);
    assert.deepEqual(
      checked.map(({ endpoint, name }) => ({ endpoint, name })),
      [OLD],
    );
  });

  describe('typed by a person', () => {
    let user: ScriptedUser;

    beforeEach(() => {
      user = new ScriptedUser();
    });
    afterEach(async () => {
      user.restore();
      await changeSetting('endpoint', undefined);
    });

    it('is found', async () => {
      user.willType(OLD.name);
      assert.deepEqual(idsOf((await askForText(interpreter))?.interpretation), [OLD]);
    });

    it('is found even when no default endpoint fits', async () => {
      await changeSetting('endpoint', 'nowhere');
      user.willType('idrk08ltkg0a');
      assert.deepEqual(idsOf((await askForText(interpreter))?.interpretation), [OLD]);
      user.willType('idrk08ltkg0b');
      assert.equal(await askForText(interpreter), undefined);
      assert.match(user.validationErrors.at(-1) ?? '', /names none of your endpoints/);
    });

    it('is ignored when the person has typed something else meanwhile', async () => {
      await changeSetting('endpoint', 'nowhere');
      user.willType('idrk08ltkg0a');
      file.whenRead = () => {
        if (user.lastInputBox) user.lastInputBox.value = 'idrk08ltkg0b';
      };
      assert.equal(await askForText(interpreter), undefined);
      assert.equal(file.reads, 1);
    });
  });

  function interpret(text: string): Promise<Interpretation> {
    return interpreter.interpretWithArchive(parseText(text));
  }
});

function ended(): Operation {
  return transition(newOperation(OLD, { label: 'Sunrise' }, Date.now()), filteredAnswer, Date.now());
}

function idsOf(interpretation: Interpretation | undefined): unknown {
  assert.equal(interpretation?.kind, 'operations');
  return interpretation.operations.map(({ endpoint, name }) => ({ endpoint, name }));
}
