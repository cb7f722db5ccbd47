import assert from 'node:assert/strict';
import { type OperationId, operationKey } from '../../../src/operations/operation';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { doneWords } from '../../../src/ui/messages/leftOut';
import { CommandTargets, type TargetCount } from '../../../src/ui/prompts/commandTargets';
import { OperationNode, type TreeNode } from '../../../src/ui/view/operationNodes';
import { newStore } from '../memoryStorage';
import { failedAnswer, filteredAnswer, idOf, reportEnd, succeededAnswer } from '../sampleOperations';
import { ScriptedUser } from '../scriptedUser';

describe('what a command acts on', () => {
  let store: OperationStore;
  let user: ScriptedUser;
  let selected: TreeNode[];
  let targets: CommandTargets;

  beforeEach(() => {
    store = newStore();
    user = new ScriptedUser();
    selected = [];
    targets = new CommandTargets(store, () => selected);
    for (const id of ['one', 'four', 'failed', 'filtered', 'running']) {
      store.track(idOf(id), { label: id });
    }
    reportEnd(store, idOf('one'), succeededAnswer());
    reportEnd(store, idOf('four'), succeededAnswer(4));
    reportEnd(store, idOf('failed'), failedAnswer);
    reportEnd(store, idOf('filtered'), filteredAnswer);
  });
  afterEach(() => {
    user.restore();
    store.dispose();
  });

  it('is each selected row that the command applies to, and the others are counted', async () => {
    selected = ['one', 'failed', 'filtered', 'running'].map(rowOf);
    const { applicable, leftOut } = await videos([selected[0]], 'oneOrAll');
    assert.deepEqual(applicable, ['one 0']);
    assert.equal(doneWords('Copied', leftOut), 'Copied; 1 failed, 1 filtered, 1 still running');
  });

  it('is a video only once when its operation is selected, too', async () => {
    const four = rowOf('four');
    selected = [four.videos[2] ?? four, four, rowOf('one'), ...four.videos.slice(0, 1)];
    const { applicable, leftOut } = await videos([four, selected], 'oneOrAll');
    assert.deepEqual(applicable.toSorted(), ['four 0', 'four 1', 'four 2', 'four 3', 'one 0']);
    assert.equal(leftOut.size, 0);
  });

  it('is the operation of a video row, once, for a command on operations', async () => {
    const four = rowOf('four');
    selected = [...four.videos, rowOf('running')];
    const operations = await targets.operations([selected[0]], '');
    assert.deepEqual(
      operations.map(({ label }) => label),
      ['four', 'running'],
    );
  });

  it('is only the selected video rows, without a question', async () => {
    const four = rowOf('four');
    selected = four.videos.slice(1, 3);
    assert.deepEqual((await videos([selected[0]], 'oneOrAll')).applicable, ['four 1', 'four 2']);
    assert.deepEqual(user.pickLists, []);
  });

  it('is one of several videos, which the person picks, for a command on one video', async () => {
    selected = ['one', 'four', 'failed'].map(rowOf);
    user.willPick('four, video 3');
    assert.deepEqual((await videos([selected[0]], 'one')).applicable, ['four 2']);
  });

  it('is picked by the person when one operation with several videos is selected', async () => {
    user.willPick('All 4 Videos');
    assert.equal((await videos([rowOf('four')], 'oneOrAll')).applicable.length, 4);
    user.willPick('Video 2');
    assert.deepEqual((await videos([idOf('four')], 'one')).applicable, ['four 1']);
    assert.deepEqual((await videos([idOf('four')], 'one')).applicable, []);
  });

  it('can be several operations in an argument', async () => {
    const { applicable, leftOut } = await videos([[idOf('one'), idOf('four'), idOf('running')]], 'oneOrAll');
    assert.equal(applicable.length, 5);
    assert.deepEqual([...leftOut], [['running', 1]]);
  });

  it('is nothing when it applies to no selected row, and the message says what the rows are', async () => {
    selected = ['failed', 'filtered', 'running'].map(rowOf);
    assert.deepEqual((await videos([selected[0]], 'oneOrAll')).applicable, []);
    await user.waitForMessage(
      /^None of these 3 operations can be used for this: 1 failed, 1 filtered, 1 still running\.$/,
    );
  });

  it('is nothing when it applies to no row of the list, and the message says what to do', async () => {
    for (const id of ['one', 'four']) store.remove([idOf(id)]);
    assert.deepEqual((await videos([], 'one')).applicable, []);
    const { actions } = await user.waitForMessage(
      /^No operation in the list can be used for this: 1 failed, /,
    );
    assert.deepEqual(actions, ['Check Veo operation']);
    store.remove(store.list());
    await videos([], 'one');
    await user.waitForMessage(/^There is no operation in the list yet\. Check one first\.$/);
  });

  function rowOf(id: string): OperationNode {
    const operation = store.get(idOf(id));
    assert.ok(operation);
    return new OperationNode(operationKey(operation), operation);
  }

  async function videos(
    args: readonly (TreeNode | OperationId | readonly unknown[] | undefined)[],
    choice: TargetCount,
  ) {
    const { applicable, leftOut } = await targets.videos(args, '', choice);
    return { applicable: applicable.map(({ operation, index }) => `${operation.label} ${index}`), leftOut };
  }
});
