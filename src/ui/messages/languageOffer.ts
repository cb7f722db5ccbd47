import * as vscode from 'vscode';
import { isVietnameseOffered } from '../language/chosenLanguage';
import type { CurrentSettings } from '../settings';
import { inform } from './message';

const OFFERED_KEY = 'veo.language.offered';

/**
 * Offers Vietnamese, once, to a person whose system is Vietnamese and whose VS Code is not. The question is in both
 * languages, since we do not know yet which one the person reads.
 */
export async function offerVietnamese(
  settings: CurrentSettings,
  globalState: vscode.Memento,
  system: string | undefined,
): Promise<void> {
  if (globalState.get(OFFERED_KEY) === true) return;
  if (!isVietnameseOffered(settings.value.language, vscode.env.language, system)) return;
  await globalState.update(OFFERED_KEY, true);
  const vietnamese = 'Dùng tiếng Việt';
  const english = 'English';
  const text =
    'Veo Operations có tiếng Việt. Bạn có thể đổi lại trong cài đặt veo.language. (Veo Operations is available in Vietnamese.)';
  const answer = await inform(text, vietnamese, english);
  if (answer === vietnamese) await settings.change('language', 'vi');
  if (answer === english) await settings.change('language', 'en');
}
