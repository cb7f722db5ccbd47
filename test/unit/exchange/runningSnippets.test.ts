import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../../../scripts/repository';
import { createVideoApi } from '../../../src/endpoints/contracts';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { createHttp } from '../../../src/endpoints/http/http';
import { PRESETS } from '../../../src/endpoints/presets';
import type { Video } from '../../../src/operations/operation';
import { DIALECT_IDS } from '../../../src/simulator/dialects/dialect';
import type { SeenRequest, Simulator } from '../../../src/simulator/simulator';
import { downloadSnippets, type Snippet, snippetsOf } from '../../../src/ui/exchange/snippets/forms';
import { keyVariableOf, questionOf } from '../../../src/ui/exchange/snippets/question';
import { sampleVideo, withSimulator } from '../simulator/runningSimulator';
import {
  DIALECT_KEY,
  type StartedDialect,
  startAgentPlatform,
  startDialect,
  startInteraction,
} from '../simulator/startDialect';

const MODEL = 'veo-3.1-generate-preview';
const ENDED = { durationSeconds: 0 };

/** A job that has succeeded, at the endpoint as a person would set it up. */
interface Job {
  readonly endpoint: Endpoint;
  readonly name: string;
}

const JOBS: Readonly<Record<string, (simulator: Simulator) => Promise<Job>>> = {
  "Google's operations": async (simulator) => geminiJob(simulator, 'google'),
  "a LiteLLM gateway's operations": async (simulator) => geminiJob(simulator, 'litellm'),
  "a LiteLLM gateway's videos": async (simulator) => ({
    endpoint: endpointOf({ id: 'gate-way', kind: 'litellm', url: simulator.url }),
    name: simulator.operationName({
      model: MODEL,
      outcome: { kind: 'succeeded', samples: 1 },
      ...ENDED,
      contract: 'videos',
    }),
  }),
  'an interaction': async (simulator) =>
    serviceJob(await startInteraction(simulator, ENDED), { kind: 'google' }),
  'an operation of Agent Platform': async (simulator) =>
    serviceJob(await startAgentPlatform(simulator, ENDED)),
  ...Object.fromEntries(
    DIALECT_IDS.map((id) => [
      `a job in the dialect ${id}`,
      async (simulator: Simulator) => serviceJob(await startDialect(simulator, id, ENDED)),
    ]),
  ),
};

/** Those for which there are clients that take a key from a variable of their own where they get none. */
const MISSING_KEY_JOBS = [
  "a LiteLLM gateway's operations",
  "a LiteLLM gateway's videos",
  'a job in the dialect together',
];
/** Variables of Google's and OpenAI's own clients. */
const OTHER_KEYS = { OPENAI_API_KEY: 'sk-of-openai', GOOGLE_API_KEY: 'of-google' };

/** An answer of a job that is over, in any of the forms. */
const OVER = /"done": ?true|"status": ?"(?:completed|Completed|succeeded)"|"successFlag": ?1/;
/** Headers that each client has of its own, or that only the connection needs. */
const ALSO_COMPARED = ['accept', 'content-type', 'authorization', 'x-goog-api-key', 'x-api-key'];

