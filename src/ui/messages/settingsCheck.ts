import * as vscode from 'vscode';
import type { EndpointRefusal } from '../../endpoints/ownEndpoints';
import { NAME_VARIABLES, readNameTemplate } from '../../saving/nameTemplate';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import type { CurrentSettings } from '../settings';
import { warn } from './message';

/** Tells what is wrong with the settings of endpoints and of file names: once at the start and once for each change. */
export class SettingsCheck implements vscode.Disposable {
  private readonly listener: vscode.Disposable;
  /** By the setting that is to be seen to. */
  private readonly told = new Map<string, string>();

  constructor(
    private readonly endpoints: EndpointList,
    private readonly settings: CurrentSettings,
  ) {
    this.listener = vscode.Disposable.from(
      endpoints.onDidChange(() => this.checkEndpoints()),
      settings.onDidChange(() => this.checkFileName()),
    );
  }

  /** Tells what is wrong now. */
  check(): void {
    this.checkEndpoints();
    this.checkFileName();
  }

  dispose(): void {
    this.listener.dispose();
  }

  private checkEndpoints(): void {
    const refusals = this.endpoints.refused.map(({ id, reason }) => refusalWords(id, reason));
    this.notify('veo.endpoints', [...refusals, ...this.defaultWords()].join(' '));
  }

  private checkFileName(): void {
    this.notify('veo.download.fileName', fileNameWords(this.settings.value.fileName));
  }

  private notify(setting: string, text: string): void {
    if (text === (this.told.get(setting) ?? '')) return;
    this.told.set(setting, text);
    if (text !== '') void notify(text, setting);
  }

  private defaultWords(): string[] {
    const { unknownDefault: id } = this.endpoints;
    if (id === undefined) return [];
    return [t('The setting veo.endpoint names "{0}", which is none of your endpoints.', id)];
  }
}

async function notify(text: string, setting: string): Promise<void> {
  const openSettings = t('Open Settings');
  if ((await warn(text, openSettings)) !== openSettings) return;
  await vscode.commands.executeCommand('workbench.action.openSettings', { query: setting });
}

/** Empty when there is nothing to tell. */
function fileNameWords(setting: string): string {
  const template = readNameTemplate(setting);
  switch (template.kind) {
    case 'template':
      return '';
    case 'separator':
      return t('The setting veo.download.fileName is not used: a file name cannot hold / or \\.');
    case 'unknownVariable':
      return t(
        'The setting veo.download.fileName is not used: {0} is not understood there. It may hold {1}.',
        template.variable,
        NAME_VARIABLES.map((variable) => `\${${variable}}`).join(', '),
      );
  }
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
