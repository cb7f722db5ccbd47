import * as vscode from 'vscode';
import { type Endpoint, originOf } from '../../endpoints/endpoint';
import { type ApiKeys, whyNotAKey } from '../apiKeys';
import { t } from '../language/t';
import { confirm, warn } from '../telling/message';

/**
 * Asks for the API key of an endpoint and keeps it.
 *
 * @returns whether there is a key now.
 */
export async function askForKey(endpoint: Endpoint, keys: ApiKeys): Promise<boolean> {
  const key = await inputKey(endpoint);
  if (key === undefined) return false;
  const keptIn = await keys.set(originOf(endpoint), key);
  if (keptIn === 'session') warnOfSession();
  else confirm(t('API key for {0} saved', endpoint.label));
  return true;
}

function warnOfSession(): void {
  void warn(
    t(
      'The secret storage of this system did not accept the API key. It is kept in memory only, until VS Code ends; then you will be asked for it again. On Linux, a keyring such as GNOME Keyring or KWallet makes it last.',
    ),
  );
}

function inputKey({ label, auth, url }: Endpoint): Promise<string | undefined> {
  const input = vscode.window.createInputBox();
  input.title = t('API Key for {0}', label);
  input.prompt = t('It is kept in the secret storage of VS Code and sent only to {0}.', new URL(url).host);
  input.placeholder = t('Paste your API key');
  input.password = true;
  input.ignoreFocusOut = true;
  const keyPage = auth.kind === 'key' ? auth.keyPage : undefined;
  if (keyPage) {
    const host = new URL(keyPage).host;
    input.prompt = t('{0} Get one at {1}.', input.prompt, host);
    const tooltip = t('Get an API Key at {0}', host);
    input.buttons = [{ iconPath: new vscode.ThemeIcon('link-external'), tooltip }];
  }
  return new Promise((resolve) => {
    input.onDidTriggerButton(() => keyPage && vscode.env.openExternal(vscode.Uri.parse(keyPage)));
    input.onDidChangeValue((value) => {
      input.validationMessage = value === '' ? undefined : whyNotAKey(value);
    });
    input.onDidAccept(() => {
      const reason = whyNotAKey(input.value);
      if (reason !== undefined) {
        input.validationMessage = reason;
        return;
      }
      resolve(input.value.trim());
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
