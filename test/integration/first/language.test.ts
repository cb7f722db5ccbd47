import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { SpokenLanguage } from '../../../src/ui/language/spokenLanguage';
import { languageTag, t } from '../../../src/ui/language/t';
import type { Log } from '../../../src/ui/log';
import { CurrentSettings } from '../../../src/ui/settings';
import { EXTENSION_ID } from '../extension';
import { changeSetting as set } from '../settings';

describe('the setting veo.language', () => {
  let folder: vscode.Uri;
  let settings: CurrentSettings;
  /** A fake, since a real log would close the channel of the extension when it is disposed. */
  const log = { error: () => undefined } as unknown as Log;
  let language: SpokenLanguage;

  before(() => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert.ok(extension);
    folder = extension.extensionUri;
  });
  beforeEach(() => {
    settings = new CurrentSettings();
    language = new SpokenLanguage({ settings, extensionUri: folder, system: () => undefined, log });
  });
  afterEach(async () => {
    await set('language', undefined);
    for (const one of [language, settings]) one.dispose();
  });

  it('switches texts and dates to Vietnamese at once, and back to English', async () => {
    assert.deepEqual(translatedTexts(), { language: 'en', button: 'Copied 3 lines' });
    await setAndWait('vi');
    assert.deepEqual(translatedTexts(), { language: 'vi', button: 'Đã sao chép 3 dòng' });
    await setAndWait('en');
    assert.deepEqual(translatedTexts(), { language: 'en', button: 'Copied 3 lines' });
  });

  it('applies from the start', async () => {
    await set('language', 'vi');
    await language.applySetting();
    assert.equal(translatedTexts().button, 'Đã sao chép 3 dòng');
  });

  it('changes nothing when its texts cannot be read, and applies once they can', async () => {
    language.dispose();
    const extensionUri = vscode.Uri.file('/nowhere');
    const nowhere = new SpokenLanguage({ settings, extensionUri, system: () => undefined, log });
    await set('language', 'vi');
    await nowhere.applySetting();
    assert.equal(translatedTexts().button, 'Copied 3 lines');
    nowhere.dispose();
    language = new SpokenLanguage({ settings, extensionUri: folder, system: () => undefined, log });
    await language.applySetting();
    assert.equal(translatedTexts().button, 'Đã sao chép 3 dòng');
  });

  it('leaves a text without translation in English, and a placeholder without an argument as it is', async () => {
    await setAndWait('vi');
    const untranslated: string = 'A text of no bundle: {0}, {1}';
    assert.equal(t(untranslated, 'one'), 'A text of no bundle: one, {1}');
  });

  function translatedTexts() {
    return { language: languageTag().slice(0, 2), button: t('Copied {0} lines', 3) };
  }

  async function setAndWait(value: string): Promise<void> {
    const change = new Promise<void>((resolve) => {
      const listener = language.onDidChange(() => {
        listener.dispose();
        resolve();
      });
    });
    await set('language', value);
    await change;
  }
});
