import assert from 'node:assert/strict';
import { GATEWAY_KEY, runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

describe('unclear answers', () => {
  let veo: VeoWindow;
  let unknown: string;
  let polishing: string;
  let partly: string;

  /** Answers each status request about an operation like this from now on. */
  function answerWith(operation: string, answer: object): void {
    const body = JSON.stringify(answer);
    veo.gateway.script({ always: { kind: 'answer', status: 200, body }, operation });
  }

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    [unknown, partly] = [runningOperation(veo.gateway), runningOperation(veo.gateway)];
    polishing = runningOperation(veo.gateway, { contract: 'videos' });
    answerWith(unknown, { name: unknown, done: true, response: { clip: { id: 'abc' }, key: GATEWAY_KEY } });
    answerWith(polishing, { id: polishing, object: 'video', status: 'polishing' });
    const uri = `${veo.gateway.url}/v1beta/files/abc:download?alt=media`;
    answerWith(partly, {
      name: partly,
      done: true,
      response: {
        generateVideoResponse: {
          generatedSamples: [{ video: { uri } }],
          raiMediaFilteredCount: 1,
          raiMediaFilteredReasons: ['Violence. Support codes: 42'],
        },
      },
    });
    await veo.track(unknown, polishing, partly);
  });
  after(() => veo.close());

  it('are shown on the rows as what they are', async () => {
    // Rows are drawn anew at most twice a second, which may come after the message of the check.
    for (const words of ['unknown answer', 'status “polishing”', '1 of 2 videos ready'])
      await veo.tree.row(words).waitFor();
    assert.match((await veo.row(unknown).texts()).description, /^unknown answer · /);
    assert.match((await veo.row(polishing).texts()).description, /^status “polishing” · /);
    assert.match((await veo.row(partly).texts()).description, /^1 of 2 videos ready · /);
    await veo.screenshots('unclear-answers');
  });

  it('of an undocumented form are shown from their row, without the key', async () => {
    await veo.row(unknown).clickAction('Show Answer');
    const editor = veo.workbench.page.locator('.editor-instance .monaco-editor .view-lines');
    await editor.getByText('"clip"').waitFor();
    assert.ok(!((await editor.textContent()) ?? '').includes(GATEWAY_KEY.slice(3)));
    await veo.screenshots('show-answer');
  });
});