describe('a copied snippet', () => {
  let folder: string;

  before(async () => {
    // Below the repository, so that Node finds the clients that are installed there.
    const out = join(repository, 'out');
    await mkdir(out, { recursive: true });
    folder = await mkdtemp(join(out, 'snippets-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [what, start] of Object.entries(JOBS)) {
    it(`of ${what} prints the state in each form, with the key from the environment, by the request that we send`, async () => {
      await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
        const job = await start(simulator);
        await ownRequest(job);
        const own = simulator.requests.at(-1);
        const snippets = snippetsOf(await questionOf(job)).filter(canRun);
        for (const { text } of snippets) assert.ok(!text.includes(DIALECT_KEY));
        const plain = snippets.filter(({ kind }) => kind === 'http');
        const before = simulator.requests.length;
        await expectEnd(plain, job, folder);
        const sent = simulator.requests.slice(before);
        assert.ok(plain.length >= 2 && sent.length === plain.length);
        for (const request of sent) assert.deepEqual(asCompared(request), asCompared(own));
        await expectEnd(
          snippets.filter(({ kind }) => kind === 'sdk'),
          job,
          folder,
        );
      });
    });
  }

  it('of an endpoint whose token comes from a command takes it from there', async () => {
    await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
      const job = serviceJob(await startAgentPlatform(simulator, ENDED));
      // The second one cannot be written without quotes.
      const plain = ['printf', '%s', DIALECT_KEY] as const;
      for (const tokenCommand of [plain, ['printf', '%s%.0s', DIALECT_KEY, "it's $HOME"] as const]) {
        const endpoint: Endpoint = { ...job.endpoint, tokenCommand };
        await expectEnd(snippetsOf(await questionOf({ ...job, endpoint })).filter(canRun), job, folder);
      }
    });
  });

  it('of an endpoint without a key needs none', async () => {
    await withSimulator({}, async (simulator) => {
      const { endpoint, name } = geminiJob(simulator, 'litellm');
      const open: Endpoint = { ...endpoint, auth: { kind: 'none' } };
      const snippets = snippetsOf(await questionOf({ endpoint: open, name })).filter(canRun);
      await expectEnd(snippets, { endpoint: open, name }, folder);
    });
  });

  it('sends nothing where the variable is missing or empty, and no key of another service, but names the variable', async () => {
    await withSimulator({}, async (simulator) => {
      for (const of of MISSING_KEY_JOBS) {
        const job = await JOBS[of]?.(simulator);
        assert.ok(job);
        const { length } = simulator.requests;
        const variable = keyVariableOf(job.endpoint);
        const snippets = snippetsOf(await questionOf(job)).filter(canRun);
        for (const env of [OTHER_KEYS, { ...OTHER_KEYS, [variable]: '' }]) {
          await Promise.all(
            snippets.map(async (snippet) => {
              const fault = await runIn(env, snippet, folder).then(String, (error: Error) => error.message);
              assert.match(fault, new RegExp(`${variable}[^]*\\bto your API key`), snippet.label);
            }),
          );
        }
        assert.equal(simulator.requests.length, length);
      }
    });
  });

  it('says with which status an answer came that is no answer to the question', async () => {
    await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
      const job = geminiJob(simulator, 'google');
      // PowerShell has words of its own for that.
      const forms = ['curl', 'python', 'javaScript'];
      const snippets = snippetsOf(await questionOf(job)).filter(
        (one) => forms.includes(one.id) && canRun(one),
      );
      for (const snippet of snippets) {
        simulator.script({ kind: 'redirect', location: `${simulator.url}/elsewhere` });
        const env = { [keyVariableOf(job.endpoint)]: DIALECT_KEY };
        const told = await runIn(env, snippet, folder).then(
          ({ stderr }) => stderr,
          (error: Error) => error.message,
        );
        assert.match(told, /HTTP 30\d/, snippet.label);
      }
    });
  });

  it('sends the key to no other host, even if the endpoint redirects there', async () => {
    await withSimulator({}, async (elsewhere) => {
      await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
        const job = geminiJob(simulator, 'google');
        const forms = snippetsOf(await questionOf(job)).filter((one) => one.kind === 'http' && canRun(one));
        for (const snippet of forms) {
          simulator.script({ kind: 'redirect', location: `${elsewhere.url}/v1beta/${job.name}` });
          await run(snippet, job.endpoint, folder).catch(() => undefined);
        }
        assert.deepEqual(elsewhere.requests, []);
        assert.equal(simulator.requests.length, forms.length);
      });
    });
  });
});

describe('a copied download', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'veo-copied-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function download({ endpoint, name }: Job, videos: readonly Video[]): Promise<Buffer[]> {
    const [snippet] = downloadSnippets(await questionOf({ endpoint, name }), videos);
    const env = { ...process.env, [keyVariableOf(endpoint)]: DIALECT_KEY };
    await promisify(execFile)('sh', ['-c', snippet?.text ?? 'false'], { env, cwd: folder });
    return Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file))));
  }

  it('fetches each video, with the key at the endpoint only, wherever that redirects', async () => {
    await withSimulator({}, async (elsewhere) => {
      await withSimulator({ key: DIALECT_KEY, fileHost: elsewhere.url }, async (simulator) => {
        const job = geminiJob(simulator, 'google');
        const videos = await videosOf(job);
        const files = await download(job, [...videos, ...videos]);
        assert.deepEqual(files, [await readFile(sampleVideo), await readFile(sampleVideo)]);
        assert.ok(elsewhere.requests.length > 0);
        assert.deepEqual([simulator.keySeenAt(), elsewhere.keySeenAt()], [[simulator.url], []]);
        for (const { headers } of elsewhere.requests) assert.equal(headers['x-goog-api-key'], undefined);
      });
    });
  });

  it('goes on with the key where the endpoint redirects to itself', async () => {
    await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
      const job = geminiJob(simulator, 'google');
      const videos = await videosOf(job);
      simulator.script({ once: { kind: 'redirect', location: videos[0]?.uri ?? '' }, step: 'download' });
      assert.deepEqual(await download(job, videos), [await readFile(sampleVideo)]);
    });
  });

  it('takes brackets in an address for characters of it, not for many addresses', async () => {
    await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
      const job = geminiJob(simulator, 'google');
      const [video] = await videosOf(job);
      const { length } = simulator.requests;
      await download(job, video ? [{ ...video, uri: `${video.uri}&part=[1-3]` }] : []);
      assert.equal(simulator.requests.length - length, 1);
    });
  });

  it('sends no key to the host of an address that is not the endpoint', async () => {
    await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
      const job = serviceJob(await startDialect(simulator, 'kie', ENDED));
      assert.deepEqual(await download(job, await videosOf(job)), [await readFile(sampleVideo)]);
      assert.deepEqual(simulator.keySeenAt(), [simulator.url]);
    });
  });

  it('is not offered for a video that is gone, or has no address of the web', async () => {
    const job = {
      endpoint: endpointOf({ id: 'own', kind: 'google', url: 'https://example.com' }),
      name: 'models/veo/operations/a',
    };
    const question = await questionOf(job);
    const gone = { uri: 'https://example.com/v.mp4', gone: true } as const;
    assert.deepEqual(downloadSnippets(question, [gone, { uri: 'gs://bucket/v.mp4' }]), []);
  });
});

