import * as vscode from 'vscode';
import { isNameSegment } from '../../operations/name';
import { t } from '../language/t';
import { literally } from '../messages/literalText';
import { abbreviatedId } from '../messages/titles';
import type { TextInterpreter } from './textInterpreter';

/** Models of the Gemini API, the newest first (ai.google.dev/gemini-api/docs/video). */
const KNOWN_MODELS = [
  'veo-3.1-generate-preview',
  'veo-3.1-fast-generate-preview',
  'veo-3.0-generate-001',
  'veo-3.0-fast-generate-001',
  'veo-3.0-generate-preview',
  'veo-2.0-generate-001',
];

/**
 * Asks which model a bare id belongs to; undefined when the person gave up. It says where the id will be sent, since the
 * id may be something else.
 */
export async function askForModel(
  id: string,
  { store, endpoints }: TextInterpreter,
): Promise<string | undefined> {
  const used = store.list().flatMap(({ model = '' }) => (isNameSegment(model) ? model : []));
  const models = [...new Set([...used, ...KNOWN_MODELS])];
  const other = t('Other Model…');
  const where = endpoints.default?.label ?? '';
  const picked = await vscode.window.showQuickPick([...models, other], {
    title: literally(t('Look for {0} at {1}: which model makes it?', abbreviatedId(id), where)),
    placeHolder: t('The API wants the model together with the ID.'),
  });
  return picked === other ? inputModel() : picked;
}

async function inputModel(): Promise<string | undefined> {
  const model = await vscode.window.showInputBox({
    prompt: t('The name of the model, as the API has it'),
    placeHolder: 'veo-3.1-generate-preview',
    validateInput: (value) =>
      isNameSegment(value.trim()) ? undefined : t('Letters, digits, dots and dashes only.'),
  });
  return model?.trim();
}
