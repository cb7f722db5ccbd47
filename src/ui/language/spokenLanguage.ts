import * as vscode from 'vscode';
import type { Log } from '../log';
import type { CurrentSettings } from '../settings';
import { chosenLanguage, type Language } from './chosenLanguage';
import { speak } from './t';

/**
 * Keeps the texts in the language of the setting `veo.language`. VS Code itself has our texts where they are in its
 * display language; a bundle of another is read from the extension's folder.
 */
export class SpokenLanguage implements vscode.Disposable {
  private current: Language;
  /** One change after the other, for a person may choose anew while a bundle is read. */
  private following: Promise<void> = Promise.resolve();
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly listener: vscode.Disposable;

  /** Fires when all that is shown has to be written anew. */
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly settings: CurrentSettings,
    private readonly extensionUri: vscode.Uri,
    private readonly system: string | undefined,
    private readonly log: Log,
  ) {
    this.current = languageOfVsCode();
    this.listener = settings.onDidChange(() => void this.follow());
  }

  /** Speaks the language that is set, or goes on in the one before where its bundle cannot be read. */
  follow(): Promise<void> {
    this.following = this.following.then(() => this.change());
    return this.following;
  }

  dispose(): void {
    this.listener.dispose();
    this.changes.dispose();
    speak(undefined);
  }

  private async change(): Promise<void> {
    const wanted = chosenLanguage(this.settings.value.language, vscode.env.language, this.system);
    if (wanted === this.current) return;
    try {
      const bundle = await this.bundleOf(wanted);
      this.current = wanted;
      speak(bundle && { tag: wanted, bundle });
      this.changes.fire();
    } catch (error) {
      this.log.error('The texts of the language could not be read:', error);
    }
  }

  /** English is in the sources; undefined where VS Code has the texts. */
  private async bundleOf(language: Language): Promise<Record<string, string> | undefined> {
    if (language === languageOfVsCode()) return undefined;
    if (language === 'en') return {};
    const file = vscode.Uri.joinPath(this.extensionUri, 'l10n', `bundle.l10n.${language}.json`);
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  }
}

/** The language in which `vscode.l10n` gives our texts. */
function languageOfVsCode(): Language {
  return chosenLanguage('auto', vscode.env.language, undefined);
}
