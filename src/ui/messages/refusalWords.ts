import type { Refusal } from '../../references/parseText';
import { t } from '../language/t';

/** Why a text names no operation, with what to paste instead. */
export function refusalWords(reason: Refusal): string {
  switch (reason) {
    case 'empty':
      return t(
        'Paste the name of an operation, such as models/veo-3.1-generate-preview/operations/idrk08ltkg0a or video_….',
      );
    case 'tooLong':
      return t('That is too long. Paste just the name of the operation, or the answer that holds it.');
    case 'apiKey':
      return t('This looks like an API key or a hash, not like an operation. It was not sent anywhere.');
    case 'cutName':
      return t(
        'This ID was cut off where you copied it. Copy it whole, for example from the answer of the API instead of a table or a narrow terminal.',
      );
    case 'vertexName':
      return t('This is an operation of Vertex AI, which is not supported. Names begin with models/.');
    case 'malformedName':
      return t(
        'This is not the name of an operation. It has the form models/{model}/operations/{id}, with nothing after it.',
      );
    case 'addressWithoutOperation':
      return t(
        'This address is not the status address of an operation: it ends in /v1beta/models/{model}/operations/{id} or in /v1/videos/{id}.',
      );
    case 'noOperation':
      return t(
        'There is no operation in this text. Paste the name that the API gave you, or its whole answer.',
      );
  }
}
