import * as v from 'valibot';
import { oneLine } from '../outside/oneLine';
import { AUTH_FORMS, BUILT_IN_ENDPOINTS, ENDPOINT_KINDS, type Endpoint, SIMULATOR_ID } from './endpoint';
import { readEndpointRoot } from './endpointRoot';

/** Why an endpoint of the settings is not used. */
export type EndpointRefusal =
  | 'notAList'
  | 'malformed'
  | 'badId'
  | 'duplicateId'
  | 'badLabel'
  | 'badKind'
  | 'badUrl'
  | 'insecureUrl'
  | 'badAuth'
  | 'badPreset'
  | 'badTokenCommand'
  | 'misplacedTokenCommand'
  | 'noApi';

/** An entry of the settings that is not used. */
export interface RefusedEndpoint {
  /** Empty where it could not be read. */
  readonly id: string;
  /** Where the fault is, such as `veo.endpoints[2].url`. */
  readonly place: string;
  readonly reason: EndpointRefusal;
}

export interface OwnEndpoints {
  readonly endpoints: readonly Endpoint[];
  /** Where each of these endpoints stands, such as `veo.endpoints[2]`, by its id. */
  readonly places: ReadonlyMap<string, string>;
  readonly refused: readonly RefusedEndpoint[];
}

/** In which header an endpoint of the settings gets its key; `none`: it needs no key. */
export const AUTH_SETTINGS = [...AUTH_FORMS, 'none'] as const;
export type AuthSetting = (typeof AUTH_SETTINGS)[number];

const SETTING = 'veo.endpoints';
const MAX_LABEL_CHARACTERS = 100;
const MAX_COMMAND_TEXTS = 20;
const MAX_COMMAND_CHARACTERS = 500;

const commandText = v.pipe(v.string(), v.maxLength(MAX_COMMAND_CHARACTERS));

/** A program and its arguments. */
const tokenCommand = v.pipe(
  v.tupleWithRest([v.pipe(commandText, v.trim(), v.nonEmpty())], commandText),
  v.maxLength(MAX_COMMAND_TEXTS),
);

const ownEndpoint = v.object({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
  label: v.optional(
    v.pipe(
      v.string(),
      v.transform((label) => label.trim()),
      v.check(({ length }) => length <= MAX_LABEL_CHARACTERS),
      v.transform((label) => oneLine(label, MAX_LABEL_CHARACTERS)),
    ),
  ),
  kind: v.picklist(ENDPOINT_KINDS),
  url: v.string(),
  auth: v.optional(v.picklist(AUTH_SETTINGS)),
  preset: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/))),
  // Checked when it is used and when the settings are, since what reads it is not loaded with the endpoints.
  api: v.optional(v.record(v.string(), v.unknown())),
  tokenCommand: v.optional(tokenCommand),
});
type OwnEndpoint = v.InferOutput<typeof ownEndpoint>;

/** The reason for a value that a field cannot have. */
const REASONS: Readonly<Record<keyof OwnEndpoint, EndpointRefusal>> = {
  id: 'badId',
  label: 'badLabel',
  kind: 'badKind',
  url: 'badUrl',
  auth: 'badAuth',
  preset: 'badPreset',
  api: 'noApi',
  tokenCommand: 'badTokenCommand',
};

/** What is wrong with an entry: the path below it, such as `.url`, and the reason. */
type EntryFault = readonly [path: string, reason: EndpointRefusal];

/** Reads the setting `veo.endpoints`. Of two with the same id the first is used; the built-in ids are taken already. */
export function readOwnEndpoints(setting: unknown): OwnEndpoints {
  if (!Array.isArray(setting)) {
    return { endpoints: [], places: new Map(), refused: [{ id: '', place: SETTING, reason: 'notAList' }] };
  }
  const endpoints = new Map<string, Endpoint>();
  const places = new Map<string, string>();
  const refused: RefusedEndpoint[] = [];
  for (const [index, entry] of setting.entries()) {
    const place = `${SETTING}[${index}]`;
    const read = readOwnEndpoint(entry, (id) => endpoints.has(id) || RESERVED_IDS.includes(id));
    if (isFault(read)) {
      const [path, reason] = read;
      refused.push({ id: idOf(entry), place: place + path, reason });
      continue;
    }
    endpoints.set(read.id, read);
    places.set(read.id, place);
  }
  return { endpoints: [...endpoints.values()], places, refused };
}

const RESERVED_IDS: readonly string[] = [...BUILT_IN_ENDPOINTS.map(({ id }) => id), SIMULATOR_ID];

function isFault(read: Endpoint | EntryFault): read is EntryFault {
  return Array.isArray(read);
}

function readOwnEndpoint(entry: unknown, isTaken: (id: string) => boolean): Endpoint | EntryFault {
  const result = v.safeParse(ownEndpoint, entry, { abortEarly: true });
  if (!result.success) return faultOf(result.issues[0]);
  const { output } = result;
  const { id, label, kind, url, auth, preset, api, tokenCommand: command } = output;
  if (isTaken(id)) return ['.id', 'duplicateId'];
  const root = readEndpointRoot(kind, url);
  if (root.kind === 'refused') return ['.url', root.reason];
  if (command && kind !== 'agentPlatform') return ['.tokenCommand', 'misplacedTokenCommand'];
  if (kind === 'described' && api === undefined && preset === undefined) return ['.api', 'noApi'];
  return {
    ...{ id, label: label || id, kind, url: root.url, auth: authOf(auth) },
    ...(preset !== undefined && { preset }),
    ...(kind === 'described' && api !== undefined && { api }),
    ...(command && { tokenCommand: command }),
  };
}

/** Whether an endpoint needs a key, and in which header. */
export function authOf(setting: AuthSetting | undefined): Endpoint['auth'] {
  if (setting === 'none') return { kind: 'none' };
  return setting === undefined ? { kind: 'key' } : { kind: 'key', form: setting };
}

function faultOf(issue: v.InferIssue<typeof ownEndpoint>): EntryFault {
  const keys = (issue.path ?? []).map(({ key }) => key);
  const [field] = keys;
  const path = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return [path, field === undefined ? 'malformed' : REASONS[field as keyof OwnEndpoint]];
}

function idOf(entry: unknown): string {
  const result = v.safeParse(v.object({ id: v.string() }), entry);
  return result.success ? result.output.id.slice(0, 64) : '';
}
