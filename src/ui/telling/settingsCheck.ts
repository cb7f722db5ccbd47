import * as vscode from 'vscode';
import type { EndpointRefusal } from '../../endpoints/endpoint';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { warn } from './message';

/** Tells what is wrong with the endpoints in the settings: once at the start and once for each change. */
export class SettingsCheck implements vscode.Disposable {
  private readonly listener: vscode.Disposable;
  private told = '';

  constructor(private readonly endpoints: EndpointList) {
    this.listener = endpoints.onDidChange(() => this.check());
    this.check();
  }

  dispose(): void {
    this.listener.dispose();
  }

  private check(): void {
    const { refused } = this.endpoints;
    const text = [...refused.map(({ id, reason }) => refusalWords(id, reason)), ...this.defaultWords()].join(
      ' ',
    );
    if (text === this.told) return;
    this.told = text;
    if (text !== '') void tell(text);
  }

  private defaultWords(): string[] {
    const { unknownDefault: id } = this.endpoints;
    if (id === undefined) return [];
    return [t('The setting veo.endpoint names "{0}", which is none of your endpoints.', id)];
  }
}

async function tell(text: string): Promise<void> {
  const openSettings = t('Open Settings');
  if ((await warn(text, openSettings)) !== openSettings) return;
  await vscode.commands.executeCommand('workbench.action.openSettings', { query: 'veo.endpoints' });
}

function refusalWords(id: string, reason: EndpointRefusal): string {
  switch (reason) {
    case 'malformed':
      return t(
        'The endpoint "{0}" in veo.endpoints is not used: it needs an id, a kind (litellm or google) and a url.',
        id,
      );
    case 'badUrl':
      return t(
        'The endpoint "{0}" in veo.endpoints is not used: its url is not a plain http or https address.',
        id,
      );
    case 'insecureUrl':
      return t(
        'The endpoint "{0}" in veo.endpoints is not used: its url must be https, for your API key would travel in the open.',
        id,
      );
    case 'duplicateId':
      return t('An endpoint "{0}" in veo.endpoints is not used: there is another one with this id.', id);
  }
}
