import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { NAME_VARIABLES, parseNameTemplate } from '../../saving/nameTemplate';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import type { CurrentSettings } from '../settings';
import { refusedEndpointSentence } from './endpointFaults';
import { warn } from './message';

/** Notifies of faults in the settings of endpoints and of file names: once at the start, and after each change. */
export class SettingsNotifier extends DisposableStore {
  /** The last text for each setting. */
  private readonly notified = new Map<string, string>();
  private endpointChecks = 0;

  constructor(
    private readonly endpoints: EndpointList,
    private readonly settings: CurrentSettings,
  ) {
    super(
      endpoints.onDidChange(() => void this.checkEndpoints()),
      settings.onDidChange(() => this.checkFileName()),
    );
  }

  check(): void {
    void this.checkEndpoints();
    this.checkFileName();
  }

  /** A slow check must not undo the result of a later one. */
  private async checkEndpoints(): Promise<void> {
    const check = ++this.endpointChecks;
    const described = await this.describedFaults();
    if (check !== this.endpointChecks) return;
    const { refused, unknownDefault } = this.endpoints;
    const sentences = [...refused.map(refusedEndpointSentence), ...described];
    if (unknownDefault !== undefined) {
      sentences.push(
        t('The setting veo.endpoint names "{0}", which is none of your endpoints.', unknownDefault),
      );
    }
    this.notify('veo.endpoints', sentences.join(' '));
  }

  /** What knows services and descriptions is loaded only where there are any. */
  private async describedFaults(): Promise<readonly string[]> {
    if (this.endpoints.withService.length === 0) return [];
    const { describedFaultSentences } = await import('./describedFaults');
    return describedFaultSentences(this.endpoints);
  }

  private checkFileName(): void {
    this.notify('veo.download.fileName', fileNameSentence(this.settings.value.fileName));
  }

  /** An empty text says that the setting has no fault. */
  private notify(setting: string, text: string): void {
    if (text === (this.notified.get(setting) ?? '')) return;
    this.notified.set(setting, text);
    if (text !== '') void offerSettings(text, setting);
  }
}

async function offerSettings(text: string, setting: string): Promise<void> {
  const openSettings = t('Open Settings');
  if ((await warn(text, openSettings)) !== openSettings) return;
  await vscode.commands.executeCommand('workbench.action.openSettings', { query: setting });
}

function fileNameSentence(setting: string): string {
  const template = parseNameTemplate(setting);
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
