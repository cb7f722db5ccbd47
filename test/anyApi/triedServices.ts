import { PRESETS, presetOf } from '../../src/endpoints/presets';
import { parseJsonWithComments } from '../../src/outside/jsonWithComments';
import { DIALECT_IDS, type DialectId } from '../../src/simulator/dialects/dialect';
import type { Simulator } from '../../src/simulator/simulator';
import {
  type DialectOrder,
  dialectOf,
  type StartedDialect,
  startAgentPlatform,
  startDialect,
  startInteraction,
} from '../unit/simulator/startDialect';

/** The name of the endpoint that stands for Google. */
export const GOOGLE_PROXY = 'Google Proxy';

/** An entry of `veo.endpoints`. */
export interface EndpointEntry {
  readonly id: string;
  readonly label?: string;
  readonly kind: string;
  readonly url: string;
  readonly preset?: string;
}

/** A service whose video is followed from the answer to its start to a file. */
export interface TriedService {
  readonly title: string;
  /** As the dialog Add Endpoint writes it, but for the address, where the simulator stands for the service. */
  entry(simulator: Simulator): EndpointEntry;
  start(simulator: Simulator, order: DialectOrder): Promise<StartedDialect>;
}

/** The id of a simulated service among the presets, where it is another. */
const PRESET_IDS: Readonly<Partial<Record<DialectId, string>>> = {
  newapi: 'new-api',
  comet: 'cometapi',
  polo: 'poloapi',
};

/**
 * Every service that Add Endpoint offers and every kind of endpoint, and the example of the README.
 *
 * @param readme the text of README.md
 */
export function triedServices(readme: string): readonly TriedService[] {
  const google = (simulator: Simulator) => entryOf('google', simulator.url);
  const agentPlatform = (simulator: Simulator) => entryOf('agent-platform', simulator.url);
  return [
    ...DIALECT_IDS.map(presetService),
    {
      title: 'Interactions, with the video in the answer',
      entry: google,
      start: (simulator, order) => startInteraction(simulator, order),
    },
    {
      title: 'Interactions, with the video at an address',
      entry: google,
      start: (simulator, order) => startInteraction(simulator, { ...order, delivery: 'uri' }),
    },
    { title: 'Agent Platform', entry: agentPlatform, start: startAgentPlatform },
    {
      title: "the README's example of a described API",
      entry: (simulator) => ({
        ...describedExample(readme),
        url: simulator.url + dialectOf('kie').root,
      }),
      start: (simulator, order) => startDialect(simulator, 'kie', order),
    },
  ];
}

function presetService(dialect: DialectId): TriedService {
  const preset = PRESET_IDS[dialect] ?? dialect;
  return {
    title: presetOf({ preset })?.label ?? preset,
    entry: (simulator) => entryOf(preset, simulator.url + dialectOf(dialect).root),
    start: (simulator, order) => startDialect(simulator, dialect, order),
  };
}

/** The entry for a service, or for a proxy of Google, which is no preset. */
function entryOf(id: string, url: string): EndpointEntry {
  const preset = PRESETS.find((one) => one.id === id);
  if (!preset) return { id: `${id}-proxy`, label: GOOGLE_PROXY, kind: 'google', url };
  const { label, kind, auth } = preset;
  return { id, label, kind, url, preset: id, ...(auth && { auth }) };
}

/** The endpoint that the README describes in its settings. */
function describedExample(readme: string): EndpointEntry {
  for (const [, code = ''] of readme.matchAll(/```jsonc\n([\s\S]*?)```/g)) {
    const entry = parseJsonWithComments(code) as EndpointEntry | undefined;
    if (entry?.kind === 'described') return entry;
  }
  throw new Error('The README has no example of a described API.');
}
