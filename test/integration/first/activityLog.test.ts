import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Emitter } from '../../../src/base/event';
import type { LearnedLimit } from '../../../src/tracking/limits/originLimiter';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { ActivityLog } from '../../../src/ui/activityLog';
import { Log } from '../../../src/ui/log';
import { newStore } from '../memoryStorage';
import { RecordedLog } from '../recordedLog';
import { failedAnswer, idOf, reportEnd, reportProblem, succeededAnswer } from '../sampleOperations';
import { ScriptedUser } from '../scriptedUser';

const NAME = 'models/veo-3.1-generate-preview/operations';

describe('the log at its default level', () => {
  let recorded: RecordedLog;
  let store: OperationStore;
  let learned: Emitter<LearnedLimit>;
  let activity: ActivityLog;

  beforeEach(() => {
    recorded = new RecordedLog();
    store = newStore();
    learned = new Emitter();
    activity = new ActivityLog(store, learned.event, new Log(recorded.channel));
  });
  afterEach(() => vscode.Disposable.from(activity, store, learned).dispose());

  it('has a line for each operation that is tracked, ends or is removed', () => {
    store.track(idOf('a'));
    reportEnd(store, idOf('a'), succeededAnswer(2));
    store.track(idOf('b'));
    reportEnd(store, idOf('b'), failedAnswer);
    store.remove([idOf('b')]);
    assert.deepEqual(recorded.lines, [
      `Tracking ${NAME}/a (google)`,
      `${NAME}/a (google): succeeded, videos: 2`,
      `Tracking ${NAME}/b (google)`,
      `${NAME}/b (google): failed: 13 An internal fault.`,
      `Removed ${NAME}/b (google)`,
    ]);
  });

  it('names an operation by its label, too, and a gateway’s by the ends of its ID alone', () => {
    const name = `video_${'bGl0ZWxsbTpjdXN0b21fbGxtX3Byb3ZpZGVy'.repeat(3)}`;
    store.track({ endpoint: 'gateway', name }, { label: 'Lantern\nfestival' });
    assert.deepEqual(recorded.lines, ['Tracking Lantern festival, video_bG…b3ZpZGVy (gateway)']);
  });

  it('has one line for a refusal of an endpoint, however many operations show it, and one when it answers again', () => {
    for (const id of ['a', 'b', 'c']) reportProblem(store, idOf(id), 'unauthorized', 'HTTP 401: no');
    reportEnd(store, idOf('b'), succeededAnswer());
    reportEnd(store, idOf('c'), succeededAnswer());
    const logged = recorded.lines.filter((line) => line.startsWith('google'));
    assert.deepEqual(logged, ['google: unauthorized: HTTP 401: no', 'google answers again']);
  });

  it('has a line for each problem of an operation, but not for the same one again', () => {
    for (const message of ['first', 'second']) reportProblem(store, idOf('a'), 'unavailable', message);
    reportProblem(store, idOf('a'), 'rejected', 'third');
    assert.deepEqual(recorded.lines.slice(1), [
      `${NAME}/a (google): unavailable: first`,
      `${NAME}/a (google): rejected: third`,
    ]);
  });

  it('has a line for a limit that was learned, and no key in any', () => {
    learned.fire({ origin: 'https://gateway.example', requestsPerMinute: 5 });
    reportProblem(store, idOf('a'), 'rejected', 'HTTP 400: AIzaSyExampleExampleExampleExample12345');
    assert.equal(recorded.lines[0], 'https://gateway.example allows 5 requests a minute');
    assert.ok(!recorded.text.includes('AIza'));
  });

  it('offers to log requests and answers, too, when it is shown', async () => {
    const user = new ScriptedUser();
    try {
      await vscode.commands.executeCommand('veo.showLog');
      const { actions } = await user.waitForMessage(
        /Requests and answers come with the level Debug, without keys/,
      );
      assert.deepEqual(actions, ['Show Requests and Answers']);
    } finally {
      user.restore();
    }
  });
});
