import { shortId } from '../../../operations/name';
import type { Video } from '../../../operations/operation';
import { curlSnippet } from './curl';
import { curlDownload } from './curlDownload';
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

/** A program or a language in which the state of an operation can be asked, or its videos fetched. */
interface Form {
  readonly id: string;
  /** Its own name, the same in each language. */
  readonly label: string;
  /** `http`: for any API; `sdk`: made for one service; `download`: fetches the videos. */
  readonly kind: 'http' | 'sdk' | 'download';
}

/** A form in which the state is asked. */
interface SnippetForm extends Form {
  /** A text that runs as it is and prints the answer; undefined where this form cannot ask for the operation. */
  readonly textOf: (question: Question) => string | undefined;
}

const SNIPPET_FORMS: readonly SnippetForm[] = [
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

/** The end of an id tells it from others. */
const MAX_FILE_ID_CHARACTERS = 24;

/** A form that can be used for an operation, and its text. */
export interface Snippet extends Form {
  readonly text: string;
}

/** The texts of all forms that can ask this. */
export function snippetsOf(question: Question): Snippet[] {
  return SNIPPET_FORMS.flatMap(({ textOf, ...form }) => {
    const text = textOf(question);
    return text === undefined ? [] : [{ ...form, text }];
  });
}

/** The texts that fetch the videos of the operation; empty where none of them can be fetched. */
export function downloadSnippets(question: Question, videos: readonly Video[]): Snippet[] {
  const id = shortId(question.name).replace(/[^\w-]+/g, '');
  const stem = `veo-${id.slice(-MAX_FILE_ID_CHARACTERS)}`;
  const texts = videos.flatMap((video, index) => {
    const fileName = videos.length === 1 ? `${stem}.mp4` : `${stem}-${index + 1}.mp4`;
    return video.gone ? [] : (curlDownload(question, video, fileName) ?? []);
  });
  return texts.length === 0
    ? []
    : [{ id: 'curlDownload', label: 'curl', kind: 'download', text: texts.join('\n') }];
}
