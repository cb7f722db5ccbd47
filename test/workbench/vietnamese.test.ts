import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../scripts/repository';
import { endedOperation, GATEWAY_KEY, runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

/** English words of our texts that occur in no Vietnamese text and in no name. */
const ENGLISH =
  /\b(?:the|is|are|was|of|and|not|has|with|running|ready|failed|filtered|saved|left|checked|operations?)\b/i;

const texts: Record<string, string> = JSON.parse(
  readFileSync(join(repository, 'l10n', 'bundle.l10n.vi.json'), 'utf8'),
);

describe('a person who has chosen Vietnamese in an English VS Code', () => {
  let veo: VeoWindow;

  before(async () => {
    const settings = { 'veo.language': 'vi', 'veo.notifications': 'all' };
    veo = await VeoWindow.open(await startGateway(), { settings });
    await veo.workbench.showContainer('Veo');
  });
  after(() => veo.close());

  it('gets prompts in Vietnamese', async () => {
    const lines = [
      `Đèn lồng: ${endedOperation(veo.gateway)}`,
      `Chợ đêm: ${runningOperation(veo.gateway)}`,
      `Mưa: ${endedOperation(veo.gateway, { kind: 'failed' })}`,
      `Bão: ${endedOperation(veo.gateway, { kind: 'filtered', reasons: 'withheld' })}`,
    ];
    await veo.workbench.setClipboard(lines.join('\n'));
    await veo.workbench.runCommand('Check Veo operation');
    await veo.workbench.quickInput.locator.getByText('Kiểm tra 4 tác vụ trong bảng nhớ tạm').waitFor();
    await veo.workbench.page.keyboard.press('Enter');
    await veo.keyBox.waitFor();
    const prompt = (await veo.workbench.quickInput.message().textContent()) ?? '';
    assert.ok(prompt.startsWith('API key được giữ trong'), prompt);
    await veo.enterKey(GATEWAY_KEY);
  });

  it('reads the summary and the status bar in Vietnamese', async () => {
    await veo.workbench.toasts.with('4 tác vụ: ').waitFor();
    const [summary = ''] = await veo.workbench.toasts.messages();
    assert.doesNotMatch(summary, ENGLISH);
    assert.ok(
      (await veo.workbench.toasts.buttons('4 tác vụ: ')).includes(translationOf('Download All Unsaved…')),
    );
    const status = (await veo.status('Veo').textContent()) ?? '';
    assert.doesNotMatch(status, ENGLISH);
    await veo.screenshots('vietnamese');
  });

  it('reads rows and their tooltips in Vietnamese', async () => {
    for (const label of ['Đèn lồng', 'Chợ đêm', 'Mưa', 'Bão']) {
      const row = veo.tree.row(label);
      const { ariaLabel, description } = await row.texts();
      // The message of the API is quoted in its own language.
      const shown = [ariaLabel, description, ...(label === 'Mưa' ? [] : [await row.tooltip()])];
      for (const text of shown) assert.doesNotMatch(text, ENGLISH);
    }
  });

  it('reads in Vietnamese what went wrong', async () => {
    await veo.gateway.stop();
    await veo.tree.row('Chợ đêm').locator.click();
    // The error code of the system follows in parentheses.
    const fault = translationOf('Nothing answers at this address.');
    await veo.workbench.toasts.with(fault).waitFor();
    const message = (await veo.workbench.toasts.messages()).find((text) => text.includes(fault)) ?? '';
    assert.ok(message.includes('Chợ đêm'), message);
    assert.doesNotMatch(message, ENGLISH);
  });

  function translationOf(english: string): string {
    const text = texts[english];
    assert.ok(text !== undefined, english);
    return text;
  }
});
