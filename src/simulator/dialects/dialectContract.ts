import type { IncomingHttpHeaders } from 'node:http';
import { bareKey, bearerKey, type Call, type Contract } from '../contract';
import { errorIn } from '../errorReplies';
import { json, type Reply } from '../reply';
import { videoReply } from '../sampleVideo';
import { endOf } from '../simulatedOperation';
import type { Dialect } from './dialect';
import { type FoundJob, findJob, jobOf } from './dialectJob';
import { readDialectStart } from './dialectStart';

/** A dialect as a table of routes below its root. */
export function dialectContract(dialect: Dialect): Contract {
  const { root, paths, auth, errors } = dialect;
  const [statusPath = '', query] = paths.status.split('?');
  const operationIn = query?.split('=', 1)[0];
  const status = { step: 'status', method: 'GET', path: patternOf(root + statusPath) } as const;
  const routes = [
    { step: 'start', method: 'POST', path: patternOf(root + paths.start), answer: answerer(dialect, start) },
    { ...status, answer: answerer(dialect, statusOf), ...(operationIn !== undefined && { operationIn }) },
  ] as const;
  const content = paths.content === undefined ? undefined : patternOf(root + paths.content);
  const download = { step: 'download', method: 'GET', answer: answerer(dialect, contentOf) } as const;
  return {
    routes: content ? [...routes, { ...download, path: content }] : routes,
    keyOf: KEY_OF[auth],
    formOf: () => errors,
  };
}

const KEY_OF: Readonly<Record<Dialect['auth'], (headers: IncomingHttpHeaders) => string>> = {
  bearer: bearerKey,
  bare: bareKey,
  any: (headers) => bearerKey(headers) || bareKey(headers),
};

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace('{id}', '(?<operation>[^/]+)')}$`);
}

type Answer = (dialect: Dialect, call: Call) => Promise<Reply>;

function answerer(dialect: Dialect, answer: Answer): (call: Call) => Promise<Reply> {
  return (call) => answer(dialect, call);
}

async function start(dialect: Dialect, { body, headers, backend }: Call): Promise<Reply> {
  const request = await readDialectStart(body, headers['content-type']);
  if (request.kind === 'refused') return errorIn(dialect.errors)(400, request.reason);
  const { durationSeconds, outcome, isSpecial } = request;
  const operation = { startedAt: backend.now(), durationSeconds, outcome, serial: backend.nextSerial() };
  const packed = { operation, isSpecial };
  const job = await jobOf({ dialect, id: dialect.ids.encode(packed), ...packed }, backend);
  return json(dialect.startStatus ?? 200, dialect.startAnswer(job));
}

async function statusOf(dialect: Dialect, { parameters, backend }: Call): Promise<Reply> {
  const found = findJob(dialect, parameters.operation ?? '');
  return found ? json(200, dialect.statusAnswer(await jobOf(found, backend))) : unknown(dialect);
}

async function contentOf(dialect: Dialect, { parameters, headers, backend }: Call): Promise<Reply> {
  const found = findJob(dialect, parameters.operation ?? '');
  if (!found) return unknown(dialect);
  const job = await jobOf(found, backend);
  const refusal = contentRefusal(found, job, backend.now());
  if (refusal) return refusal;
  if (dialect.contentAnswer) return json(200, dialect.contentAnswer(job));
  return videoReply(backend.sampleVideo, headers, dialect.errors);
}

function contentRefusal(
  { dialect, operation }: FoundJob,
  { endsAt, expiresAt }: { readonly endsAt: number; readonly expiresAt: number },
  now: number,
): Reply | undefined {
  const error = errorIn(dialect.errors);
  if (now < endsAt) return error(400, 'Task is not completed yet, current status: IN_PROGRESS');
  const end = endOf(operation);
  if (end === 'filtered') return error(dialect.filteredContentStatus ?? 400, 'Failed to fetch video content');
  if (end === 'failed') return error(400, 'Task is not completed yet, current status: FAILURE');
  return now < expiresAt ? undefined : error(404, 'The video has expired.');
}

function unknown({ unknownJob, errors }: Dialect): Reply {
  return unknownJob?.() ?? errorIn(errors)(404, 'The video was not found.');
}
