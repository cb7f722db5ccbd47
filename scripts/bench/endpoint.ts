import type { Endpoint } from '../../src/endpoints/endpoint';

/** Where all operations of the benchmark are; nothing is really sent there. */
export const ENDPOINT: Endpoint = {
  id: 'bench',
  label: 'Bench',
  kind: 'litellm',
  url: 'https://bench.invalid',
  auth: { kind: 'none' },
};
