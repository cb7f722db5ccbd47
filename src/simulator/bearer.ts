import type { IncomingHttpHeaders } from 'node:http';

/** The key that a request brings as a bearer token, empty without one. */
export function bearer({ authorization = '' }: IncomingHttpHeaders): string {
  return /^Bearer (.*)$/i.exec(authorization)?.[1] ?? '';
}
