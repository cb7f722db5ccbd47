import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { Log } from '../log';
import type { CurrentSettings } from '../settings';
import { chosenLanguage, type Language } from './chosenLanguage';
import { useBundle } from './t';

interface LanguageParts {
  readonly settings: CurrentSettings;
  readonly extensionUri: vscode.Uri;
  /** The locale of the operating system, where it is known. */
  readonly system: () => string | undefined;
  readonly log: Log;
}

/**
 * Keeps our texts in the language of the setting `veo.language`. VS Code has loaded the bundle of its own display
 * language; the bundle of another language is read from the folder of the extension.
 */
export class SpokenLanguage extends DisposableStore {
  private current: Language;
  /** Changes run one after the other, since the setting may change again while a bundle is read. */
  private applying: Promise<void> = Promise.resolve();
  private readonly changes = this.add(new vscode.EventEmitter<void>());

  /** Fires when the language has changed, so that everything shown has to be redrawn. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly parts: LanguageParts) {
    super();
    this.current = languageOfVsCode();
    this.add(parts.settings.onDidChange(() => void this.applySetting()));
    this.add({ dispose: () => useBundle(undefined) });
  }

  /** Changes to the language that is set; keeps the former one when the bundle cannot be read. */
  applySetting(): Promise<void> {
    this.applying = this.applying.then(() => this.change());
    return this.applying;
  }

  private async change(): Promise<void> {
    const { settings, system, log } = this.parts;
    const wanted = chosenLanguage(settings.value.language, vscode.env.language, system());
    if (wanted === this.current) return;
    try {
      const bundle = await this.bundleOf(wanted);
      this.current = wanted;
      useBundle(bundle && { tag: wanted, bundle });
      this.changes.fire();
    } catch (error) {
      log.error('The texts of the language could not be read:', error);
    }
  }

  /** Undefined where VS Code has the texts; English needs no bundle, as it is in the sources. */
  private async bundleOf(language: Language): Promise<Record<string, string> | undefined> {
    if (language === languageOfVsCode()) return undefined;
    if (language === 'en') return {};
    const file = vscode.Uri.joinPath(this.parts.extensionUri, 'l10n', `bundle.l10n.${language}.json`);
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  }
}

/** The language of the texts that `vscode.l10n` gives us. */
function languageOfVsCode(): Language {
  return chosenLanguage('auto', vscode.env.language, undefined);
}
