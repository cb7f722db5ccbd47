import type { Refusal } from '../../references/parseText';
import { t, textKey } from '../language/t';

interface RefusalTexts {
  /** It also says what to paste instead. */
  readonly sentence: string;
  /** A word or two behind a line of the text, where they say more than that it was not understood. */
  readonly brief?: string;
}

const REFUSALS: Readonly<Record<Refusal, RefusalTexts>> = {
  empty: {
    sentence: textKey(
      'Paste the name of an operation, such as models/veo-3.1-generate-preview/operations/idrk08ltkg0a or video_….',
    ),
  },
  tooLong: {
    sentence: textKey('That is too long. Paste just the name of the operation, or the answer that holds it.'),
  },
  apiKey: {
    sentence: textKey(
      'This looks like an API key or a hash, not like an operation. It was not sent anywhere.',
    ),
  },
  cutName: {
    sentence: textKey(
      'This ID was cut off where you copied it. Copy it whole, for example from the answer of the API instead of a table or a narrow terminal.',
    ),
    brief: textKey('cut off'),
  },
  vertexName: {
    sentence: textKey(
      'This name of an operation of the Agent Platform is not whole. Copy it with its project, its location and its ID, for example from the answer of the API.',
    ),
    brief: textKey('not whole'),
  },
  malformedName: {
    sentence: textKey(
      'This is not the name of an operation. It has the form models/{model}/operations/{id}, with nothing after it.',
    ),
  },
  addressWithoutOperation: {
    sentence: textKey(
      'This address is not the status address of an operation: it ends in /v1beta/models/{model}/operations/{id}, in /v1/videos/{id}, or in /v1beta/interactions/{id}.',
    ),
    brief: textKey('no status address'),
  },
  noOperation: {
    sentence: textKey(
      'There is no operation in this text. Paste the name that the API gave you, or its whole answer.',
    ),
  },
};

/** Why a text names no operation, with what to paste instead. */
export function refusalSentence(reason: Refusal): string {
  return t(REFUSALS[reason].sentence);
}

/** Why a line of a text names no operation, in a word or two; undefined where there is no more to say. */
export function briefRefusal(reason: Refusal): string | undefined {
  const { brief } = REFUSALS[reason];
  return brief === undefined ? undefined : t(brief);
}
