import * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import type { Commands } from '../commands/command';
import { t } from '../language/t';
import { inList } from '../messages/literalText';
import { confirm } from '../messages/message';
import { labelOrPrompt, shortIdOf } from '../messages/titles';
import { untilHidden } from '../prompts/untilHidden';
import type { CapturedOperations } from './capturedOperations';
import { ANSWERS, answerTitle, type CaptureAnswer, type WaitingOperation } from './captureQuestion';
import { chooseMode, modeMeaning } from './modeChoice';

/**
 * The question whether printed operations are tracked, and its answer of before. Its links give the answer as the argument.
 * Who says yes is asked for the API key where there is none yet, for without one nothing would be known of the operations.
 */
export function captureCommands(
  captured: CapturedOperations,
  askForKeys: (tracked: readonly Operation[]) => Promise<void>,
): Commands {
  return {
    'veo.answerCapture': async (given) => {
      const answer = ANSWERS.find((one) => one === given);
      if (captured.question.sentence === undefined) {
        return answer ? confirm(t('No printed operation waits for an answer')) : changeMode(captured);
      }
      const item = answer ? { answer } : await pickAnswer(captured);
      if (item) await askForKeys(await settled(item, captured));
    },
  };
}

/** Without a question the command changes the answer of before. */
async function changeMode(captured: CapturedOperations): Promise<void> {
  const mode = await chooseMode(captured.mode);
  if (mode) await captured.setMode(mode);
}

/** What the person chose: an answer for all, or one operation. */
interface Choice {
  readonly answer?: CaptureAnswer;
  readonly operation?: WaitingOperation;
}

type AnswerItem = vscode.QuickPickItem & Choice;

/** @returns what is tracked now */
async function settled(
  { answer, operation }: Choice,
  captured: CapturedOperations,
): Promise<readonly Operation[]> {
  if (answer) return captured.answer(answer);
  return operation ? captured.trackOne(operation) : [];
}

function pickAnswer({ question }: CapturedOperations): Promise<AnswerItem | undefined> {
  const pick = vscode.window.createQuickPick<AnswerItem>();
  pick.title = t('Track Printed Operations');
  pick.placeholder = question.sentence;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = [
    ...ANSWERS.map((answer) => ({ label: answerTitle(answer), detail: detailOf(answer), answer })),
    { label: t('Track only this one'), kind: vscode.QuickPickItemKind.Separator },
    ...question.waiting.map(itemOf),
  ];
  return untilHidden<AnswerItem>(pick, (finish) => {
    pick.onDidAccept(() => finish(pick.selectedItems[0]));
  });
}

function detailOf(answer: CaptureAnswer): string {
  switch (answer) {
    case 'always':
      return modeMeaning('on');
    case 'once':
      return t('Tracks these, and others until this window closes');
    case 'never':
      return modeMeaning('off');
  }
}

function itemOf(operation: WaitingOperation): AnswerItem {
  const { reference } = operation;
  const title = labelOrPrompt(reference);
  const id = shortIdOf(reference);
  return { label: inList(title ?? id), ...(title !== undefined && { description: id }), operation };
}
