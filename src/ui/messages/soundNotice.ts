import * as vscode from 'vscode';
import { Once } from '../../base/once';
import { t } from '../language/t';
import { isOnThisComputer } from '../localFile';
import { inform, warn } from './message';

const DONT_SHOW_KEY = 'veo.play.dontTellOfSound';

/** Notifies, once a session, that VS Code plays no AAC sound, which Veo's videos have (microsoft/vscode#167685). */
export class SoundNotice {
  private readonly once = new Once();

  constructor(private readonly globalState: vscode.Memento) {}

  async notify(video: vscode.Uri): Promise<void> {
    if (this.globalState.get(DONT_SHOW_KEY) || !this.once.isFirst()) return;
    const open = t('Open in System Player');
    const dontShow = t("Don't Show Again");
    const text = t(
      'No sound? VS Code cannot play AAC, which is the sound of these videos. The file itself has it.',
    );
    const answer = await inform(text, open, dontShow);
    if (answer === open) await openInSystemPlayer(video);
    if (answer === dontShow) await this.globalState.update(DONT_SHOW_KEY, true);
  }
}

/** The system player cannot reach a file on another computer, or in the file system of a browser. */
async function openInSystemPlayer(video: vscode.Uri): Promise<void> {
  if (isOnThisComputer(video) && (await vscode.env.openExternal(video))) return;
  await warn(
    t(
      'The system player cannot reach this file. Download the video to your own computer, for example from the Explorer, and open it there.',
    ),
  );
}
