import { curlSnippet } from './curl';
import { googlePythonSnippet, googleScriptSnippet } from './googleSdk';
import { javaScriptSnippet } from './javaScript';
import { powerShellSnippet } from './powerShell';
import { pythonSnippet } from './python';
import type { Question } from './question';
import {
  openaiPythonSnippet,
  openaiScriptSnippet,
  openrouterScriptSnippet,
  togetherScriptSnippet,
} from './videosSdks';

/** A program or a language in which the state of an operation can be asked. */
export interface SnippetForm {
  readonly id: string;
  /** Its own name, the same in each language. */
  readonly label: string;
  /** Made for one service, or for any that is asked over HTTP. */
  readonly kind: 'http' | 'sdk';
  /** A text that runs as it is and prints the answer; undefined where this form cannot ask for the operation. */
  readonly textOf: (question: Question) => string | undefined;
}

export const SNIPPET_FORMS: readonly SnippetForm[] = [
  { id: 'curl', label: 'curl', kind: 'http', textOf: curlSnippet },
  { id: 'powerShell', label: 'PowerShell', kind: 'http', textOf: powerShellSnippet },
  { id: 'python', label: 'Python (requests)', kind: 'http', textOf: pythonSnippet },
  { id: 'javaScript', label: 'JavaScript (fetch)', kind: 'http', textOf: javaScriptSnippet },
  { id: 'googlePython', label: 'Python (google-genai)', kind: 'sdk', textOf: googlePythonSnippet },
  { id: 'googleScript', label: 'JavaScript (@google/genai)', kind: 'sdk', textOf: googleScriptSnippet },
  { id: 'openaiPython', label: 'Python (openai)', kind: 'sdk', textOf: openaiPythonSnippet },
  { id: 'openaiScript', label: 'JavaScript (openai)', kind: 'sdk', textOf: openaiScriptSnippet },
  {
    id: 'openrouterScript',
    label: 'JavaScript (@openrouter/sdk)',
    kind: 'sdk',
    textOf: openrouterScriptSnippet,
  },
  { id: 'togetherScript', label: 'JavaScript (together-ai)', kind: 'sdk', textOf: togetherScriptSnippet },
];

/** A form that can ask for an operation, and its text. */
export interface Snippet extends SnippetForm {
  readonly text: string;
}

/** The texts of all forms that can ask this. */
export function snippetsOf(question: Question): Snippet[] {
  return SNIPPET_FORMS.flatMap((form) => {
    const text = form.textOf(question);
    return text === undefined ? [] : [{ ...form, text }];
  });
}
