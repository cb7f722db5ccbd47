import type { Http, JsonAnswer, StreamAnswer } from '../../../src/endpoints/http/httpPort';
import { JsonScanner } from '../../../src/endpoints/http/jsonScanner';
import { readRetryAfter } from '../../../src/endpoints/http/retryAfter';
import type { HostileAnswer } from './hostileAnswers';

/** Characters of an answer that is not parsed, as the HTTP client gives them. */
const SHOWN_LENGTH = 64 * 1024;

/** In place of the HTTP client: gives one answer to whatever is asked, without a socket. */
export class FakeTransport {
  answer: HostileAnswer = { status: 200, contentType: '', headers: {}, text: '' };

  readonly http: Http = {
    getJson: async () => jsonOf(this.answer),
    getStream: async () => streamOf(this.answer),
  };
}

function jsonOf({ status, headers, text }: HostileAnswer): JsonAnswer {
  const body = parsed(text);
  return {
    status,
    body,
    ...(body === undefined && { text: text.slice(0, SHOWN_LENGTH) }),
    retryAfter: readRetryAfter(headers['retry-after'], 0),
  };
}

function streamOf(answer: HostileAnswer): StreamAnswer {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    const bytes = new TextEncoder().encode(answer.text);
    const half = bytes.length >> 1;
    if (half > 0) yield bytes.subarray(0, half);
    yield bytes.subarray(half);
  }
  return {
    status: answer.status,
    header: (name) => answer.headers[name],
    pieces,
    readText: async (begun = pieces()) => {
      const decoder = new TextDecoder();
      let text = '';
      for await (const piece of begun) text += decoder.decode(piece, { stream: true });
      return { answer: jsonOf({ ...answer, text }), text };
    },
    discard: () => undefined,
  };
}

function parsed(text: string): unknown {
  const scanner = new JsonScanner();
  for (const _ of scanner.runsOf(new TextEncoder().encode(text)));
  if (!scanner.isParsable) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
