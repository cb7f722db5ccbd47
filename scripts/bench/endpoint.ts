import type { Endpoint } from '../../src/endpoints/endpoint';

/** The endpoint of all operations of the benchmark. Nothing is sent there. */
export const ENDPOINT: Endpoint = {
  id: 'bench',
  label: 'Bench',
  kind: 'litellm',
  url: 'https://bench.invalid',
  auth: { kind: 'none' },
};