async function videosOf(job: Job): Promise<Video[]> {
  const answer = await ownRequest(job);
  return answer.kind === 'succeeded' ? answer.videos.filter((video) => 'uri' in video) : [];
}

function geminiJob(simulator: Simulator, kind: 'google' | 'litellm'): Job {
  const outcome = { kind: 'succeeded', samples: 1 } as const;
  return {
    endpoint: endpointOf({ id: kind, kind, url: simulator.url }),
    name: simulator.operationName({ model: MODEL, outcome, ...ENDED }),
  };
}

function serviceJob({ url, id, preset }: StartedDialect, known: Partial<Endpoint> = {}): Job {
  const { kind, auth } = PRESETS.find((one) => one.id === preset) ?? { kind: 'google' as const };
  const form = auth === undefined || auth === 'none' ? {} : { form: auth };
  return {
    endpoint: { ...endpointOf({ id: 'own', kind, url }), preset, auth: { kind: 'key', ...form }, ...known },
    // As it stands in a status address; Bifrost gives an id that is escaped already.
    name: decodeURIComponent(id),
  };
}

function endpointOf(known: Pick<Endpoint, 'id' | 'kind' | 'url'>): Endpoint {
  return { label: known.id, auth: { kind: 'key' }, ...known };
}

async function ownRequest({ endpoint, name }: Job) {
  const api = createVideoApi(createHttp({ userAgent: 'test' }), () => undefined);
  return api.requestStatus({ endpoint, name, key: DIALECT_KEY, signal: new AbortController().signal });
}

function asCompared(request: SeenRequest | undefined): object {
  const { method, path, headers = {} } = request ?? {};
  return { method, path, headers: Object.fromEntries(ALSO_COMPARED.map((name) => [name, headers[name]])) };
}

/** What runs a snippet here, by its form. PowerShell and most clients for Python are on few computers. */
const RUNNERS: Readonly<Record<string, readonly [program: string, ending: string]>> = {
  curl: ['sh', 'sh'],
  python: ['python3', 'py'],
  javaScript: [process.execPath, 'mjs'],
  googleScript: [process.execPath, 'mjs'],
  openaiScript: [process.execPath, 'mjs'],
  openrouterScript: [process.execPath, 'mjs'],
  togetherScript: [process.execPath, 'mjs'],
  googlePython: ['python3', 'py'],
  openaiPython: ['python3', 'py'],
  powerShell: ['pwsh', 'ps1'],
};

function canRun({ id }: Snippet): boolean {
  const modules: Readonly<Record<string, string>> = {
    python: 'requests',
    googlePython: 'google.genai',
    openaiPython: 'openai',
  };
  const name = modules[id];
  if (name !== undefined) return isThere('python3', ['-c', `import ${name}`]);
  return id !== 'powerShell' || isThere('pwsh', ['-Version']);
}

const known = new Map<string, boolean>();

function isThere(program: string, args: readonly string[]): boolean {
  const key = [program, ...args].join(' ');
  if (!known.has(key)) known.set(key, succeeds(program, args));
  return known.get(key) ?? false;
}

function succeeds(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs snippets at once, and expects that each prints that the job is over. */
async function expectEnd(snippets: readonly Snippet[], { endpoint }: Job, folder: string): Promise<void> {
  await Promise.all(
    snippets.map(async (snippet) => {
      const printed = await run(snippet, endpoint, folder);
      assert.match(printed, OVER, `${snippet.label}:\n${snippet.text}\n${printed}`);
    }),
  );
}

/** Runs it as a person would who has the key in the environment. @returns what it prints */
async function run(snippet: Snippet, endpoint: Endpoint, folder: string): Promise<string> {
  return (await runIn({ [keyVariableOf(endpoint)]: DIALECT_KEY }, snippet, folder)).stdout;
}

async function runIn(
  variables: Readonly<Record<string, string>>,
  { id, text }: Snippet,
  folder: string,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const [program, ending] = RUNNERS[id] as readonly [string, string];
  const file = join(folder, `${id}.${ending}`);
  await writeFile(file, text);
  return promisify(execFile)(program, [file], { env: { ...process.env, ...variables } });
}
